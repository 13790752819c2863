from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("publish_rule", "replay", "replay_talk", "judge_mark")


class Migration(migrations.Migration):
    """An agent's rule and replays go with it; what was said again goes with the conversation that it repeats, a
    mark with the result that it judges."""

    dependencies = [
        ("references", "0026_imports"),
        ("proof", "0001_initial"),
        ("scenarios", "0002_judge_mark"),
    ]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("publish_rule", "agent_id", "agent"),
                Reference("replay", "agent_id", "agent"),
                Reference("replay", "blueprint_id", "blueprint", on_delete="RESTRICT"),
                Reference("replay_talk", "replay_id", "replay"),
                Reference("replay_talk", "conversation_id", "conversation"),
                Reference("judge_mark", "result_id", "scenario_result"),
            ]
        )
    ]
