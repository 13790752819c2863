from django.apps import AppConfig


class BeginningsConfig(AppConfig):
    name = "centralita.studio.beginnings"
    label = "beginnings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.studio.agents.public import equip_agents
        from centralita.studio.beginnings.equipping import equip

        equip_agents(equip)
