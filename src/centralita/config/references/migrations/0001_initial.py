from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """Foreign keys of the first tables, parents before children.

    Messages and journal entries reach their organization through the conversation: a key of their own would make
    every turn of one organization lock the same row.
    """

    dependencies = [
        ("accounts", "0001_initial"),
        ("organizations", "0001_initial"),
        ("gate", "0001_initial"),
        ("audit", "0001_initial"),
        ("ledger", "0001_initial"),
        ("agents", "0001_initial"),
        ("channels", "0001_initial"),
        ("conversations", "0001_initial"),
    ]

    operations = [
        AddReferences(
            [
                GlobalReference("organization", "parent_id", "organization", on_delete="SET NULL"),
                *(
                    GlobalReference(table, "organization_id", "organization")
                    for table in (
                        "membership",
                        "invitation",
                        "idempotency_record",
                        "audit_entry",
                        "audit_head",
                        "ledger_cursor",
                        "agent",
                        "blueprint",
                        "agent_version",
                        "channel",
                        "conversation",
                    )
                ),
                GlobalReference("membership", "user_id", "account"),
                Reference("agent_version", "agent_id", "agent"),
                Reference("agent_version", "blueprint_id", "blueprint", on_delete="RESTRICT"),
                Reference("agent", "live_version_id", "agent_version", on_delete="SET NULL"),
                Reference("channel", "agent_id", "agent"),
                Reference("conversation", "agent_id", "agent"),
                Reference("conversation", "blueprint_id", "blueprint", on_delete="RESTRICT"),
                Reference("conversation", "channel_id", "channel", on_delete="SET NULL"),
                Reference("message", "conversation_id", "conversation"),
                Reference("journal_entry", "conversation_id", "conversation"),
                Reference("conversation_note", "conversation_id", "conversation"),
                Reference("attachment", "conversation_id", "conversation"),
            ]
        )
    ]
