from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "centralita.operations.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
