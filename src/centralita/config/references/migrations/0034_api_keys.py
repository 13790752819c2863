from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference


class Migration(migrations.Migration):
    """A key goes with the account of whoever made it."""

    dependencies = [("references", "0033_knowledge_space"), ("keys", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("api_key", "organization_id", "organization"),
                GlobalReference("api_key", "user_id", "account"),
            ]
        )
    ]
