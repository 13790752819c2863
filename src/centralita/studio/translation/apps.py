from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "centralita.studio.translation"
    label = "translation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.studio.agents.public import on_draft_saved
        from centralita.studio.translation.actions.follow import follow_draft

        on_draft_saved(follow_draft)
