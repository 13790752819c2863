from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "centralita.ledger.events"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Identity lies below and cannot call the log; the log takes what it tells.
        from centralita.identity.access import telling
        from centralita.ledger.events.append import append_told

        telling.listen(append_told)
