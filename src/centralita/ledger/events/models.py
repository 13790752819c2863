"""The log of facts, and how far each consumer has read it."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel


class LedgerEvent(models.Model):
    """One fact. The table is partitioned by month and its key is (organization_id, at, id); rows never change.

    `transaction_id` and `sequence` give the order in which consumers read.
    """

    id = models.UUIDField(primary_key=True)
    organization_id = models.UUIDField()
    at = models.DateTimeField()
    transaction_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    data = models.JSONField()

    class Meta:
        db_table = "ledger_event"
        managed = False


class LedgerCursor(TenantModel):
    """How far one consumer has read one organization's facts."""

    consumer = models.CharField(max_length=40)
    transaction_id = models.BigIntegerField(default=0)
    sequence = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "ledger_cursor"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "consumer"], name="ledger_cursor_consumer")
        ]
