import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SavedTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("title", models.CharField(max_length=120)),
                ("summary", models.CharField(blank=True, default="", max_length=500)),
                ("kind", models.CharField(max_length=8)),
                ("purpose", models.CharField(max_length=24)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), default=list, size=None
                    ),
                ),
                ("content", models.JSONField()),
                ("number", models.PositiveIntegerField(default=1)),
                ("installs", models.PositiveIntegerField(default=0)),
                ("source_agent_id", models.UUIDField(null=True)),
                ("saved_by", models.UUIDField(null=True)),
                ("saved_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "saved_template",
                "indexes": [
                    models.Index(fields=["organization_id", "-saved_at", "-id"], name="saved_template_saved")
                ],
            },
        ),
        TenantTable("saved_template"),
    ]
