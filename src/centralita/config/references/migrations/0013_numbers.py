from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """Numbers go with their account; one whose agent is deleted is answered by nobody of ours."""

    dependencies = [("references", "0012_voices"), ("numbers", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("phone_number", "organization_id", "organization"),
                GlobalReference("number_catalogue", "organization_id", "organization"),
                Reference("phone_number", "account_id", "voice_account"),
                Reference("number_catalogue", "account_id", "voice_account"),
                Reference("phone_number", "agent_id", "agent", on_delete="SET NULL"),
            ]
        )
    ]
