import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("compliance", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactruleset",
            name="chosen",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=50), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="registerimport",
            name="part",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.CreateModel(
            name="CallVolume",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("pack", models.CharField(max_length=8)),
                ("month", models.DateField()),
                ("calls", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "call_volume",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "pack", "month"), name="call_volume_month"
                    )
                ],
            },
        ),
        TenantTable("call_volume"),
    ]
