from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = (
    "text_translation",
    "glossary_term",
    "translator_account",
    "translation_run",
    "parity_run",
    "parity_result",
)


class Migration(migrations.Migration):
    """What is remembered of an agent's languages goes with the agent; a run outlives its translator's account."""

    dependencies = [("references", "0027_proof"), ("translation", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("text_translation", "agent_id", "agent"),
                Reference("translation_run", "agent_id", "agent"),
                Reference("parity_run", "agent_id", "agent"),
                Reference("translation_run", "account_id", "translator_account", on_delete="SET NULL"),
                Reference("parity_run", "account_id", "translator_account", on_delete="SET NULL"),
                Reference("parity_run", "blueprint_id", "blueprint", on_delete="RESTRICT"),
                Reference("parity_result", "run_id", "parity_run"),
                Reference("parity_result", "scenario_id", "scenario", on_delete="SET NULL"),
            ]
        )
    ]
