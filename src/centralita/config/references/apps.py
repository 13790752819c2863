from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    name = "centralita.config.references"
    label = "references"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """All of ours is loaded now: what rooms below left open is filled in."""
        from centralita.config import platforms

        platforms.fill()
