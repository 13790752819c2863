from django.apps import AppConfig


class DeploymentsConfig(AppConfig):
    name = "centralita.studio.deployments"
    label = "deployments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.studio.agents.public import on_agent_moved
        from centralita.studio.deployments.listening import on_account, on_agent
        from centralita.studio.voice_accounts.public import on_account_moved

        on_agent_moved(on_agent)
        on_account_moved(on_account)
