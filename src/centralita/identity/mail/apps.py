from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "centralita.identity.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"
