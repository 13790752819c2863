from django.apps import AppConfig


class AgentsConfig(AppConfig):
    name = "centralita.studio.agents"
    label = "agents"
    default_auto_field = "django.db.models.BigAutoField"
