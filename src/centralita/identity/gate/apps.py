from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "centralita.identity.gate"
    label = "gate"
    default_auto_field = "django.db.models.BigAutoField"
