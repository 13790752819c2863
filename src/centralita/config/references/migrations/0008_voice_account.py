from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """What a platform's webhooks brought goes with its account."""

    dependencies = [("references", "0007_token_day"), ("voice_accounts", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("voice_account", "organization_id", "organization"),
                GlobalReference("webhook_event", "organization_id", "organization"),
                Reference("webhook_event", "account_id", "voice_account", on_delete="CASCADE"),
            ]
        )
    ]
