from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("experiment", "experiment_entry")


class Migration(migrations.Migration):
    """An experiment goes with its agent, what took part in it with the conversation."""

    dependencies = [
        ("references", "0029_paths"),
        ("experiments", "0001_initial"),
        ("conversations", "0004_experiment"),
        ("calls", "0005_of_conversation"),
    ]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("experiment", "agent_id", "agent"),
                Reference("experiment", "version_a_id", "agent_version"),
                Reference("experiment", "version_b_id", "agent_version"),
                Reference("experiment_entry", "experiment_id", "experiment"),
                Reference("experiment_entry", "conversation_id", "conversation"),
                Reference("conversation", "experiment_id", "experiment", on_delete="SET NULL"),
            ]
        )
    ]
