"""Replays of real conversations with a content, what each came to, and the rule that an agent's draft must meet."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class Replay(TenantModel):
    """A draw of an agent's real conversations held again with its draft of a moment.

    `population` is how many there were to draw from in the last `days`.
    """

    agent_id = models.UUIDField()
    blueprint_id = models.UUIDField()
    draft_revision = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="queued")
    days = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    started_by = models.UUIDField(null=True)
    started_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "replay"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running", "done", "cancelled"]), name="replay_state"
            )
        ]
        indexes = [models.Index(fields=["organization_id", "agent_id", "-id"], name="replay_agent")]


class ReplayTalk(TenantModel):
    """One conversation of a replay; it goes when the conversation goes, which alone keeps what was said then.

    `was` and `is_now` are `domain.standing.Standing`: which is better is for whoever asks to say. A `reason` tells why
    it could not be decided.
    """

    replay_id = models.UUIDField()
    conversation_id = models.UUIDField()
    position = models.PositiveIntegerField()
    reason = models.CharField(max_length=60, blank=True, default="")
    was = models.JSONField(default=dict)
    is_now = models.JSONField(default=dict)
    talk = models.JSONField(default=dict)
    cost_micros = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "replay_talk"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "replay_id", "position"], name="replay_talk_place"
            )
        ]
        indexes = [models.Index(fields=["organization_id", "conversation_id"], name="replay_talk_of")]


class PublishRule(TenantModel):
    """What an agent's draft must meet before it may go live. Without a row nothing is asked.

    `most_worse` is in percent; `lost` names the outcomes that count as lost.
    """

    agent_id = models.UUIDField()
    scenarios = models.BooleanField(default=False)
    replay = models.BooleanField(default=False)
    languages = models.BooleanField(default=False, db_default=False)
    most_worse = models.PositiveSmallIntegerField(default=10)
    confidence = models.PositiveSmallIntegerField(default=95)
    lost = ArrayField(models.CharField(max_length=40), default=list)
    revision = models.PositiveIntegerField(default=1)
    updated_by = models.UUIDField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "publish_rule"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "agent_id"], name="publish_rule_agent"),
            models.CheckConstraint(
                condition=models.Q(most_worse__gte=1, most_worse__lte=100), name="publish_rule_share"
            ),
        ]
