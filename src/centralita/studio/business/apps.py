from django.apps import AppConfig


class BusinessConfig(AppConfig):
    name = "centralita.studio.business"
    label = "business"
    default_auto_field = "django.db.models.BigAutoField"
