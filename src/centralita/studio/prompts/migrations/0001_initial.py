import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import centralita.kit.ids
from centralita.identity.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Prompt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=120)),
                (
                    "name_key",
                    models.TextField(
                        help_text="Title and name, lowered and without accents: what a search looks at"
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("draft", models.JSONField()),
                ("draft_hash", models.BinaryField(max_length=32)),
                ("last_number", models.PositiveIntegerField(null=True)),
                ("last_hash", models.BinaryField(max_length=32, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "prompt",
                "indexes": [
                    models.Index(fields=["organization_id", "name_key", "id"], name="prompt_search"),
                    django.contrib.postgres.indexes.GinIndex(fields=["tags"], name="prompt_tags"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "name"), name="prompt_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("trial_id", models.UUIDField()),
                ("position", models.PositiveIntegerField()),
                ("case_name", models.CharField(max_length=120)),
                ("values", models.JSONField(default=dict)),
                ("message", models.CharField(max_length=2000)),
                ("account_id", models.UUIDField(null=True)),
                ("model", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, default="")),
                ("error", models.CharField(blank=True, default="", max_length=60)),
                ("tokens_in", models.PositiveIntegerField(default=0)),
                ("tokens_out", models.PositiveIntegerField(default=0)),
                ("seconds", models.FloatField(null=True)),
                ("cost_micros", models.BigIntegerField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "prompt_answer",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "trial_id", "position"), name="prompt_answer_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptCase",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("prompt_id", models.UUIDField()),
                ("name", models.CharField(max_length=120)),
                ("values", models.JSONField(default=dict)),
                ("message", models.CharField(max_length=2000)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "prompt_case",
                "indexes": [
                    models.Index(fields=["organization_id", "prompt_id", "id"], name="prompt_case_of")
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptLabel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("prompt_id", models.UUIDField()),
                ("label", models.CharField(max_length=30)),
                ("number", models.PositiveIntegerField()),
                ("moved_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("moved_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "prompt_label",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "prompt_id", "label"), name="prompt_label_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptTrial",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("prompt_id", models.UUIDField()),
                ("number", models.PositiveIntegerField(null=True)),
                ("compiled", models.TextField()),
                ("language", models.CharField(max_length=8)),
                ("agent_id", models.UUIDField(null=True)),
                ("state", models.CharField(default="queued", max_length=10)),
                ("total", models.PositiveIntegerField()),
                ("started_by_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "prompt_trial",
                "indexes": [
                    models.Index(fields=["organization_id", "prompt_id", "-id"], name="prompt_trial_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("queued", "running", "done", "cancelled"))),
                        name="prompt_trial_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=centralita.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("prompt_id", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("compiled", models.TextField()),
                (
                    "variables",
                    models.JSONField(default=list, help_text="Its own and those of what it includes"),
                ),
                (
                    "includes",
                    models.JSONField(default=list, help_text="Names with the version that was taken"),
                ),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("author_id", models.UUIDField(null=True)),
                ("author_name", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "prompt_version",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "prompt_id", "number"), name="prompt_version_number"
                    )
                ],
            },
        ),
        TenantTable("prompt"),
        TenantTable("prompt_version"),
        TenantTable("prompt_label"),
        TenantTable("prompt_case"),
        TenantTable("prompt_trial"),
        TenantTable("prompt_answer"),
    ]
