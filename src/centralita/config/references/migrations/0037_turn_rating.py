from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """What is said of an answer goes with it; without its scenario a bad one is to be mended again."""

    dependencies = [
        ("references", "0036_gallery_kinds"),
        ("conversations", "0006_turn_rating"),
        ("scenarios", "0002_judge_mark"),
    ]

    operations = [
        AddReferences(
            [
                GlobalReference("turn_rating", "organization_id", "organization"),
                Reference("turn_rating", "conversation_id", "conversation"),
                Reference("turn_rating", "message_id", "message"),
                Reference("turn_rating", "scenario_id", "scenario", on_delete="SET NULL"),
            ]
        )
    ]
