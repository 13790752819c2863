from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "centralita.studio.voices"
    label = "voices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.studio.voice_accounts.noticing import ON_WORKING
        from centralita.studio.voices.actions.refresh import queue_refresh

        ON_WORKING.append(queue_refresh)
