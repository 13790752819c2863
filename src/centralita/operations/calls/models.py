"""Calls: one row for each, what was said in it, what it cost, and calls that are to be made later."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from centralita.identity.tenancy.models import TenantModel
from centralita.operations.calls.domain.words import (
    DIRECTIONS,
    EVIDENCE,
    KINDS,
    OUTCOMES,
    RUNNING,
    STATUSES,
    TRANSCRIPT,
    Placing,
    RecordingStatus,
)


class Call(TenantModel):
    """The phone side of one talk. `status` only moves forward; `evidence` is what we know its end by.

    `platform` and `account_label` outlive the account. `check_at` is when the platform is asked about it next, or
    null when there is nothing left to learn; `deadline_at` is until when its present state is plausible. `verified`
    names the fields that were read from the platform after the end: what its webhooks say later does not change them.
    """

    contact_id = models.UUIDField(null=True)
    agent_id = models.UUIDField(null=True)
    version_id = models.UUIDField(null=True)
    deployment_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    platform = models.CharField(max_length=24)
    account_label = models.CharField(max_length=120, blank=True, default="")
    conversation_id = models.UUIDField(null=True)
    campaign_id = models.UUIDField(null=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    direction = models.CharField(max_length=8)
    kind = models.CharField(max_length=16, blank=True, default="")
    purpose = models.CharField(max_length=10, blank=True, default="")
    topic = models.CharField(max_length=60, blank=True, default="")
    from_number = models.CharField(max_length=40, blank=True, default="")
    to_number = models.CharField(max_length=40, blank=True, default="")
    variables = models.JSONField(default=dict)
    decision_id = models.UUIDField(null=True)
    routing = models.JSONField(
        default=dict,
        db_default={},
        help_text="Why this account: `why`, the accounts `passed` over with what spoke against them; `from` where wished",
    )

    status = models.CharField(max_length=12, default="queued")
    ending = models.CharField(max_length=20, blank=True, default="")
    outcome = models.CharField(max_length=20, blank=True, default="")
    outcome_by = models.UUIDField(null=True, help_text="The person who corrected it")
    evidence = models.CharField(max_length=8, blank=True, default="")
    error = models.CharField(max_length=60, blank=True, default="")

    provider_agent_id = models.CharField(max_length=120, blank=True, default="")
    provider_version = models.CharField(max_length=120, blank=True, default="")
    platform_call_id = models.CharField(max_length=120, blank=True, default="")
    platform_reason = models.CharField(max_length=120, blank=True, default="")
    placing = models.CharField(max_length=8, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    holds_line = models.BooleanField(default=False)
    holds_money = models.BooleanField(default=False)
    stop_asked_at = models.DateTimeField(null=True)
    check_at = models.DateTimeField(null=True)
    checks = models.PositiveSmallIntegerField(default=0)
    deadline_at = models.DateTimeField(null=True)
    verified = ArrayField(models.CharField(max_length=24), default=list, blank=True)

    created_at = models.DateTimeField(db_default=Now())
    placed_at = models.DateTimeField(null=True)
    ringing_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    duration_seconds = models.FloatField(null=True)

    transcript_status = models.CharField(max_length=10, default="pending")
    utterances = models.PositiveIntegerField(default=0)
    confidence = models.FloatField(null=True)
    summary = models.TextField(blank=True, default="")
    sentiment = models.CharField(max_length=8, blank=True, default="")
    successful = models.BooleanField(null=True)
    collected = models.JSONField(default=dict)
    latency = models.JSONField(default=dict)
    insights = models.JSONField(
        default=dict, help_text="What a language model drew from the talk; empty until then"
    )

    recording_status = models.CharField(max_length=9, blank=True, default="")
    recording_key = models.CharField(max_length=255, blank=True, default="")
    recording_type = models.CharField(max_length=20, blank=True, default="")
    recording_size = models.PositiveBigIntegerField(default=0)

    cost_micros = models.BigIntegerField(null=True)
    cost_currency = models.CharField(max_length=3, blank=True, default="")
    cost_final = models.BooleanField(default=False)
    estimate_micros = models.BigIntegerField(null=True)
    estimate_currency = models.CharField(max_length=3, blank=True, default="")

    notes = models.CharField(max_length=4_000, blank=True, default="")
    next_action = models.CharField(max_length=500, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    updated_at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True, help_text="When what was said in it was let go of")

    class Meta:
        db_table = "call"
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="call_status"),
            models.CheckConstraint(condition=models.Q(direction__in=DIRECTIONS), name="call_direction"),
            models.CheckConstraint(condition=models.Q(kind__in=["", *KINDS]), name="call_kind"),
            models.CheckConstraint(condition=models.Q(outcome__in=["", *OUTCOMES]), name="call_outcome"),
            models.CheckConstraint(condition=models.Q(evidence__in=EVIDENCE), name="call_evidence"),
            models.CheckConstraint(
                condition=models.Q(transcript_status__in=TRANSCRIPT), name="call_transcript_status"
            ),
            models.CheckConstraint(
                condition=models.Q(placing__in=[each.value for each in Placing]), name="call_placing"
            ),
            models.CheckConstraint(
                condition=models.Q(recording_status__in=[each.value for each in RecordingStatus]),
                name="call_recording_status",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "platform_call_id"],
                name="call_platform_id",
                condition=~models.Q(platform_call_id=""),
            ),
            # The last guard against calling somebody twice at once: the rules before it look first.
            models.UniqueConstraint(
                fields=["organization_id", "contact_id"],
                name="call_one_at_a_time",
                condition=models.Q(direction="outbound", contact_id__isnull=False, status__in=RUNNING),
            ),
            models.UniqueConstraint(
                fields=["organization_id", "campaign_id", "contact_id", "attempt"],
                name="call_campaign_attempt",
                condition=models.Q(campaign_id__isnull=False, contact_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "-created_at", "-id"],
                include=["status", "agent_id", "outcome", "direction"],
                name="call_newest",
            ),
            models.Index(
                fields=["organization_id", "conversation_id"],
                name="call_of_conversation",
                condition=models.Q(conversation_id__isnull=False),
            ),
            models.Index(
                fields=["organization_id", "contact_id", "-created_at"],
                name="call_of_contact",
                condition=models.Q(contact_id__isnull=False),
            ),
            models.Index(
                fields=["organization_id", "campaign_id"],
                name="call_of_campaign",
                condition=models.Q(campaign_id__isnull=False),
            ),
            models.Index(
                fields=["organization_id", "check_at"],
                name="call_to_check",
                condition=models.Q(check_at__isnull=False),
            ),
            models.Index(
                fields=["organization_id", "-created_at"],
                name="call_running",
                condition=models.Q(status__in=RUNNING),
            ),
            models.Index(
                fields=["organization_id", "created_at"],
                name="call_kept",
                condition=models.Q(erased_at__isnull=True),
            ),
        ]


class CallUtterance(TenantModel):
    """One thing said in a call, or done. `at` and `ends` are seconds from its start."""

    call_id = models.UUIDField()
    position = models.PositiveIntegerField()
    role = models.CharField(max_length=8)
    text = models.TextField(blank=True, default="")
    at = models.FloatField(null=True)
    ends = models.FloatField(null=True)
    confidence = models.FloatField(null=True)

    class Meta:
        db_table = "call_utterance"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "call_id", "position"], name="call_utterance_position"
            )
        ]


class CallCostLine(TenantModel):
    """A part of what a call cost, under the platform's name for it."""

    call_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=120)
    micros = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "call_cost_line"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "call_id", "position"], name="call_cost_line_position"
            )
        ]


class CallTraffic(TenantModel):
    """What is going on at one voice account: lines in use, and how its platform has been answering.

    `lines` is changed by conditional statements only. Until `paused_until` nothing is sent there; `heard_until` is
    up to when its calls were listed.
    """

    account_id = models.UUIDField()
    lines = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    heard_until = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "call_traffic"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "account_id"], name="call_traffic_account")
        ]


class Callback(TenantModel):
    """A call to be made at a moment. `problem` says why it was not made, `reasons` by which rules."""

    contact_id = models.UUIDField()
    agent_id = models.UUIDField()
    after_call_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=16)
    note = models.CharField(max_length=2_000, blank=True, default="")
    at = models.DateTimeField()
    status = models.CharField(max_length=9, default="waiting")
    call_id = models.UUIDField(null=True)
    problem = models.CharField(max_length=60, blank=True, default="")
    reasons = models.JSONField(default=list)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "callback"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="callback_kind"),
            models.CheckConstraint(
                condition=models.Q(status__in=["waiting", "called", "refused", "cancelled"]),
                name="callback_status",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "contact_id", "-at"], name="callback_of_contact"),
            models.Index(
                fields=["organization_id", "at"],
                name="callback_due",
                condition=models.Q(status="waiting"),
            ),
        ]
