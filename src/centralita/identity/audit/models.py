"""Who did what, in a chain that shows when somebody rewrote it."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel


class AuditEntry(TenantModel):
    """One act. `digest` covers this entry and the digest before it."""

    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_entry"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "sequence"], name="audit_entry_sequence")
        ]
        indexes = [
            models.Index(fields=["organization_id", "-at"], name="audit_entry_at"),
            models.Index(
                fields=["organization_id", "subject_kind", "subject_id"], name="audit_entry_subject"
            ),
        ]


class AuditHead(TenantModel):
    """The last link of an organization's chain; writing an entry locks it."""

    sequence = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_head"
        constraints = [models.UniqueConstraint(fields=["organization_id"], name="audit_head_one")]
