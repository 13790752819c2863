from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("tools", "0003_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedSignIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("label", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("shown", models.JSONField(default=dict)),
                ("secret", models.BinaryField()),
                ("origins", models.JSONField(default=list)),
                ("waiting", models.BooleanField(default=False)),
                ("test_address", models.CharField(blank=True, default="", max_length=2000)),
                ("verdict", models.CharField(blank=True, default="", max_length=12)),
                ("tested_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "tool_sign_in",
            },
        ),
        migrations.AddField(
            model_name="tool",
            name="shared_sign_in_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name="tool",
            index=models.Index(
                condition=models.Q(("shared_sign_in_id__isnull", False)),
                fields=["organization_id", "shared_sign_in_id"],
                name="tool_of_sign_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedsignin",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ("", "accepted", "refused", "unclear", "failed"))),
                name="tool_sign_in_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedsignin",
            constraint=models.UniqueConstraint(
                fields=("organization_id", "label"), name="tool_sign_in_label"
            ),
        ),
        TenantTable("tool_sign_in"),
    ]
