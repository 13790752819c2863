from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """Foreign keys of the business profile."""

    dependencies = [("references", "0001_initial"), ("business", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(
                    GlobalReference(table, "organization_id", "organization")
                    for table in (
                        "business_snapshot",
                        "business_profile",
                        "location",
                        "special_day",
                        "offering",
                        "staff_member",
                        "business_policy",
                    )
                ),
                Reference("business_profile", "snapshot_id", "business_snapshot", on_delete="RESTRICT"),
            ]
        )
    ]
