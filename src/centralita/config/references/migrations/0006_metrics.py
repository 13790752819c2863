from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference


class Migration(migrations.Migration):
    """Roll-ups outlive the agents that they count: what happened stays counted."""

    dependencies = [("references", "0005_model_account"), ("metrics", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("insight_day", "organization_id", "organization"),
                GlobalReference("insight_response", "organization_id", "organization"),
            ]
        )
    ]
