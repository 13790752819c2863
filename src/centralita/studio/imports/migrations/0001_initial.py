from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AgentImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("file_name", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField()),
                ("format", models.CharField(max_length=24)),
                ("format_version", models.CharField(blank=True, default="", max_length=20)),
                ("name", models.CharField(max_length=120)),
                ("language", models.CharField(max_length=8)),
                ("blueprint", models.JSONField()),
                ("tools", models.JSONField(default=list)),
                ("losses", models.JSONField(default=list)),
                ("secrets", models.PositiveIntegerField(default=0)),
                ("agent_id", models.UUIDField(null=True)),
                ("created_by", models.UUIDField(null=True)),
                ("created_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("made_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "agent_import",
                "indexes": [
                    models.Index(
                        fields=["organization_id", "agent_id", "-created_at"], name="agent_import_agent"
                    )
                ],
            },
        ),
        TenantTable("agent_import"),
    ]
