from django.apps import AppConfig


class LanguageModelsConfig(AppConfig):
    name = "centralita.studio.language_models"
    label = "language_models"
    default_auto_field = "django.db.models.BigAutoField"
