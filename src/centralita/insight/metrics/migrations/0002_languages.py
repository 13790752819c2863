from django.db import migrations, models

TABLES = ("conversation", "insight_day")
# Of the conversations that are still there, each on the day that it was counted on.
FILL = """
UPDATE insight_day SET languages = told.languages
FROM (
  SELECT organization_id, agent_id, day, jsonb_object_agg(language, count) AS languages, sum(count) AS total
  FROM (
    SELECT c.organization_id, of_agent.agent_id, (c.started_at AT TIME ZONE o.time_zone)::date AS day, c.language,
      count(*) AS count
    FROM conversation c
    JOIN organization o ON o.id = c.organization_id
    CROSS JOIN LATERAL (VALUES (c.agent_id), ('00000000-0000-0000-0000-000000000000'::uuid)) AS of_agent (agent_id)
    WHERE c.status = 'ended' AND NOT c.test
    GROUP BY 1, 2, 3, 4
  ) AS counted
  GROUP BY 1, 2, 3
) AS told
WHERE insight_day.organization_id = told.organization_id AND insight_day.agent_id = told.agent_id
  AND insight_day.day = told.day AND told.total <= insight_day.ended
"""


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0001_initial"),
        ("conversations", "0003_active_at"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="insightday",
            name="languages",
            field=models.JSONField(default=dict, db_default={}, help_text="How many that ended, by language"),
        ),
        # The owner is held to the policy as well, and sees no rows without an organization.
        *(
            migrations.RunSQL(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", migrations.RunSQL.noop)
            for table in TABLES
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY", migrations.RunSQL.noop)
            for table in TABLES
        ),
    ]
