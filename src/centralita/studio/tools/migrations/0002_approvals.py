from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("tools", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ToolApproval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("tool_id", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("conversation_id", models.UUIDField()),
                ("agent_id", models.UUIDField()),
                ("effect_id", models.CharField(max_length=40)),
                ("arguments", models.JSONField(default=dict)),
                ("state", models.CharField(default="waiting", max_length=12)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_name", models.CharField(blank=True, default="", max_length=254)),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "db_table": "tool_approval",
                "indexes": [
                    models.Index(fields=["organization_id", "-id"], name="tool_approval_newest"),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["organization_id", "expires_at"],
                        name="tool_approval_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("waiting", "approved", "refused", "expired", "dropped"))
                        ),
                        name="tool_approval_state",
                    ),
                    models.UniqueConstraint(
                        fields=("organization_id", "conversation_id", "effect_id"), name="tool_approval_once"
                    ),
                ],
            },
        ),
        TenantTable("tool_approval"),
    ]
