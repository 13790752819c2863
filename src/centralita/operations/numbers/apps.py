from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "centralita.operations.numbers"
    label = "numbers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.operations.numbers.actions.refresh import REFRESHER
        from centralita.studio.voice_accounts.public import on_account_moved

        on_account_moved(REFRESHER.on_account)
