from django.db import migrations, models

import centralita.kit.ids


class Migration(migrations.Migration):
    """Super admins can stop all calls at once."""

    dependencies = [("organizations", "0002_invitation_sending")]

    operations = [
        migrations.CreateModel(
            name="DiallingStop",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(null=True)),
                ("reason", models.CharField(max_length=500)),
                ("stopped_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("stopped_at", models.DateTimeField()),
            ],
            options={
                "db_table": "dialling_stop",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id",), name="dialling_stop_once", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
