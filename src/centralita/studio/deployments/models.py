"""Where each agent runs, as it is wanted and as it is."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel

MODES = ("brain", "native", "flow")
GOALS = ("live", "paused", "withdrawn")
STATES = ("pending", "deploying", "live", "failed", "drifted", "withdrawn", "paused")


class Deployment(TenantModel):
    """An agent on an account of a voice platform.

    What is wanted: `goal`, `mode`, `voice`, `max_minutes`, `wanted_version_id`; each change of it raises `wanted`, and
    `reached` follows when the platform has it. What is there: `provider_agent_id`, `provider_version`,
    `live_version_id`, and `pushed`, the platform's own JSON as it was right after we wrote it. `theirs` is that JSON
    when it was found changed by another hand, and `overwrite` says that ours is to be written over it. `pushing` is what
    we were about to write, until it is known to be there. `told` is the digest of the documents' text that is there. `busy_by` holds the deployment while somebody talks to the platform, until
    `busy_until`. `adopted`: the agent there was not made by us, and stays when we let go.
    """

    agent_id = models.UUIDField(null=True)
    account_id = models.UUIDField()
    mode = models.CharField(max_length=8, default="brain")
    voice = models.JSONField(default=dict)
    max_minutes = models.PositiveSmallIntegerField(default=15)
    goal = models.CharField(max_length=12, default="live")
    wanted_version_id = models.UUIDField(null=True)
    wanted = models.PositiveIntegerField(default=1)
    reached = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, default="pending")
    provider_agent_id = models.CharField(max_length=200, blank=True, default="")
    provider_version = models.CharField(max_length=80, blank=True, default="")
    live_version_id = models.UUIDField(null=True)
    pushed = models.JSONField(null=True)
    pushing = models.JSONField(default=list)
    told = models.CharField(max_length=64, blank=True, default="", db_default="")
    overwrite = models.BooleanField(default=False)
    theirs = models.JSONField(null=True)
    drifted_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    deployed_at = models.DateTimeField(null=True)
    unbound = models.JSONField(default=list)
    adopted = models.BooleanField(default=False)
    brain_token = models.CharField(max_length=120)
    error = models.CharField(max_length=60, blank=True, default="")
    failures = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    busy_by = models.UUIDField(null=True)
    busy_until = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "deployment"
        constraints = [
            models.CheckConstraint(condition=models.Q(mode__in=MODES), name="deployment_mode"),
            models.CheckConstraint(condition=models.Q(goal__in=GOALS), name="deployment_goal"),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="deployment_state"),
            models.UniqueConstraint(
                fields=["organization_id", "agent_id", "account_id"], name="deployment_once"
            ),
            models.UniqueConstraint(fields=["organization_id", "brain_token"], name="deployment_token"),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "account_id", "provider_agent_id"], name="deployment_remote"
            )
        ]
