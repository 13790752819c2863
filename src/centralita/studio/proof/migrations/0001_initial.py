import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PublishRule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("agent_id", models.UUIDField()),
                ("scenarios", models.BooleanField(default=False)),
                ("replay", models.BooleanField(default=False)),
                ("most_worse", models.PositiveSmallIntegerField(default=10)),
                ("confidence", models.PositiveSmallIntegerField(default=95)),
                (
                    "lost",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("updated_by", models.UUIDField(null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "publish_rule",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "agent_id"), name="publish_rule_agent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most_worse__gte", 1), ("most_worse__lte", 100)),
                        name="publish_rule_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Replay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("agent_id", models.UUIDField()),
                ("blueprint_id", models.UUIDField()),
                ("draft_revision", models.PositiveIntegerField()),
                ("state", models.CharField(default="queued", max_length=10)),
                ("days", models.PositiveSmallIntegerField()),
                ("population", models.PositiveIntegerField()),
                ("total", models.PositiveIntegerField()),
                ("started_by", models.UUIDField(null=True)),
                ("started_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "replay",
                "indexes": [models.Index(fields=["organization_id", "agent_id", "-id"], name="replay_agent")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "done", "cancelled"])),
                        name="replay_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplayTalk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("replay_id", models.UUIDField()),
                ("conversation_id", models.UUIDField()),
                ("position", models.PositiveIntegerField()),
                ("reason", models.CharField(blank=True, default="", max_length=60)),
                ("was", models.JSONField(default=dict)),
                ("is_now", models.JSONField(default=dict)),
                ("talk", models.JSONField(default=dict)),
                ("cost_micros", models.BigIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "replay_talk",
                "indexes": [
                    models.Index(fields=["organization_id", "conversation_id"], name="replay_talk_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "replay_id", "position"), name="replay_talk_place"
                    )
                ],
            },
        ),
        TenantTable("publish_rule"),
        TenantTable("replay"),
        TenantTable("replay_talk"),
    ]
