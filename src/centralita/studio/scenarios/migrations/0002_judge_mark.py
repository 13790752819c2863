from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("scenarios", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="JudgeMark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("result_id", models.UUIDField()),
                ("position", models.PositiveSmallIntegerField()),
                ("passed", models.BooleanField()),
                ("judge_passed", models.BooleanField()),
                ("marked_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "judge_mark",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "result_id", "position", "marked_by"),
                        name="judge_mark_once",
                    )
                ],
            },
        ),
        TenantTable("judge_mark"),
    ]
