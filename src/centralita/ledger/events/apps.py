from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "centralita.ledger.events"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
