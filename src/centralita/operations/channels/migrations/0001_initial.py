import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(default="widget", max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("agent_id", models.UUIDField()),
                ("key", models.CharField(max_length=80)),
                (
                    "origins",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), blank=True, default=list, size=None
                    ),
                ),
                ("enabled", models.BooleanField(default=True)),
                ("settings", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "channel",
                "indexes": [models.Index(fields=["organization_id", "agent_id"], name="channel_agent")],
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "key"), name="channel_key"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["widget", "api"])), name="channel_kind"
                    ),
                ],
            },
        ),
        TenantTable("channel"),
    ]
