from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable, protect_statements

EVENT_TABLE = """
CREATE SEQUENCE ledger_event_sequence CACHE 50;
CREATE TABLE ledger_event (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    transaction_id bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    sequence bigint NOT NULL DEFAULT nextval('ledger_event_sequence'),
    kind varchar(60) NOT NULL,
    subject_id uuid NOT NULL,
    actor_kind varchar(16) NOT NULL,
    actor_id uuid,
    data jsonb NOT NULL,
    PRIMARY KEY (organization_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX ledger_event_order ON ledger_event (organization_id, transaction_id, sequence);
CREATE INDEX ledger_event_subject ON ledger_event (organization_id, subject_id, at);
CREATE TABLE ledger_event_default PARTITION OF ledger_event DEFAULT;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LedgerEvent",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("organization_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("transaction_id", models.BigIntegerField()),
                ("sequence", models.BigIntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField()),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.UUIDField(null=True)),
                ("data", models.JSONField()),
            ],
            options={
                "db_table": "ledger_event",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="LedgerCursor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("consumer", models.CharField(max_length=40)),
                ("transaction_id", models.BigIntegerField(default=0)),
                ("sequence", models.BigIntegerField(default=0)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "ledger_cursor",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "consumer"), name="ledger_cursor_consumer"
                    )
                ],
            },
        ),
        migrations.RunSQL(EVENT_TABLE, "DROP TABLE ledger_event; DROP SEQUENCE ledger_event_sequence"),
        *(migrations.RunSQL(statement, "") for statement in protect_statements("ledger_event")),
        *(migrations.RunSQL(statement, "") for statement in protect_statements("ledger_event_default")),
        TenantTable("ledger_cursor"),
    ]
