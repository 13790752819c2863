from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "centralita.operations.compliance"
    label = "compliance"
    default_auto_field = "django.db.models.BigAutoField"
