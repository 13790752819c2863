from django.apps import AppConfig


class SavedTemplatesConfig(AppConfig):
    name = "centralita.studio.saved_templates"
    label = "saved_templates"
    default_auto_field = "django.db.models.BigAutoField"
