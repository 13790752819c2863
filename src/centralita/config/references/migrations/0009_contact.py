from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """A contact takes along what belongs to it; a member who leaves leaves contacts without an owner."""

    dependencies = [("references", "0008_voice_account"), ("contacts", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(
                    GlobalReference(table, "organization_id", "organization")
                    for table in ("contact", "contact_tag", "contact_import")
                ),
                Reference("contact", "owner_id", "membership", on_delete="SET NULL"),
                Reference("contact", "import_id", "contact_import", on_delete="SET NULL"),
                Reference("contact_key", "contact_id", "contact"),
                Reference("contact_search", "id", "contact"),
                Reference("contact_consent", "contact_id", "contact"),
                Reference("contact_note", "contact_id", "contact"),
                Reference("contact_import_refusal", "import_id", "contact_import"),
                Reference("contact_import_change", "import_id", "contact_import"),
                Reference("contact_import_change", "contact_id", "contact"),
            ]
        )
    ]
