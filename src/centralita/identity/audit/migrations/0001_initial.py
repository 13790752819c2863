from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("sequence", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.CharField(blank=True, max_length=254)),
                ("address", models.CharField(blank=True, max_length=64)),
                ("action", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.CharField(blank=True, max_length=80)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "audit_entry",
                "indexes": [
                    models.Index(fields=["organization_id", "-at"], name="audit_entry_at"),
                    models.Index(
                        fields=["organization_id", "subject_kind", "subject_id"], name="audit_entry_subject"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "sequence"), name="audit_entry_sequence"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("sequence", models.BigIntegerField(default=0)),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "audit_head",
                "constraints": [models.UniqueConstraint(fields=("organization_id",), name="audit_head_one")],
            },
        ),
        TenantTable("audit_entry"),
        TenantTable("audit_head"),
    ]
