import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("email", models.EmailField(max_length=254)),
                ("role", models.CharField(max_length=16)),
                (
                    "agent_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("token_hash", models.BinaryField(max_length=32)),
                ("invited_by", models.UUIDField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "invitation",
                "indexes": [models.Index(fields=["organization_id", "email"], name="invitation_email")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("user_id", models.UUIDField()),
                ("role", models.CharField(max_length=16)),
                (
                    "agent_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "membership",
                "indexes": [models.Index(fields=["user_id"], name="membership_by_user")],
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "user_id"), name="membership_user"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "admin", "manager", "viewer"])),
                        name="membership_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("parent_id", models.UUIDField(blank=True, null=True)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("language", models.CharField(default="en", max_length=8)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("plan", models.CharField(default="starter", max_length=40)),
                ("brand", models.JSONField(default=dict)),
                ("settings", models.JSONField(default=dict)),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "organization",
                "indexes": [models.Index(fields=["parent_id"], name="organization_parent")],
            },
        ),
        TenantTable("membership", seen_by_user="user_id"),
        TenantTable("invitation"),
    ]
