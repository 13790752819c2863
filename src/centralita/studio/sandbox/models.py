"""What the sandbox platform keeps: agents, calls, and the queue of calls that are to be made."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class SandboxAgent(TenantModel):
    """An agent as it was deployed here. `numbers` are those that it answers."""

    account_id = models.UUIDField()
    marker = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    config = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    numbers = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_agent"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "marker"],
                name="sandbox_agent_marker",
                condition=~models.Q(marker=""),
            )
        ]


class SandboxCall(TenantModel):
    """A call. `told` is all that the platform tells of it; `config` and `version` are the agent's when it was placed."""

    account_id = models.UUIDField()
    agent_id = models.UUIDField()
    our_call = models.UUIDField()
    status = models.CharField(max_length=12)
    told = models.JSONField()
    config = models.JSONField(default=dict)
    variables = models.JSONField(default=dict)
    ring_seconds = models.PositiveIntegerField(default=30)
    recording_key = models.CharField(max_length=255, blank=True, default="")
    stop_wanted = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_call"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "our_call"], name="sandbox_call_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "account_id", "created_at", "id"], name="sandbox_call_began"
            )
        ]


class SandboxLine(models.Model):
    """A call that is not over: ids only, shared by all tenants.

    Whoever makes the call moves `due_at` on; past it the process is gone, and another one ends the call.
    """

    call_id = models.UUIDField(primary_key=True)
    organization_id = models.UUIDField()
    due_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_line"
        indexes = [models.Index(fields=["due_at"], name="sandbox_line_due")]
