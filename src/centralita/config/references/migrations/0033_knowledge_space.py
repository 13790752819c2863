from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """Vectors outlive the account that they were asked of: they are still right, only questions go unasked."""

    dependencies = [("references", "0032_tool_approval"), ("knowledge", "0005_meaning")]

    operations = [
        AddReferences(
            [
                GlobalReference("knowledge_space", "organization_id", "organization"),
                Reference("knowledge_space", "account_id", "model_account", on_delete="SET NULL"),
            ]
        )
    ]
