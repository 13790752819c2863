import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="InsightDay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("day", models.DateField()),
                ("agent_id", models.UUIDField()),
                ("started", models.PositiveIntegerField(default=0)),
                ("ended", models.PositiveIntegerField(default=0)),
                ("succeeded", models.PositiveIntegerField(default=0)),
                ("handed_off", models.PositiveIntegerField(default=0)),
                ("messages", models.PositiveIntegerField(default=0)),
                ("response_ms_total", models.BigIntegerField(default=0)),
                ("response_count", models.PositiveIntegerField(default=0)),
                ("cost_micros", models.BigIntegerField(default=0)),
                ("tokens_in", models.BigIntegerField(default=0)),
                ("tokens_out", models.BigIntegerField(default=0)),
                (
                    "hours",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "db_table": "insight_day",
                "indexes": [models.Index(fields=["organization_id", "day"], name="insight_day_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "agent_id", "day"), name="insight_day_agent"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InsightResponse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("day", models.DateField()),
                ("agent_id", models.UUIDField()),
                ("bucket", models.PositiveSmallIntegerField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "insight_response",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "agent_id", "day", "bucket"),
                        name="insight_response_bucket",
                    )
                ],
            },
        ),
        TenantTable("insight_day"),
        TenantTable("insight_response"),
    ]
