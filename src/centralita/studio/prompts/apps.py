from django.apps import AppConfig


class PromptsConfig(AppConfig):
    name = "centralita.studio.prompts"
    label = "prompts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.studio.agents.public import on_check
        from centralita.studio.prompts.agent_texts import problems_in_texts

        on_check(problems_in_texts)
