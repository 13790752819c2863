import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_sites")]

    operations = [
        migrations.CreateModel(
            name="KnowledgeGap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("question", models.CharField(max_length=300)),
                (
                    "phrasings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("language", models.CharField(blank=True, default="", max_length=8)),
                ("times", models.PositiveIntegerField(default=0)),
                ("status", models.CharField(default="open", max_length=12)),
                (
                    "agent_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("conversation_id", models.UUIDField(null=True)),
                ("entry_id", models.UUIDField(null=True)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "knowledge_gap",
                "indexes": [
                    models.Index(
                        fields=["organization_id", "status", "-times", "-id"], name="knowledge_gap_most"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "answered", "dismissed"])),
                        name="knowledge_gap_status",
                    )
                ],
            },
        ),
        TenantTable("knowledge_gap"),
    ]
