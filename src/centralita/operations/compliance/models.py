"""An organization's rules of contact, the numbers that it does not call, and the decisions that it made."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class ContactRuleSet(TenantModel):
    """One for each organization, made by the first write. Its settings only add to the packs of the law.

    `number_key` is what numbers are hashed with, sealed: only with it can a list be searched for a number that
    was erased.
    """

    allowed_countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    hours = models.JSONField(null=True)
    closed_on_holidays = models.BooleanField(default=False)
    calls_per_day = models.PositiveSmallIntegerField(null=True)
    minimum_gap_minutes = models.PositiveIntegerField(null=True)
    consent_days = models.PositiveIntegerField(null=True)
    consent_always = models.BooleanField(default=False)
    registers = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    chosen = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    number_key = models.BinaryField(max_length=128)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "contact_rule_set"
        constraints = [models.UniqueConstraint(fields=["organization_id"], name="contact_rule_set_one")]


class RuleConfirmation(TenantModel):
    """An owner's word that one rule of a pack does not hold for them, and why."""

    pack = models.CharField(max_length=8)
    rule = models.CharField(max_length=40)
    note = models.CharField(max_length=500)
    confirmed_by = models.UUIDField(null=True)
    confirmed_by_name = models.CharField(max_length=254, blank=True, default="")
    confirmed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "rule_confirmation"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "pack", "rule"], name="rule_confirmation_of")
        ]


class Suppression(TenantModel):
    """A number that is not to be called: for everything, or for one topic. Lifted, it stays as what was once so.

    `number` is emptied when the person is erased; `number_hash` stays, so that they are still not called.
    """

    number = models.CharField(max_length=20, blank=True, default="")
    number_hash = models.BinaryField(max_length=32)
    topic = models.CharField(max_length=60, blank=True, default="")
    source = models.CharField(max_length=12)
    reason = models.CharField(max_length=500, blank=True, default="")
    import_id = models.UUIDField(null=True)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_name = models.CharField(max_length=254, blank=True, default="")
    lifted_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        db_table = "suppression"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "number_hash", "topic"],
                condition=models.Q(lifted_at__isnull=True),
                name="suppression_number",
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=["person", "import", "speech", "keys", "chat", "form"]),
                name="suppression_source",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "-id"], name="suppression_newest")]


class RegisterImport(TenantModel):
    """A file of numbers not to be called: the organization's `own` list, or a copy of a public register.

    `part` tells the files apart of a register that comes in several. `taken_at` is when the copy was taken: its age
    counts from there. `bytes_done` moves with each batch, in the
    batch's own transaction, so that a job that was killed goes on where it stood.
    """

    kind = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True, default="")
    file_name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    storage_key = models.CharField(max_length=255, blank=True, default="")
    taken_at = models.DateTimeField()
    status = models.CharField(max_length=8, default="waiting")
    error_code = models.CharField(max_length=40, blank=True, default="")
    bytes_done = models.PositiveIntegerField(default=0)
    lines = models.PositiveIntegerField(default=0)
    numbers = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    region = models.CharField(max_length=2, blank=True, default="")
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "register_import"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["waiting", "running", "ready", "failed"]),
                name="register_import_status",
            )
        ]
        indexes = [models.Index(fields=["organization_id", "kind", "status"], name="register_import_kind")]


class RegisterNumber(TenantModel):
    """A number of an imported register, as its hash: it is looked up, never shown."""

    import_id = models.UUIDField()
    number_hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "register_number"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "number_hash", "import_id"], name="register_number_of"
            )
        ]
        indexes = [models.Index(fields=["organization_id", "import_id"], name="register_number_import")]


class CallVolume(TenantModel):
    """The calls of one month (UTC, its first day) to a place whose pack counts them."""

    pack = models.CharField(max_length=8)
    month = models.DateField()
    calls = models.BigIntegerField(default=0)

    class Meta:
        db_table = "call_volume"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "pack", "month"], name="call_volume_month")
        ]


class ContactDecision(TenantModel):
    """What was decided before a dial, yes or no, with all that it rested on. Never changed, but for one thing:
    `dialled` is taken back when it is certain that nobody dialled, and then it is no call to the number."""

    contact_id = models.UUIDField(null=True)
    number = models.CharField(max_length=20, blank=True, default="")
    number_hash = models.BinaryField(max_length=32)
    purpose = models.CharField(max_length=10)
    automated = models.BooleanField()
    topic = models.CharField(max_length=60, blank=True, default="")
    at = models.DateTimeField()
    allowed = models.BooleanField()
    reasons = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    dialled = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "contact_decision"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=["marketing", "service"]), name="contact_decision_purpose"
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "number_hash", "-at"], name="contact_decision_number"),
            models.Index(fields=["organization_id", "contact_id", "-at"], name="contact_decision_contact"),
        ]
