"""Where people reach an agent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class Channel(TenantModel):
    """A web widget or the public API, bound to one agent.

    `key` is publishable: it names the channel and opens nothing but new conversations from the allowed origins.
    """

    kind = models.CharField(max_length=12, default="widget")
    name = models.CharField(max_length=120)
    agent_id = models.UUIDField()
    key = models.CharField(max_length=80)
    origins = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    enabled = models.BooleanField(default=True)
    settings = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "channel"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "key"], name="channel_key"),
            models.CheckConstraint(condition=models.Q(kind__in=["widget", "api"]), name="channel_kind"),
        ]
        indexes = [models.Index(fields=["organization_id", "agent_id"], name="channel_agent")]
