from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """What the sandbox keeps goes with its account. A call stays when its agent is taken away."""

    dependencies = [
        ("references", "0013_numbers"),
        ("sandbox", "0001_initial"),
        ("voice_accounts", "0001_initial"),
    ]

    operations = [
        AddReferences(
            [
                GlobalReference("sandbox_agent", "organization_id", "organization"),
                GlobalReference("sandbox_call", "organization_id", "organization"),
                GlobalReference("sandbox_line", "organization_id", "organization"),
                Reference("sandbox_agent", "account_id", "voice_account"),
                Reference("sandbox_call", "account_id", "voice_account"),
            ]
        )
    ]
