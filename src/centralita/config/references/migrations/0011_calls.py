from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("call", "call_utterance", "call_cost_line", "call_traffic", "callback")


class Migration(migrations.Migration):
    """A call stays when its contact, its agent or its account goes: it is what was done and paid for."""

    dependencies = [("references", "0011_call_volume"), ("calls", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("call", "contact_id", "contact", on_delete="SET NULL"),
                Reference("call", "agent_id", "agent", on_delete="SET NULL"),
                Reference("call", "version_id", "agent_version", on_delete="SET NULL"),
                Reference("call", "account_id", "voice_account", on_delete="SET NULL"),
                Reference("call", "decision_id", "contact_decision", on_delete="SET NULL"),
                Reference("call_utterance", "call_id", "call"),
                Reference("call_cost_line", "call_id", "call"),
                Reference("call_traffic", "account_id", "voice_account"),
                Reference("callback", "contact_id", "contact"),
                Reference("callback", "agent_id", "agent"),
                Reference("callback", "call_id", "call", on_delete="SET NULL"),
                Reference("callback", "after_call_id", "call", on_delete="SET NULL"),
            ]
        )
    ]
