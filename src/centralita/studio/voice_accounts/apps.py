from django.apps import AppConfig


class VoiceAccountsConfig(AppConfig):
    name = "centralita.studio.voice_accounts"
    label = "voice_accounts"
    default_auto_field = "django.db.models.BigAutoField"
