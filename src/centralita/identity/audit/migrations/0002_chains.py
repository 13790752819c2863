from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import AppendOnly, OwnTable


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecurityHead",
            fields=[
                ("user_id", models.UUIDField(primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(default=0)),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "security_head",
            },
        ),
        migrations.CreateModel(
            name="PlatformEntry",
            fields=[
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
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "db_table": "platform_entry",
                "constraints": [
                    models.UniqueConstraint(fields=("sequence",), name="platform_entry_sequence")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformHead",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(default=0)),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "platform_head",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="platform_head_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="SecurityEntry",
            fields=[
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
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("user_id", models.UUIDField()),
            ],
            options={
                "db_table": "security_entry",
                "constraints": [
                    models.UniqueConstraint(fields=("user_id", "sequence"), name="security_entry_sequence")
                ],
            },
        ),
        OwnTable("security_entry"),
        OwnTable("security_head"),
        AppendOnly("audit_entry"),
        AppendOnly("security_entry"),
        AppendOnly("platform_entry"),
    ]
