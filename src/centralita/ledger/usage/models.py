"""What is used, what it costs, and what may be spent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from centralita.identity.tenancy.models import TenantModel


class TokenDay(TenantModel):
    """Tokens of language models that an organization has taken on one day (UTC): spent, or held to be spent."""

    day = models.DateField()
    taken = models.BigIntegerField()

    class Meta:
        db_table = "token_day"
        constraints = [models.UniqueConstraint(fields=["organization_id", "day"], name="token_day_once")]


class Budget(TenantModel):
    """How much may be spent for one thing in one period. Days and months are the organization's own."""

    scope_kind = models.CharField(max_length=16)
    scope_id = models.UUIDField()
    period = models.CharField(max_length=8)
    limit_micros = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    # In per cent of the limit, ascending.
    thresholds = ArrayField(models.SmallIntegerField(), default=list)
    action = models.CharField(max_length=8)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "budget"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "scope_kind", "scope_id", "period", "currency"], name="budget_once"
            ),
            models.CheckConstraint(condition=Q(limit_micros__gt=0), name="budget_limit"),
            models.CheckConstraint(
                condition=Q(scope_kind__in=["organization", "agent", "campaign", "account"]),
                name="budget_scope",
            ),
            models.CheckConstraint(condition=Q(period__in=["day", "month", "total"]), name="budget_span"),
            models.CheckConstraint(condition=Q(action__in=["warn", "pause"]), name="budget_action"),
        ]


class BudgetPeriod(TenantModel):
    """The counter of a budget in one of its periods. The limit stands here too, so that one statement decides."""

    budget_id = models.UUIDField()
    starts = models.DateField()
    limit_micros = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    pauses = models.BooleanField()
    reserved_micros = models.BigIntegerField(default=0)
    settled_micros = models.BigIntegerField(default=0)
    # The highest threshold that was told, in per cent.
    told = models.SmallIntegerField(default=0)
    exhausted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "budget_period"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "budget_id", "starts"], name="budget_period_once"
            ),
            models.CheckConstraint(condition=Q(reserved_micros__gte=0), name="budget_period_reserved"),
        ]


class Reservation(TenantModel):
    """Money held for one act, until it is known what it cost. `period_ids` are the counters that hold it."""

    source = models.CharField(max_length=40)
    source_id = models.UUIDField()
    amount_micros = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=8)
    agent_id = models.UUIDField(null=True)
    campaign_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    period_ids = ArrayField(models.UUIDField(), default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reservation"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source", "source_id"], name="reservation_once"
            ),
            models.CheckConstraint(condition=Q(amount_micros__gte=0), name="reservation_amount"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "posted", "voided"]), name="reservation_status"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "expires_at"],
                condition=Q(status="pending"),
                name="reservation_pending",
            ),
            models.Index(fields=["organization_id", "created_at"], name="reservation_made"),
        ]


class UsageEntry(TenantModel):
    """One line of cost, never changed: what turns out otherwise is booked as a further entry, `revision` 1 and on."""

    reservation_id = models.UUIDField()
    source = models.CharField(max_length=40)
    source_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    revision = models.PositiveIntegerField()
    micros = models.BigIntegerField()
    quantity = models.BigIntegerField()
    agent_id = models.UUIDField(null=True)
    campaign_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    # When what it pays for began; corrections carry the moment of the first entry.
    at = models.DateTimeField()
    booked_at = models.DateTimeField()

    class Meta:
        db_table = "usage_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source", "source_id", "kind", "currency", "revision"],
                name="usage_entry_once",
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "at"], name="usage_entry_at"),
            models.Index(fields=["organization_id", "reservation_id"], name="usage_entry_reservation"),
        ]
