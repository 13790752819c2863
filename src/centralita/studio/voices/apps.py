from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "centralita.studio.voices"
    label = "voices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.studio.voice_accounts.public import on_account_moved
        from centralita.studio.voices.actions.refresh import REFRESHER

        on_account_moved(REFRESHER.on_account)
