import django.contrib.postgres.indexes
from django.db import migrations

# The application's role owns nothing, so it may not have its tables looked at; this lets it have these, and no more.
FUNCTION = """
DO $migration$ BEGIN EXECUTE format($made$
CREATE FUNCTION look_at_contacts() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp
AS $look$ BEGIN
    ANALYZE contact (organization_id, id);
    ANALYZE contact_key (organization_id, contact_id, kind, value);
    ANALYZE contact_search (organization_id, id);
END $look$
$made$, current_schema()); END $migration$
"""
TOGETHER = "ALTER INDEX contact_search_words SET (fastupdate = on, gin_pending_list_limit = 1024)"
APART = "ALTER INDEX contact_search_words SET (fastupdate = off)"


class Migration(migrations.Migration):
    """An import takes as long for a row when there are many as when there are few."""

    dependencies = [("contacts", "0004_places_searched")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION look_at_contacts()"),
        migrations.RunSQL(
            TOGETHER,
            APART,
            state_operations=[
                migrations.RemoveIndex("contactsearch", "contact_search_words"),
                migrations.AddIndex(
                    "contactsearch",
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"],
                        name="contact_search_words",
                        fastupdate=True,
                        gin_pending_list_limit=1024,
                    ),
                ),
            ],
        ),
    ]
