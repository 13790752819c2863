from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("voice", "voice_favourite", "voice_catalogue", "voice_consent")


class Migration(migrations.Migration):
    """Voices go with their account; who agreed to a clone is kept without either."""

    dependencies = [("references", "0011_call_volume"), ("voices", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("voice", "account_id", "voice_account"),
                Reference("voice_catalogue", "account_id", "voice_account"),
                Reference("voice_favourite", "voice_id", "voice"),
                GlobalReference("voice_favourite", "user_id", "account"),
                Reference("voice_consent", "account_id", "voice_account", on_delete="SET NULL"),
                Reference("voice_consent", "voice_id", "voice", on_delete="SET NULL"),
            ]
        )
    ]
