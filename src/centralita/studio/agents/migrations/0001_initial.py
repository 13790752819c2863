import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                (
                    "name_key",
                    models.TextField(help_text="Lowered and without accents: what a search looks at"),
                ),
                ("description", models.CharField(blank=True, default="", max_length=500)),
                ("kind", models.CharField(default="chat", max_length=8)),
                ("purpose", models.CharField(default="inbound", max_length=24)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), default=list, size=None
                    ),
                ),
                ("status", models.CharField(default="draft", max_length=12)),
                ("template", models.CharField(blank=True, default="", max_length=60)),
                ("draft", models.JSONField()),
                ("draft_hash", models.BinaryField(max_length=32)),
                ("draft_revision", models.PositiveIntegerField(default=1)),
                ("draft_saved_at", models.DateTimeField(auto_now_add=True)),
                ("draft_saved_by", models.UUIDField(null=True)),
                ("live_version_id", models.UUIDField(null=True)),
                ("live_number", models.PositiveIntegerField(null=True)),
                ("live_hash", models.BinaryField(max_length=32, null=True)),
                ("live_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "agent",
                "indexes": [
                    models.Index(fields=["organization_id", "-updated_at", "-id"], name="agent_updated"),
                    models.Index(fields=["organization_id", "name_key", "id"], name="agent_name"),
                    django.contrib.postgres.indexes.GinIndex(fields=["tags"], name="agent_tags"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "active", "paused", "archived"])),
                        name="agent_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["chat", "voice", "both"])), name="agent_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "inbound",
                                    "outbound_marketing",
                                    "support",
                                    "appointment_follow_up",
                                    "custom",
                                ],
                            )
                        ),
                        name="agent_purpose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("agent_id", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("blueprint_id", models.UUIDField()),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("checks", models.JSONField(default=list)),
                ("rolled_back_to", models.PositiveIntegerField(null=True)),
                ("author_id", models.UUIDField(null=True)),
                ("author_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "agent_version",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "agent_id", "number"), name="agent_version_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Blueprint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("content_hash", models.BinaryField(max_length=32)),
                ("content", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "blueprint",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "content_hash"), name="blueprint_content"
                    )
                ],
            },
        ),
        TenantTable("agent"),
        TenantTable("blueprint"),
        TenantTable("agent_version"),
    ]
