from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = (
    "contact_rule_set",
    "rule_confirmation",
    "suppression",
    "register_import",
    "register_number",
    "contact_decision",
)


class Migration(migrations.Migration):
    """A register's numbers go with it; what was put on the own list from a file stays without the file,
    and a decision without the contact that it was made about."""

    dependencies = [("references", "0009_contact"), ("compliance", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("register_number", "import_id", "register_import"),
                Reference("suppression", "import_id", "register_import", on_delete="SET NULL"),
                Reference("contact_decision", "contact_id", "contact", on_delete="SET NULL"),
            ]
        )
    ]
