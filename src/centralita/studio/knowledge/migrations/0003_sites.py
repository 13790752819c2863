import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_headings")]

    operations = [
        migrations.RemoveConstraint(model_name="knowledgesource", name="knowledge_source_kind"),
        migrations.AddConstraint(
            model_name="knowledgesource",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["upload", "faq", "web", "business"])),
                name="knowledge_source_kind",
            ),
        ),
        migrations.AddField(
            model_name="knowledgedocument",
            name="address",
            field=models.CharField(blank=True, default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="knowledgedocument",
            name="etag",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="knowledgedocument",
            name="modified",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddField(
            model_name="knowledgedocument",
            name="links",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=1000),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="knowledgedocument",
            name="read_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="knowledgedocument",
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list, size=None
            ),
        ),
        migrations.CreateModel(
            name="KnowledgeSite",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("source_id", models.UUIDField()),
                ("address", models.CharField(max_length=1000)),
                ("scope", models.CharField(max_length=8)),
                ("refresh", models.CharField(default="weekly", max_length=8)),
                ("status", models.CharField(default="waiting", max_length=12)),
                ("error_code", models.CharField(blank=True, default="", max_length=60)),
                ("error_data", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                (
                    "skipped",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=1000), blank=True, default=list, size=None
                    ),
                ),
                ("pages_read", models.PositiveIntegerField(default=0)),
                ("pages_changed", models.PositiveIntegerField(default=0)),
                ("limited", models.BooleanField(default=False)),
                ("attempt", models.PositiveIntegerField(default=1)),
                ("visited_at", models.DateTimeField(null=True)),
                ("next_visit_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "knowledge_site",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["page", "site"])), name="knowledge_site_scope"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("refresh__in", ["never", "daily", "weekly"])),
                        name="knowledge_site_refresh",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "visiting", "ready", "failed"])),
                        name="knowledge_site_status",
                    ),
                    models.UniqueConstraint(
                        fields=["organization_id", "source_id"], name="knowledge_site_source"
                    ),
                ],
            },
        ),
        TenantTable("knowledge_site"),
    ]
