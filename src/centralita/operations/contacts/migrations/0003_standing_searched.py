from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from centralita.kit.words import mark

# The question is read once for a statement: as an expression it was read anew for each row that was looked at.
ONCE: Final = (
    "ALTER POLICY searched ON contact_search"
    " USING (words @@ (SELECT NULLIF(current_setting('app.search', true), '')::tsquery))"
)
EACH: Final = (
    "ALTER POLICY searched ON contact_search"
    " USING (words @@ NULLIF(current_setting('app.search', true), '')::tsquery)"
)
ADD: Final = (
    "UPDATE contact_search s SET words = s.words || array_to_tsvector(array_remove(ARRAY["
    " %(mark)s::text || '=' || c.stage,"
    " %(mark)s::text || '@' || replace(c.owner_id::text, '-', ''),"
    " %(mark)s::text || '<' || NULLIF(c.source, '')], NULL))"
    " FROM contact c WHERE c.organization_id = s.organization_id AND c.id = s.id"
)


def tell_standing(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write down where those stand who are there already, one organization after another."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [row[0] for row in cursor.fetchall()]
        for organization_id in organizations:
            begin = mark(organization_id)
            cursor.execute(
                "SELECT set_config('app.organization_id', %s, true), set_config('app.search', %s, true)",
                [str(organization_id), f"'{begin}'"],
            )
            cursor.execute(ADD, {"mark": begin})
        cursor.execute(
            "SELECT set_config('app.organization_id', '', true), set_config('app.search', '', true)"
        )


class Migration(migrations.Migration):
    """A search with a stage, an owner or a source is one question to the index of words."""

    dependencies = [("contacts", "0002_views_and_workbooks"), ("organizations", "0001_initial")]

    operations = [
        migrations.RunSQL(ONCE, EACH),
        migrations.RunPython(tell_standing, migrations.RunPython.noop),
    ]
