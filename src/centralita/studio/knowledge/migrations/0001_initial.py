import django.contrib.postgres.fields
import django.contrib.postgres.search
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KnowledgeDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("source_id", models.UUIDField()),
                ("title", models.CharField(max_length=200)),
                ("format", models.CharField(max_length=12)),
                ("file_name", models.CharField(blank=True, default="", max_length=255)),
                ("size", models.BigIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("storage_key", models.CharField(blank=True, default="", max_length=255)),
                ("language", models.CharField(blank=True, default="", max_length=8)),
                ("language_chosen", models.BooleanField(default=False)),
                (
                    "hidden_in",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("status", models.CharField(default="waiting", max_length=12)),
                ("error_code", models.CharField(blank=True, default="", max_length=60)),
                ("error_data", models.JSONField(default=dict)),
                ("pages_done", models.PositiveIntegerField(default=0)),
                ("pages_total", models.PositiveIntegerField(default=0)),
                ("passages", models.PositiveIntegerField(default=0)),
                ("attempt", models.PositiveIntegerField(default=1)),
                ("uploaded_by", models.UUIDField(null=True)),
                ("uploaded_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("indexed_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "knowledge_document",
                "indexes": [
                    models.Index(fields=["organization_id", "source_id", "-id"], name="knowledge_document_of")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "indexing", "ready", "failed"])),
                        name="knowledge_document_status",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnowledgePassage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("source_id", models.UUIDField()),
                ("document_id", models.UUIDField()),
                ("position", models.PositiveIntegerField()),
                ("place", models.CharField(blank=True, default="", max_length=200)),
                ("heading", models.CharField(blank=True, default="", max_length=300)),
                ("text", models.TextField()),
                ("language", models.CharField(blank=True, default="", max_length=8)),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "knowledge_passage",
                "indexes": [
                    models.Index(
                        fields=["organization_id", "document_id", "position"],
                        name="knowledge_passage_document",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnowledgePosting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("lexeme", models.TextField()),
                ("document_id", models.UUIDField()),
                ("source_id", models.UUIDField()),
                (
                    "positions",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
            ],
            options={
                "db_table": "knowledge_posting",
                "indexes": [
                    models.Index(fields=["organization_id", "lexeme"], name="knowledge_posting_lexeme"),
                    models.Index(
                        fields=["organization_id", "document_id"], name="knowledge_posting_document"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KnowledgeSource",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "knowledge_source",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["upload", "faq", "business"])),
                        name="knowledge_source_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "business")),
                        fields=("organization_id", "kind"),
                        name="knowledge_source_one_business",
                    ),
                ],
            },
        ),
        TenantTable("knowledge_source"),
        TenantTable("knowledge_document"),
        TenantTable("knowledge_passage"),
        TenantTable("knowledge_posting"),
    ]
