"""Accounts at vendors of language models."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel


class ModelAccount(TenantModel):
    """Credentials at one vendor. `secret` is sealed for this row; `settings` may be shown.

    The fallback answers when this account does not: a model of the account that is named, or of this one.
    Timeouts are seconds.
    """

    kind = models.CharField(max_length=24)
    label = models.CharField(max_length=120)
    secret = models.BinaryField()
    settings = models.JSONField(default=dict)
    default_model = models.CharField(max_length=200)
    fallback_account_id = models.UUIDField(null=True)
    fallback_model = models.CharField(max_length=200, blank=True, default="")
    is_default = models.BooleanField(default=False)
    first_token_timeout = models.FloatField(default=15.0)
    total_timeout = models.FloatField(default=90.0)
    health = models.CharField(max_length=8, default="unknown")
    last_checked_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "model_account"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(health__in=["unknown", "ok", "failing"]), name="model_account_health"
            ),
            models.UniqueConstraint(
                fields=["organization_id"], name="model_account_default", condition=models.Q(is_default=True)
            ),
        ]
