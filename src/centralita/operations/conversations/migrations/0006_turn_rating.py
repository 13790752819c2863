from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0005_contradictions"),
    ]

    operations = [
        migrations.CreateModel(
            name="TurnRating",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("conversation_id", models.UUIDField()),
                ("agent_id", models.UUIDField()),
                ("message_id", models.UUIDField()),
                ("sequence", models.PositiveIntegerField()),
                ("good", models.BooleanField()),
                ("remark", models.CharField(blank=True, default="", max_length=1000)),
                ("author_id", models.UUIDField(null=True)),
                ("author_name", models.CharField(blank=True, default="", max_length=254)),
                ("scenario_id", models.UUIDField(null=True)),
                ("aside", models.BooleanField(default=False)),
                ("rated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "turn_rating",
                "indexes": [
                    models.Index(fields=["organization_id", "conversation_id"], name="turn_rating_of"),
                    models.Index(
                        condition=models.Q(("aside", False), ("good", False), ("scenario_id", None)),
                        fields=["organization_id", "agent_id", "-rated_at"],
                        name="turn_rating_to_mend",
                    ),
                    models.Index(
                        condition=models.Q(("scenario_id__isnull", False)),
                        fields=["organization_id", "scenario_id"],
                        name="turn_rating_mended",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "message_id"), name="turn_rating_once")
                ],
            },
        ),
        TenantTable("turn_rating"),
    ]
