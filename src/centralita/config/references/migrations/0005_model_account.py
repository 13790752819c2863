from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """An account that stands in for another may go: then nobody stands in."""

    dependencies = [("references", "0004_conversation_search"), ("language_models", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("model_account", "organization_id", "organization"),
                Reference("model_account", "fallback_account_id", "model_account", on_delete="SET NULL"),
            ]
        )
    ]
