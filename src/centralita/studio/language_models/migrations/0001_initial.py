from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ModelAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(max_length=24)),
                ("label", models.CharField(max_length=120)),
                ("secret", models.BinaryField()),
                ("settings", models.JSONField(default=dict)),
                ("default_model", models.CharField(max_length=200)),
                ("fallback_account_id", models.UUIDField(null=True)),
                ("fallback_model", models.CharField(blank=True, default="", max_length=200)),
                ("is_default", models.BooleanField(default=False)),
                ("first_token_timeout", models.FloatField(default=15.0)),
                ("total_timeout", models.FloatField(default=90.0)),
                ("health", models.CharField(default="unknown", max_length=8)),
                ("last_checked_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, default="", max_length=60)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "model_account",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("health__in", ["unknown", "ok", "failing"])),
                        name="model_account_health",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("organization_id",),
                        name="model_account_default",
                    ),
                ],
            },
        ),
        TenantTable("model_account"),
    ]
