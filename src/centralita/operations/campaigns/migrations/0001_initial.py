import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CallingSwitch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_by_name", models.CharField(blank=True, default="", max_length=254)),
            ],
            options={
                "db_table": "calling_switch",
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id",), name="calling_switch_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("agent_id", models.UUIDField(null=True)),
                ("kind", models.CharField(default="prospecting", max_length=16)),
                ("purpose", models.CharField(default="marketing", max_length=10)),
                ("topic", models.CharField(blank=True, default="", max_length=60)),
                ("audience", models.JSONField(default=dict)),
                ("windows", models.JSONField(default=dict)),
                ("starts_at", models.DateTimeField(null=True)),
                ("pace", models.PositiveSmallIntegerField(default=10, help_text="Calls begun in a minute")),
                ("concurrency", models.PositiveSmallIntegerField(default=2)),
                ("max_attempts", models.PositiveSmallIntegerField(default=3)),
                (
                    "retry",
                    models.JSONField(
                        default=dict, help_text="Outcome → minutes to wait; an outcome not here is final"
                    ),
                ),
                ("gap_minutes", models.PositiveIntegerField(default=60)),
                ("calls_per_day", models.PositiveSmallIntegerField(default=2)),
                ("voicemail", models.CharField(default="hang_up", max_length=8)),
                ("stop_rules", models.JSONField(default=dict)),
                ("budget_micros", models.BigIntegerField(null=True)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("status", models.CharField(default="draft", max_length=10)),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", help_text="Why it paused or ended", max_length=40
                    ),
                ),
                ("gathered", models.BooleanField(default=False)),
                ("gathered_to", models.UUIDField(null=True)),
                ("next_dial_at", models.DateTimeField(null=True)),
                ("dialled", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("interested", models.PositiveIntegerField(default=0)),
                ("booked", models.PositiveIntegerField(default=0)),
                ("opted_out", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("spent_micros", models.BigIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_by", models.UUIDField(null=True)),
                ("created_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "campaign",
                "indexes": [
                    models.Index(fields=["organization_id", "-id"], name="campaign_newest"),
                    models.Index(
                        condition=models.Q(("status__in", ["scheduled", "running"])),
                        fields=["organization_id", "status"],
                        name="campaign_under_way",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "scheduled", "running", "paused", "finished", "stopped"))
                        ),
                        name="campaign_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["marketing", "service"])), name="campaign_purpose"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["prospecting", "qualification", "follow_up", "closing"])
                        ),
                        name="campaign_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("voicemail__in", ["hang_up", "message", "retry"])),
                        name="campaign_voicemail",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignAttempt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("campaign_id", models.UUIDField()),
                ("contact_id", models.UUIDField()),
                ("attempt", models.PositiveSmallIntegerField()),
                ("call_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("withdrawn", models.BooleanField(default=False)),
                ("outcome", models.CharField(blank=True, default="", max_length=20)),
                ("duration_seconds", models.PositiveIntegerField(default=0)),
                ("held_micros", models.BigIntegerField(default=0)),
                ("cost_micros", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "campaign_attempt",
                "indexes": [
                    models.Index(fields=["organization_id", "call_id"], name="campaign_attempt_call"),
                    models.Index(
                        fields=["organization_id", "campaign_id", "-at", "-id"],
                        name="campaign_attempt_newest",
                    ),
                    models.Index(
                        fields=["organization_id", "contact_id", "-at"], name="campaign_attempt_contact"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["organization_id", "campaign_id"],
                        name="campaign_attempt_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "campaign_id", "contact_id", "attempt"),
                        name="campaign_attempt_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("campaign_id", models.UUIDField()),
                ("contact_id", models.UUIDField()),
                ("state", models.CharField(default="waiting", max_length=8)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("dialled", models.PositiveSmallIntegerField(default=0)),
                ("last_dialled_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=20)),
                ("call_id", models.UUIDField(help_text="The call under way, else the last one", null=True)),
            ],
            options={
                "db_table": "campaign_contact",
                "indexes": [
                    models.Index(
                        fields=["organization_id", "campaign_id", "state", "id"],
                        name="campaign_contact_in_state",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "held"])),
                        fields=["organization_id", "campaign_id", "next_at", "id"],
                        name="campaign_contact_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "campaign_id", "contact_id"), name="campaign_contact_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "held", "calling", "done", "left_out"))),
                        name="campaign_contact_state",
                    ),
                ],
            },
        ),
        TenantTable("campaign"),
        TenantTable("campaign_contact"),
        TenantTable("campaign_attempt"),
        TenantTable("calling_switch"),
    ]
