"""Templates that an organization made of its own agents."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel

HOLDS = ("agent", "flow", "prompt", "tool")


class SavedTemplate(TenantModel):
    """Something to begin others from. `holds` says what: an agent, a flow, a prompt or a tool. `number` counts how often it was saved, `installs`
    what was made of it.

    `tools` and `scenarios` are what came along: none in what was saved before they did.
    """

    holds = models.CharField(max_length=8, default="agent")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=500, blank=True, default="")
    kind = models.CharField(max_length=8, blank=True, default="")
    purpose = models.CharField(max_length=24, blank=True, default="")
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
        constraints = [
            models.CheckConstraint(condition=models.Q(holds__in=HOLDS), name="saved_template_holds"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "-saved_at", "-id"], name="saved_template_saved"),
        ]
