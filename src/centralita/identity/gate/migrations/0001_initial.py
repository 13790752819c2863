from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable

# The database cache's table, as Django's createcachetable makes it; the application may not create tables.
CACHE_TABLE = """
CREATE UNLOGGED TABLE cache_entry (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX cache_entry_expires ON cache_entry (expires);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IdempotencyRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("user_id", models.UUIDField()),
                ("key", models.CharField(max_length=255)),
                ("operation", models.CharField(max_length=80)),
                ("body_hash", models.BinaryField(max_length=32)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("body", models.BinaryField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "idempotency_record",
                "indexes": [models.Index(fields=["created_at"], name="idempotency_record_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "user_id", "key"), name="idempotency_record_key"
                    )
                ],
            },
        ),
        TenantTable("idempotency_record"),
        migrations.RunSQL(CACHE_TABLE, "DROP TABLE cache_entry"),
    ]
