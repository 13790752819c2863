from typing import Final

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now

from centralita.kit.words import mark

TELL: Final = (
    "UPDATE contact_search s SET name_key = c.name_key, created_at = c.created_at, active_at = c.active_at"
    " FROM contact c WHERE c.organization_id = s.organization_id AND c.id = s.id"
)


def tell_places(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write down the places of those who are there already, one organization after another."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [row[0] for row in cursor.fetchall()]
        for organization_id in organizations:
            cursor.execute(
                "SELECT set_config('app.organization_id', %s, true), set_config('app.search', %s, true)",
                [str(organization_id), f"'{mark(organization_id)}'"],
            )
            cursor.execute(TELL)
        cursor.execute(
            "SELECT set_config('app.organization_id', '', true), set_config('app.search', '', true)"
        )


class Migration(migrations.Migration):
    """Of the many thousands that words find, the first of a list are found without a look at the list."""

    dependencies = [("contacts", "0003_standing_searched"), ("organizations", "0001_initial")]

    operations = [
        migrations.AddField("contactsearch", "name_key", models.TextField(db_default="")),
        migrations.AddField("contactsearch", "created_at", models.DateTimeField(db_default=Now())),
        migrations.AddField("contactsearch", "active_at", models.DateTimeField(db_default=Now())),
        migrations.RunPython(tell_places, migrations.RunPython.noop),
    ]
