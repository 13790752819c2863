"""Campaigns, the people in them, and each call that was made for one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from centralita.identity.tenancy.models import TenantModel

STATUSES = ("draft", "scheduled", "running", "paused", "finished", "stopped")
STATES = ("waiting", "held", "calling", "done", "left_out")


class Campaign(TenantModel):
    """Many calls by one agent. Its row is locked by whoever dials for it: what is written here holds at once.

    `next_dial_at` is where the pace stands. `gathered` says that the whole audience is in, `gathered_to` how far
    it is.
    """

    name = models.CharField(max_length=120)
    agent_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=16, default="prospecting")
    purpose = models.CharField(max_length=10, default="marketing")
    topic = models.CharField(max_length=60, blank=True, default="")
    audience = models.JSONField(default=dict)
    windows = models.JSONField(default=dict)
    starts_at = models.DateTimeField(null=True)
    pace = models.PositiveSmallIntegerField(default=10, help_text="Calls begun in a minute")
    concurrency = models.PositiveSmallIntegerField(default=2)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    retry = models.JSONField(
        default=dict, help_text="Outcome → minutes to wait; an outcome not here is final"
    )
    gap_minutes = models.PositiveIntegerField(default=60)
    calls_per_day = models.PositiveSmallIntegerField(default=2)
    voicemail = models.CharField(max_length=8, default="hang_up")
    stop_rules = models.JSONField(default=dict)
    budget_micros = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="EUR")

    status = models.CharField(max_length=10, default="draft")
    reason = models.CharField(max_length=40, blank=True, default="", help_text="Why it paused or ended")
    gathered = models.BooleanField(default=False)
    gathered_to = models.UUIDField(null=True)
    next_dial_at = models.DateTimeField(null=True)
    dialled = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    interested = models.PositiveIntegerField(default=0)
    booked = models.PositiveIntegerField(default=0)
    opted_out = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    spent_micros = models.BigIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "campaign"
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="campaign_status"),
            models.CheckConstraint(
                condition=models.Q(purpose__in=["marketing", "service"]), name="campaign_purpose"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["prospecting", "qualification", "follow_up", "closing"]),
                name="campaign_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(voicemail__in=["hang_up", "message", "retry"]), name="campaign_voicemail"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "-id"], name="campaign_newest"),
            models.Index(
                fields=["organization_id", "status"],
                name="campaign_under_way",
                condition=models.Q(status__in=["scheduled", "running"]),
            ),
        ]


class CampaignContact(TenantModel):
    """One person in one campaign. `dialled` counts against the attempts allowed, `attempts` numbers the calls.

    `held` is a `waiting` that has a reason: it is looked at again at `next_at`.
    """

    campaign_id = models.UUIDField()
    contact_id = models.UUIDField()
    state = models.CharField(max_length=8, default="waiting")
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    dialled = models.PositiveSmallIntegerField(default=0)
    last_dialled_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, default="")
    call_id = models.UUIDField(null=True, help_text="The call under way, else the last one")

    class Meta:
        db_table = "campaign_contact"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "campaign_id", "contact_id"], name="campaign_contact_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="campaign_contact_state"),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "campaign_id", "state", "id"], name="campaign_contact_in_state"
            ),
            models.Index(
                fields=["organization_id", "campaign_id", "next_at", "id"],
                name="campaign_contact_due",
                condition=models.Q(state__in=["waiting", "held"]),
            ),
        ]


class CampaignAttempt(TenantModel):
    """One call of a campaign to one contact. Open until the call has ended; `withdrawn` was never dialled."""

    campaign_id = models.UUIDField()
    contact_id = models.UUIDField()
    attempt = models.PositiveSmallIntegerField()
    call_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, blank=True, default="")
    duration_seconds = models.PositiveIntegerField(default=0)
    held_micros = models.BigIntegerField(default=0)
    cost_micros = models.BigIntegerField(default=0)

    class Meta:
        db_table = "campaign_attempt"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "campaign_id", "contact_id", "attempt"],
                name="campaign_attempt_once",
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "call_id"], name="campaign_attempt_call"),
            models.Index(
                fields=["organization_id", "campaign_id", "-at", "-id"], name="campaign_attempt_newest"
            ),
            models.Index(fields=["organization_id", "contact_id", "-at"], name="campaign_attempt_contact"),
            models.Index(
                fields=["organization_id", "campaign_id"],
                name="campaign_attempt_open",
                condition=models.Q(ended_at__isnull=True),
            ),
        ]


class CallingSwitch(TenantModel):
    """The organization's own stop for every campaign. No row: calling is on."""

    stopped_at = models.DateTimeField(null=True)
    stopped_by_name = models.CharField(max_length=254, blank=True, default="")

    class Meta:
        db_table = "calling_switch"
        constraints = [models.UniqueConstraint(fields=["organization_id"], name="calling_switch_one")]
