from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("prompt", "prompt_version", "prompt_label", "prompt_case", "prompt_trial", "prompt_answer")


class Migration(migrations.Migration):
    """What belongs to a prompt goes with it; what models answered outlives their accounts and the agents."""

    dependencies = [("references", "0023_saved_templates"), ("prompts", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                *(
                    Reference(table, "prompt_id", "prompt")
                    for table in ("prompt_version", "prompt_label", "prompt_case", "prompt_trial")
                ),
                Reference("prompt_answer", "trial_id", "prompt_trial"),
                Reference("prompt_trial", "agent_id", "agent", on_delete="SET NULL"),
                Reference("prompt_answer", "account_id", "model_account", on_delete="SET NULL"),
            ]
        )
    ]
