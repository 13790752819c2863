"""Templates that an organization made of its own agents."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class SavedTemplate(TenantModel):
    """A blueprint to begin agents from. `number` counts how often it was saved, `installs` the agents made.

    `tools` and `scenarios` are what came along: none in what was saved before they did.
    """

    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=500, blank=True, default="")
    kind = models.CharField(max_length=8)
    purpose = models.CharField(max_length=24)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    content = models.JSONField()
    tools = models.JSONField(null=True)
    scenarios = models.JSONField(null=True)
    number = models.PositiveIntegerField(default=1)
    installs = models.PositiveIntegerField(default=0)
    source_agent_id = models.UUIDField(null=True)
    saved_by = models.UUIDField(null=True)
    saved_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "saved_template"
        indexes = [
            models.Index(fields=["organization_id", "-saved_at", "-id"], name="saved_template_saved"),
        ]
