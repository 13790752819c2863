"""Who did what, in chains that show when somebody rewrote them. Entries are only ever added."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel
from centralita.kit.ids import new_id


class Entry(models.Model):
    """One act. `digest` covers all of it and the digest before it."""

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
        abstract = True


class AuditEntry(TenantModel, Entry):
    """An act in one organization."""

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
            models.Index(fields=["organization_id", "actor_id", "-at"], name="audit_entry_actor"),
        ]


class AuditHead(TenantModel):
    """The last link of an organization's chain; writing an entry locks it."""

    sequence = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_head"
        constraints = [models.UniqueConstraint(fields=["organization_id"], name="audit_head_one")]


class SecurityEntry(Entry):
    """Something that happened to a person's account: a sign-in, a new password, a second step."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_id = models.UUIDField()

    class Meta:
        db_table = "security_entry"
        constraints = [
            models.UniqueConstraint(fields=["user_id", "sequence"], name="security_entry_sequence")
        ]


class SecurityHead(models.Model):
    """The last link of a person's chain."""

    user_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "security_head"


class PlatformEntry(Entry):
    """An act of a super admin, across organizations."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        db_table = "platform_entry"
        constraints = [models.UniqueConstraint(fields=["sequence"], name="platform_entry_sequence")]


class PlatformHead(models.Model):
    """The last link of the platform's chain: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "platform_head"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="platform_head_one")]
