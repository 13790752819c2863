from django.apps import AppConfig


class ProofConfig(AppConfig):
    name = "centralita.studio.proof"
    label = "proof"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from centralita.studio.agents.public import guard_publishing
        from centralita.studio.proof.gate import against

        guard_publishing(against)
