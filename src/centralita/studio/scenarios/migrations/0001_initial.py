from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Scenario",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("agent_id", models.UUIDField()),
                ("name", models.CharField(max_length=160)),
                ("script", models.JSONField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "scenario",
                "indexes": [
                    models.Index(fields=["organization_id", "agent_id", "created_at"], name="scenario_agent")
                ],
            },
        ),
        migrations.CreateModel(
            name="ScenarioResult",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("run_id", models.UUIDField()),
                ("scenario_id", models.UUIDField(null=True)),
                ("position", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=160)),
                ("script", models.JSONField()),
                ("passed", models.BooleanField(null=True)),
                ("error", models.CharField(blank=True, default="", max_length=60)),
                ("verdicts", models.JSONField(default=list)),
                ("talk", models.JSONField(default=dict)),
                ("cost_micros", models.BigIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "scenario_result",
                "indexes": [
                    models.Index(fields=["organization_id", "scenario_id"], name="scenario_result_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "run_id", "position"), name="scenario_result_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScenarioRun",
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
                ("number", models.PositiveIntegerField(null=True)),
                ("draft_revision", models.PositiveIntegerField(null=True)),
                ("state", models.CharField(default="queued", max_length=10)),
                ("total", models.PositiveIntegerField()),
                ("started_by", models.UUIDField(null=True)),
                ("started_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "scenario_run",
                "indexes": [
                    models.Index(
                        fields=["organization_id", "agent_id", "-created_at"], name="scenario_run_agent"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "done", "cancelled"])),
                        name="scenario_run_state",
                    )
                ],
            },
        ),
        TenantTable("scenario"),
        TenantTable("scenario_run"),
        TenantTable("scenario_result"),
    ]
