from django.db import migrations, models
from django.db.models.functions import Now

# The owner is held to the policy as well, and sees no rows without an organization.
FILL = (
    "ALTER TABLE conversation NO FORCE ROW LEVEL SECURITY",
    "UPDATE conversation SET active_at = last_at",
    "ALTER TABLE conversation FORCE ROW LEVEL SECURITY",
)
# Room on each page for the next version of a row: a turn that changes no indexed column then touches no index.
ROOM = "ALTER TABLE conversation SET (fillfactor = 60)"


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_search")]

    operations = [
        migrations.RemoveIndex(model_name="conversation", name="conversation_list"),
        migrations.RemoveIndex(model_name="conversation", name="conversation_open"),
        migrations.AddField(
            model_name="conversation",
            name="active_at",
            field=models.DateTimeField(
                db_default=Now(),
                help_text="`last_at`, moved on at most once a minute: what lists are ordered by",
            ),
        ),
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in FILL),
        migrations.RunSQL(ROOM, "ALTER TABLE conversation RESET (fillfactor)"),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["organization_id", "-started_at", "-id"],
                include=(
                    *("test", "status", "outcome", "language", "channel", "agent_id"),
                    *("csat", "held_by", "handed_off_at", "active_at"),
                ),
                name="conversation_list",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("status__in", ["active", "handed_off"])),
                fields=["organization_id", "-active_at"],
                name="conversation_open",
            ),
        ),
    ]
