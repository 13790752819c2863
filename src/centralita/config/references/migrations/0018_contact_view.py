from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """Saved views go with their organization; a consent outlives the import that it came by."""

    dependencies = [("references", "0017_calls"), ("contacts", "0002_views_and_workbooks")]

    operations = [
        AddReferences(
            [
                GlobalReference("contact_view", "organization_id", "organization"),
                Reference("contact_consent", "import_id", "contact_import", on_delete="SET NULL"),
            ]
        )
    ]
