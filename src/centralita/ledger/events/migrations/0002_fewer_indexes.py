from django.db import migrations

DROP = "DROP INDEX ledger_event_subject"
MAKE = "CREATE INDEX ledger_event_subject ON ledger_event (organization_id, subject_id, at)"


class Migration(migrations.Migration):
    """Nobody asks for the facts of one subject, and every turn paid for the index twice."""

    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunSQL(DROP, MAKE)]
