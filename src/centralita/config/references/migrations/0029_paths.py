from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("path_trail", "path_node", "path_way")


class Migration(migrations.Migration):
    """Trails go with their conversations, sums with their versions."""

    dependencies = [("references", "0028_translation"), ("paths", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("path_trail", "id", "conversation"),
                *(Reference(table, "version_id", "agent_version") for table in TABLES),
            ]
        )
    ]
