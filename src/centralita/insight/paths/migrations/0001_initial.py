import django.contrib.postgres.fields
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PathTrail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("version_id", models.UUIDField()),
                ("day", models.DateField()),
                ("turn", models.PositiveIntegerField()),
                ("flow_id", models.CharField(blank=True, default="", max_length=100)),
                ("node_id", models.CharField(blank=True, default="", max_length=100)),
                (
                    "seen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "db_table": "path_trail",
            },
        ),
        migrations.CreateModel(
            name="PathNode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("version_id", models.UUIDField()),
                ("day", models.DateField()),
                ("flow_id", models.CharField(blank=True, default="", max_length=100)),
                ("node_id", models.CharField(blank=True, default="", max_length=100)),
                ("visited", models.IntegerField(default=0)),
                ("stopped", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "path_node",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "version_id", "day", "flow_id", "node_id"),
                        name="path_node_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PathWay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("version_id", models.UUIDField()),
                ("day", models.DateField()),
                ("flow_id", models.CharField(max_length=100)),
                ("source", models.CharField(max_length=100)),
                ("port", models.CharField(max_length=100)),
                ("target", models.CharField(max_length=100)),
                ("passed", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "path_way",
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "organization_id",
                            "version_id",
                            "day",
                            "flow_id",
                            "source",
                            "port",
                            "target",
                        ),
                        name="path_way_day",
                    )
                ],
            },
        ),
        TenantTable("path_trail"),
        TenantTable("path_node"),
        TenantTable("path_way"),
    ]
