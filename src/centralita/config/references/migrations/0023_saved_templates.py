from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """Saved templates go with their organization; they outlive the agent that they were made of."""

    dependencies = [("references", "0022_tools"), ("saved_templates", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("saved_template", "organization_id", "organization"),
                Reference("saved_template", "source_agent_id", "agent", on_delete="SET NULL"),
            ]
        )
    ]
