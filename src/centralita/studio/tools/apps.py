from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "centralita.studio.tools"
    label = "tools"
    default_auto_field = "django.db.models.BigAutoField"
