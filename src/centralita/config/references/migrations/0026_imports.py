from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """A file that came in goes with its organization; the report about it goes with the agent."""

    dependencies = [("references", "0025_knowledge_sources"), ("imports", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("agent_import", "organization_id", "organization"),
                Reference("agent_import", "agent_id", "agent"),
            ]
        )
    ]
