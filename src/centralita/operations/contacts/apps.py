from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "centralita.operations.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"
