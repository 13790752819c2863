from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "centralita.operations.numbers"
    label = "numbers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.operations.numbers.actions.refresh import queue_refresh
        from centralita.studio.voice_accounts.noticing import ON_WORKING

        ON_WORKING.append(queue_refresh)
