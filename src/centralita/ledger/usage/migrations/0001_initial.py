from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="TokenDay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("day", models.DateField()),
                ("taken", models.BigIntegerField()),
            ],
            options={
                "db_table": "token_day",
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "day"), name="token_day_once")
                ],
            },
        ),
        TenantTable("token_day"),
    ]
