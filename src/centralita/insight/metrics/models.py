"""Daily roll-ups. A conversation counts on the day that it began, in the organization's time zone of that time.

`agent_id` is an agent's, or the nil UUID for all of them together. Tests are not counted.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class InsightDay(TenantModel):
    """One day of one agent. `hours` counts beginnings by the hour of the day, 24 numbers."""

    day = models.DateField()
    agent_id = models.UUIDField()
    started = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    succeeded = models.PositiveIntegerField(default=0)
    handed_off = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    response_ms_total = models.BigIntegerField(default=0)
    response_count = models.PositiveIntegerField(default=0)
    cost_micros = models.BigIntegerField(default=0)
    tokens_in = models.BigIntegerField(default=0)
    tokens_out = models.BigIntegerField(default=0)
    hours = ArrayField(models.PositiveIntegerField(), default=list)
    languages = models.JSONField(default=dict, db_default={}, help_text="How many that ended, by language")

    class Meta:
        db_table = "insight_day"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "agent_id", "day"], name="insight_day_agent")
        ]
        indexes = [models.Index(fields=["organization_id", "day"], name="insight_day_day")]


class InsightResponse(TenantModel):
    """How many answers of one day took about this long; see `domain.buckets`."""

    day = models.DateField()
    agent_id = models.UUIDField()
    bucket = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "insight_response"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "agent_id", "day", "bucket"], name="insight_response_bucket"
            )
        ]
