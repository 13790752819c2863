from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """A budget's counters go with it; what was spent stays."""

    dependencies = [("references", "0014_sandbox"), ("usage", "0002_money")]

    operations = [
        AddReferences(
            [
                *(
                    GlobalReference(table, "organization_id", "organization")
                    for table in ("budget", "budget_period", "reservation", "usage_entry")
                ),
                Reference("budget_period", "budget_id", "budget"),
                Reference("usage_entry", "reservation_id", "reservation"),
            ]
        )
    ]
