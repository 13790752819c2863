from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("scenario", "scenario_run", "scenario_result")


class Migration(migrations.Migration):
    """An agent's scenarios and runs go with it; a result outlives its scenario."""

    dependencies = [("references", "0019_campaigns"), ("scenarios", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("scenario", "agent_id", "agent"),
                Reference("scenario_run", "agent_id", "agent"),
                Reference("scenario_run", "blueprint_id", "blueprint", on_delete="RESTRICT"),
                Reference("scenario_result", "run_id", "scenario_run"),
                Reference("scenario_result", "scenario_id", "scenario", on_delete="SET NULL"),
            ]
        )
    ]
