from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    """The last of the apps: what joins slices is put together here, in every process that has Django."""

    name = "centralita.config.references"
    label = "references"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.config import neighbours, voice_platforms

        voice_platforms.register()
        neighbours.register()
