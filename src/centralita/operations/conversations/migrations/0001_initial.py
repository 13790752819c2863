import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("conversation_id", models.UUIDField()),
                ("name", models.CharField(max_length=255)),
                ("type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("storage_key", models.CharField(max_length=255)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "attachment",
                "indexes": [
                    models.Index(fields=["organization_id", "conversation_id"], name="attachment_of")
                ],
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("agent_id", models.UUIDField()),
                ("version_id", models.UUIDField(null=True)),
                ("blueprint_id", models.UUIDField()),
                ("facts_id", models.UUIDField(null=True)),
                ("model_connected", models.BooleanField(default=False)),
                ("channel_id", models.UUIDField(null=True)),
                ("channel", models.CharField(max_length=12)),
                ("test", models.BooleanField(default=False)),
                ("status", models.CharField(default="active", max_length=12)),
                ("outcome", models.CharField(blank=True, default="", max_length=40)),
                ("language", models.CharField(max_length=8)),
                ("visitor_id", models.CharField(blank=True, default="", max_length=64)),
                ("page_url", models.CharField(blank=True, default="", max_length=2000)),
                ("state", models.BinaryField()),
                ("turn", models.PositiveIntegerField(default=0)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("variables", models.JSONField(default=dict)),
                ("held_by", models.UUIDField(null=True)),
                ("held_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("csat", models.PositiveSmallIntegerField(null=True)),
                ("nps", models.PositiveSmallIntegerField(null=True)),
                ("rating_comment", models.CharField(blank=True, default="", max_length=2000)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("cost_micros", models.BigIntegerField(default=0)),
                ("cost_currency", models.CharField(default="USD", max_length=3)),
                ("tokens_in", models.BigIntegerField(default=0)),
                ("tokens_out", models.BigIntegerField(default=0)),
                ("response_ms_total", models.BigIntegerField(default=0)),
                ("response_count", models.PositiveIntegerField(default=0)),
                ("preview", models.CharField(blank=True, default="", max_length=200)),
                ("started_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "conversation",
                "indexes": [
                    models.Index(
                        fields=["organization_id", "-started_at", "-id"], name="conversation_started"
                    ),
                    models.Index(
                        fields=["organization_id", "agent_id", "-started_at"], name="conversation_agent"
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["active", "handed_off"])),
                        fields=["organization_id", "-last_at"],
                        name="conversation_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["active", "handed_off", "ended"])),
                        name="conversation_status",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("conversation_id", models.UUIDField()),
                ("turn", models.PositiveIntegerField()),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        help_text="The conversation's last message once this was applied"
                    ),
                ),
                ("event", models.BinaryField()),
                ("effects", models.BinaryField()),
                ("took_ms", models.FloatField(default=0)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "journal_entry",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "conversation_id", "turn"), name="journal_entry_turn"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("conversation_id", models.UUIDField()),
                ("sequence", models.PositiveIntegerField()),
                ("role", models.CharField(max_length=8)),
                ("text", models.TextField(blank=True, default="")),
                ("extra", models.JSONField(null=True)),
                ("client_id", models.UUIDField(null=True)),
                ("author_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("text", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "db_table": "message",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="message_search")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "conversation_id", "sequence"), name="message_sequence"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("client_id__isnull", False)),
                        fields=("organization_id", "conversation_id", "client_id"),
                        name="message_client",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("conversation_id", models.UUIDField()),
                ("author_id", models.UUIDField(null=True)),
                ("author_name", models.CharField(blank=True, default="", max_length=254)),
                ("text", models.CharField(max_length=4000)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "conversation_note",
                "indexes": [
                    models.Index(fields=["organization_id", "conversation_id"], name="conversation_note_of")
                ],
            },
        ),
        migrations.CreateModel(
            name="PendingEffect",
            fields=[
                ("conversation_id", models.UUIDField(primary_key=True, serialize=False)),
                ("organization_id", models.UUIDField()),
                ("due_at", models.DateTimeField()),
            ],
            options={
                "db_table": "pending_effect",
                "indexes": [models.Index(fields=["due_at"], name="pending_effect_due")],
            },
        ),
        TenantTable("conversation"),
        TenantTable("message"),
        TenantTable("journal_entry"),
        TenantTable("conversation_note"),
        TenantTable("attachment"),
    ]
