"""Answers kept so that a repeated request has one effect."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel


class IdempotencyRecord(TenantModel):
    """The first answer to an `Idempotency-Key`, kept seven days."""

    user_id = models.UUIDField()
    key = models.CharField(max_length=255)
    operation = models.CharField(max_length=80)
    body_hash = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "idempotency_record"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "user_id", "key"], name="idempotency_record_key"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_record_age")]
