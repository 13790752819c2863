from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0004_gaps"),
    ]

    operations = [
        migrations.CreateModel(
            name="KnowledgeSpace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("account_id", models.UUIDField(null=True)),
                ("kind", models.CharField(max_length=8)),
                ("model", models.CharField(max_length=200)),
                ("dimensions", models.PositiveIntegerField(default=0)),
                ("used", models.BooleanField(default=False)),
                ("status", models.CharField(default="filling", max_length=8)),
                ("error_code", models.CharField(blank=True, default="", max_length=60)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("attempt", models.PositiveIntegerField(default=1)),
                ("tokens", models.BigIntegerField(default=0)),
                ("cost_micros", models.BigIntegerField(null=True)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("cells", models.PositiveIntegerField(default=0)),
                ("cut_at", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "knowledge_space",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["account", "local"])), name="knowledge_space_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["filling", "ready", "waiting", "failed"])),
                        name="knowledge_space_status",
                    ),
                    models.UniqueConstraint(fields=("organization_id", "used"), name="knowledge_space_one"),
                ],
            },
        ),
        TenantTable("knowledge_space"),
    ]
