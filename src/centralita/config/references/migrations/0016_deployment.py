from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """A deployment outlives its agent until the platform has let go of it. An account cannot go before it."""

    dependencies = [("references", "0015_usage"), ("deployments", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("deployment", "organization_id", "organization"),
                Reference("deployment", "agent_id", "agent", on_delete="SET NULL"),
                Reference("deployment", "account_id", "voice_account", on_delete="CASCADE"),
                Reference("deployment", "wanted_version_id", "agent_version", on_delete="SET NULL"),
                Reference("deployment", "live_version_id", "agent_version", on_delete="SET NULL"),
            ]
        )
    ]
