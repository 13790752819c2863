from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tool",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=64)),
                ("label", models.CharField(max_length=120)),
                (
                    "name_key",
                    models.TextField(
                        help_text="Label and name, lowered and without accents: what a search looks at"
                    ),
                ),
                ("draft", models.JSONField()),
                ("draft_hash", models.BinaryField(max_length=32)),
                ("sign_in", models.CharField(default="none", max_length=12)),
                ("sign_in_shown", models.JSONField(default=dict)),
                ("secret", models.BinaryField()),
                ("secret_origin", models.CharField(blank=True, default="", max_length=300)),
                ("test_mode", models.CharField(default="real", max_length=8)),
                ("live_number", models.PositiveIntegerField(null=True)),
                ("live_hash", models.BinaryField(max_length=32, null=True)),
                ("live_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "tool",
                "indexes": [models.Index(fields=["organization_id", "name_key", "id"], name="tool_search")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("test_mode__in", ("real", "mock"))), name="tool_test_mode"
                    ),
                    models.UniqueConstraint(fields=("organization_id", "name"), name="tool_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ToolCall",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("tool_id", models.UUIDField()),
                ("version", models.PositiveIntegerField(null=True)),
                ("source", models.CharField(max_length=12)),
                ("conversation_id", models.UUIDField(null=True)),
                ("agent_id", models.UUIDField(null=True)),
                ("effect_id", models.CharField(blank=True, default="", max_length=40)),
                ("arguments", models.JSONField(default=dict)),
                ("state", models.CharField(default="running", max_length=12)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("answer", models.TextField(blank=True, default="")),
                ("result", models.JSONField(null=True)),
                ("error", models.CharField(blank=True, default="", max_length=60)),
                ("ms", models.FloatField(null=True)),
                ("mocked", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "tool_call",
                "indexes": [
                    models.Index(fields=["organization_id", "tool_id", "-id"], name="tool_call_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("running", "done", "failed"))),
                        name="tool_call_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ("conversation", "test", "bench"))),
                        name="tool_call_source",
                    ),
                    models.UniqueConstraint(
                        fields=("organization_id", "conversation_id", "effect_id"), name="tool_call_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ToolCase",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("tool_id", models.UUIDField()),
                ("name", models.CharField(max_length=120)),
                ("arguments", models.JSONField(default=dict)),
                ("mock_status", models.PositiveSmallIntegerField(null=True)),
                ("mock_body", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "tool_case",
                "indexes": [models.Index(fields=["organization_id", "tool_id", "id"], name="tool_case_of")],
            },
        ),
        migrations.CreateModel(
            name="ToolVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("tool_id", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("author_id", models.UUIDField(null=True)),
                ("author_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "tool_version",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "tool_id", "number"), name="tool_version_number"
                    )
                ],
            },
        ),
        TenantTable("tool"),
        TenantTable("tool_version"),
        TenantTable("tool_case"),
        TenantTable("tool_call"),
    ]
