from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("tools", "0002_approvals")]

    operations = [
        migrations.CreateModel(
            name="SentMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("tool_id", models.UUIDField()),
                ("conversation_id", models.UUIDField()),
                ("kind", models.CharField(max_length=8)),
                ("recipient", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "sent_message",
                "indexes": [
                    models.Index(fields=["organization_id", "kind", "-at"], name="sent_message_newest"),
                    models.Index(fields=["organization_id", "conversation_id"], name="sent_message_of"),
                    models.Index(fields=["organization_id", "recipient", "-at"], name="sent_message_to"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["email", "sms"])), name="sent_message_kind"
                    )
                ],
            },
        ),
        TenantTable("sent_message"),
    ]
