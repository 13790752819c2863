"""Experiments, and the conversations that took part in them."""

from django.db import models
from django.db.models.functions import Now

from centralita.identity.tenancy.models import TenantModel

STATES = ["draft", "running", "stopped"]


class Experiment(TenantModel):
    """Two versions of an agent that share its traffic. A is the one that is live, B gets `share` percent.

    `candidate` is the number of the version to be B, None for the draft; `version_a_id` and `version_b_id` are set when
    it starts. `sums` is what each arm came to (`domain.sums.ArmSums`), `points` how the difference went.
    """

    agent_id = models.UUIDField()
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, default="draft")
    candidate = models.PositiveIntegerField(null=True)
    share = models.PositiveSmallIntegerField(default=50)
    goal = models.JSONField()
    guards = models.JSONField(default=list)
    confidence = models.PositiveSmallIntegerField(default=95)
    minimum = models.PositiveIntegerField(default=100)
    most_days = models.PositiveSmallIntegerField(default=28)
    adopt_itself = models.BooleanField(default=False)
    version_a_id = models.UUIDField(null=True)
    version_b_id = models.UUIDField(null=True)
    sums = models.JSONField(default=dict)
    points = models.JSONField(default=list)
    ending = models.CharField(max_length=16, blank=True, default="")
    broken = models.CharField(max_length=12, blank=True, default="", help_text="The guard that ended it")
    adopted_at = models.DateTimeField(null=True)
    adopt_error = models.CharField(max_length=60, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=254, blank=True, default="")

    class Meta:
        db_table = "experiment"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="experiment_state"),
            models.CheckConstraint(condition=models.Q(share__gte=1, share__lte=90), name="experiment_share"),
            models.UniqueConstraint(
                fields=["organization_id", "agent_id"],
                name="experiment_running",
                condition=models.Q(state="running"),
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "agent_id", "-id"], name="experiment_agent")]


class ExperimentEntry(TenantModel):
    """A conversation that took part, with what is counted of it. `due_at`: when it is looked at again without news;
    None once nothing more can come of it. It goes when the conversation goes; what it counted for stays counted.
    """

    experiment_id = models.UUIDField()
    conversation_id = models.UUIDField()
    arm = models.CharField(max_length=1)
    person = models.CharField(max_length=32)
    contact_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    reached = models.BooleanField(default=False)
    failed = models.BooleanField(default=False)
    values = models.JSONField(default=dict)

    class Meta:
        db_table = "experiment_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "conversation_id"], name="experiment_entry_conversation"
            ),
            models.CheckConstraint(condition=models.Q(arm__in=["a", "b"]), name="experiment_entry_arm"),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "experiment_id", "person"], name="experiment_entry_person"
            ),
            models.Index(
                fields=["organization_id", "due_at"],
                name="experiment_entry_due",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["organization_id", "contact_id"],
                name="experiment_entry_contact",
                condition=models.Q(contact_id__isnull=False),
            ),
        ]
