from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """A sign-in stays while a tool uses it; with the organization both go, in whichever order."""

    dependencies = [("references", "0034_api_keys"), ("tools", "0004_sign_ins")]

    operations = [
        AddReferences(
            [
                GlobalReference("tool_sign_in", "organization_id", "organization"),
                Reference("tool", "shared_sign_in_id", "tool_sign_in", on_delete="NO ACTION"),
            ]
        )
    ]
