from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """What was asked about a call, and what was sent, goes with its tool and with its conversation."""

    dependencies = [("references", "0031_gallery"), ("tools", "0003_messages")]

    operations = [
        AddReferences(
            [
                GlobalReference("tool_approval", "organization_id", "organization"),
                Reference("tool_approval", "tool_id", "tool"),
                Reference("tool_approval", "conversation_id", "conversation"),
                GlobalReference("sent_message", "organization_id", "organization"),
                Reference("sent_message", "tool_id", "tool"),
                Reference("sent_message", "conversation_id", "conversation"),
            ]
        )
    ]
