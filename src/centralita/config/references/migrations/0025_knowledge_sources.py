from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("knowledge_site", "knowledge_gap")


class Migration(migrations.Migration):
    """A site goes with its source; a question that nothing answered outlives the conversations it was asked in."""

    dependencies = [("references", "0024_prompts"), ("knowledge", "0004_gaps")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("knowledge_site", "source_id", "knowledge_source"),
            ]
        )
    ]
