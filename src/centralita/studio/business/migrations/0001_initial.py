import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BusinessPolicy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=120)),
                ("text", models.CharField(max_length=4000)),
            ],
            options={
                "db_table": "business_policy",
                "indexes": [
                    models.Index(fields=["organization_id", "position"], name="business_policy_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessProfile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, default="", max_length=2000)),
                ("industry", models.CharField(blank=True, default="", max_length=40)),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("website", models.CharField(blank=True, default="", max_length=500)),
                ("address", models.CharField(blank=True, default="", max_length=300)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("subdivision", models.CharField(blank=True, default="", max_length=8)),
                ("public_holidays", models.BooleanField(default=False)),
                (
                    "payment_methods",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("hours", models.JSONField(default=dict)),
                ("setup", models.JSONField(default=dict)),
                ("snapshot_id", models.UUIDField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "business_profile",
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id",), name="business_profile_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessSnapshot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("content_hash", models.BinaryField(max_length=32)),
                ("content", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "business_snapshot",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "content_hash"), name="business_snapshot_content"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=120)),
                ("address", models.CharField(blank=True, default="", max_length=300)),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("notes", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "db_table": "location",
                "indexes": [models.Index(fields=["organization_id", "position"], name="location_order")],
            },
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("kind", models.CharField(default="service", max_length=8)),
                ("name", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, default="", max_length=1000)),
                ("category", models.CharField(blank=True, default="", max_length=60)),
                ("price_micros", models.BigIntegerField(null=True)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("price_from", models.BooleanField(default=False)),
                ("duration_seconds", models.PositiveIntegerField(null=True)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "offering",
                "indexes": [
                    models.Index(fields=["organization_id", "kind", "position"], name="offering_order")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["service", "product"])), name="offering_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price_micros__isnull", True), ("price_micros__gte", 0), _connector="OR"
                        ),
                        name="offering_price",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("date", models.DateField()),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("spans", models.JSONField(default=list)),
            ],
            options={
                "db_table": "special_day",
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "date"), name="special_day_date")
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=120)),
                ("role", models.CharField(blank=True, default="", max_length=120)),
                (
                    "offering_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("hours", models.JSONField(null=True)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "staff_member",
                "indexes": [models.Index(fields=["organization_id", "position"], name="staff_member_order")],
            },
        ),
        TenantTable("business_snapshot"),
        TenantTable("business_profile"),
        TenantTable("location"),
        TenantTable("special_day"),
        TenantTable("offering"),
        TenantTable("staff_member"),
        TenantTable("business_policy"),
    ]
