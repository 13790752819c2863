from django.apps import AppConfig


class ExperimentsConfig(AppConfig):
    name = "centralita.studio.experiments"
    label = "experiments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.studio.agents.public import on_agent_moved
        from centralita.studio.experiments.actions.end import on_agent

        on_agent_moved(on_agent)
