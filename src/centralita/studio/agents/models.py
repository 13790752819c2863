"""Agents, their published versions, and the blueprints that conversations run on."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class Agent(TenantModel):
    """What answers. `draft` is the blueprint being edited; `draft_revision` counts its edits."""

    name = models.CharField(max_length=120)
    name_key = models.TextField(help_text="Lowered and without accents: what a search looks at")
    description = models.CharField(max_length=500, blank=True, default="")
    kind = models.CharField(max_length=8, default="chat")
    purpose = models.CharField(max_length=24, default="inbound")
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    status = models.CharField(max_length=12, default="draft")
    template = models.CharField(max_length=60, blank=True, default="")
    draft = models.JSONField()
    draft_hash = models.BinaryField(max_length=32)
    draft_revision = models.PositiveIntegerField(default=1)
    draft_saved_at = models.DateTimeField(auto_now_add=True)
    draft_saved_by = models.UUIDField(null=True)
    live_version_id = models.UUIDField(null=True)
    live_number = models.PositiveIntegerField(null=True)
    live_hash = models.BinaryField(max_length=32, null=True)
    live_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "agent"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "active", "paused", "archived"]), name="agent_status"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["chat", "voice", "both"]), name="agent_kind"),
            models.CheckConstraint(
                condition=models.Q(
                    purpose__in=[
                        "inbound",
                        "outbound_marketing",
                        "support",
                        "appointment_follow_up",
                        "custom",
                    ]
                ),
                name="agent_purpose",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "-updated_at", "-id"], name="agent_updated"),
            models.Index(fields=["organization_id", "name_key", "id"], name="agent_name"),
            GinIndex(fields=["tags"], name="agent_tags"),
        ]


class Blueprint(TenantModel):
    """What a conversation runs on: immutable, and stored once for each content."""

    content_hash = models.BinaryField(max_length=32)
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "blueprint"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "content_hash"], name="blueprint_content")
        ]


class AgentVersion(TenantModel):
    """A published blueprint with its number. Never changed, never reused."""

    agent_id = models.UUIDField()
    number = models.PositiveIntegerField()
    blueprint_id = models.UUIDField()
    note = models.CharField(max_length=500, blank=True, default="")
    checks = models.JSONField(default=list)
    rolled_back_to = models.PositiveIntegerField(null=True)
    forced_because = models.CharField(
        max_length=500, blank=True, default="", help_text="Why, when the agent's rule stood against it"
    )
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "agent_version"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "agent_id", "number"], name="agent_version_number"
            )
        ]
