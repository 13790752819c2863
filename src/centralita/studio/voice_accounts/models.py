"""Accounts at voice platforms, and what their webhooks brought."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel


class VoiceAccount(TenantModel):
    """Credentials at one platform. `secret` is sealed for this row; `settings` may be shown.

    `hook` is the last part of the address that the platform sends its webhooks to; `webhook_id` is what the platform
    calls it where agents name it, `webhook_problem` why it does not tell us of all calls: `foreign` (the workspace names
    another's), or the code of what went wrong.
    """

    kind = models.CharField(max_length=24)
    label = models.CharField(max_length=120)
    secret = models.BinaryField()
    settings = models.JSONField(default=dict)
    hook = models.CharField(max_length=80)
    webhook_id = models.CharField(max_length=120, blank=True, default="", db_default="")
    webhook_problem = models.CharField(max_length=60, blank=True, default="", db_default="")
    workspace = models.CharField(max_length=120, blank=True, default="")
    calls_at_most = models.PositiveIntegerField(null=True)
    minute_micros = models.BigIntegerField(
        null=True, help_text="What a minute costs here; null: the list price"
    )
    health = models.CharField(max_length=8, default="unknown")
    last_checked_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "voice_account"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(health__in=["unknown", "ok", "failing"]), name="voice_account_health"
            ),
            models.UniqueConstraint(fields=["organization_id", "hook"], name="voice_account_hook"),
        ]


class WebhookEvent(TenantModel):
    """One event as it came, kept once. `key` says which event it is, `body` is what was signed.

    Until `applied_at` it waits to be applied, not before `next_try_at`; `result` says what came of it. The body of an
    applied one is emptied after a while.
    """

    account_id = models.UUIDField()
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=80)
    call = models.CharField(max_length=80, blank=True, default="")
    body = models.BinaryField()
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=10, blank=True, db_default="")
    tries = models.PositiveSmallIntegerField(db_default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_event"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "key"], name="webhook_event_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "account_id", "-received_at"], name="webhook_event_newest"
            ),
            models.Index(
                fields=["organization_id", "received_at", "id"],
                name="webhook_event_waiting",
                condition=models.Q(applied_at__isnull=True),
            ),
        ]
