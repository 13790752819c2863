from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("tool", "tool_version", "tool_case", "tool_call")


class Migration(migrations.Migration):
    """What belongs to a tool goes with it; a call goes with its conversation, too."""

    dependencies = [("references", "0021_dialling_stop"), ("tools", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("tool_version", "tool_id", "tool"),
                Reference("tool_case", "tool_id", "tool"),
                Reference("tool_call", "tool_id", "tool"),
                Reference("tool_call", "conversation_id", "conversation"),
            ]
        )
    ]
