import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ContactDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("contact_id", models.UUIDField(null=True)),
                ("number", models.CharField(blank=True, default="", max_length=20)),
                ("number_hash", models.BinaryField(max_length=32)),
                ("purpose", models.CharField(max_length=10)),
                ("automated", models.BooleanField()),
                ("topic", models.CharField(blank=True, default="", max_length=60)),
                ("at", models.DateTimeField()),
                ("allowed", models.BooleanField()),
                ("reasons", models.JSONField(default=list)),
                ("evidence", models.JSONField(default=list)),
                ("lines", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "contact_decision",
                "indexes": [
                    models.Index(
                        fields=["organization_id", "number_hash", "-at"], name="contact_decision_number"
                    ),
                    models.Index(
                        fields=["organization_id", "contact_id", "-at"], name="contact_decision_contact"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["marketing", "service"])),
                        name="contact_decision_purpose",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactRuleSet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                (
                    "allowed_countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                ("hours", models.JSONField(null=True)),
                ("closed_on_holidays", models.BooleanField(default=False)),
                ("calls_per_day", models.PositiveSmallIntegerField(null=True)),
                ("minimum_gap_minutes", models.PositiveIntegerField(null=True)),
                ("consent_days", models.PositiveIntegerField(null=True)),
                ("consent_always", models.BooleanField(default=False)),
                (
                    "registers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("number_key", models.BinaryField(max_length=128)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "contact_rule_set",
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id",), name="contact_rule_set_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(max_length=40)),
                ("file_name", models.CharField(max_length=255)),
                ("size", models.PositiveIntegerField()),
                ("storage_key", models.CharField(blank=True, default="", max_length=255)),
                ("taken_at", models.DateTimeField()),
                ("status", models.CharField(default="waiting", max_length=8)),
                ("error_code", models.CharField(blank=True, default="", max_length=40)),
                ("bytes_done", models.PositiveIntegerField(default=0)),
                ("lines", models.PositiveIntegerField(default=0)),
                ("numbers", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("region", models.CharField(blank=True, default="", max_length=2)),
                ("created_by", models.UUIDField(null=True)),
                ("created_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "register_import",
                "indexes": [
                    models.Index(fields=["organization_id", "kind", "status"], name="register_import_kind")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "running", "ready", "failed"])),
                        name="register_import_status",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterNumber",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("import_id", models.UUIDField()),
                ("number_hash", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "register_number",
                "indexes": [
                    models.Index(fields=["organization_id", "import_id"], name="register_number_import")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "number_hash", "import_id"), name="register_number_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleConfirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("pack", models.CharField(max_length=8)),
                ("rule", models.CharField(max_length=40)),
                ("note", models.CharField(max_length=500)),
                ("confirmed_by", models.UUIDField(null=True)),
                ("confirmed_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("confirmed_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "rule_confirmation",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "pack", "rule"), name="rule_confirmation_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("number", models.CharField(blank=True, default="", max_length=20)),
                ("number_hash", models.BinaryField(max_length=32)),
                ("topic", models.CharField(blank=True, default="", max_length=60)),
                ("source", models.CharField(max_length=12)),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("import_id", models.UUIDField(null=True)),
                ("created_by", models.UUIDField(null=True)),
                ("created_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("lifted_reason", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "db_table": "suppression",
                "indexes": [models.Index(fields=["organization_id", "-id"], name="suppression_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("organization_id", "number_hash", "topic"),
                        name="suppression_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["person", "import", "speech", "keys", "chat", "form"])
                        ),
                        name="suppression_source",
                    ),
                ],
            },
        ),
        TenantTable("contact_rule_set"),
        TenantTable("rule_confirmation"),
        TenantTable("suppression"),
        TenantTable("register_import"),
        TenantTable("register_number"),
        TenantTable("contact_decision"),
    ]
