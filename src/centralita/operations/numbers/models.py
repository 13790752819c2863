"""Phone numbers as the accounts list them, with who answers and when."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel
from centralita.studio.voice_accounts.catalogues import AccountCatalogue


class PhoneNumber(TenantModel):
    """One number (E.164) of one account.

    `inbound_agent` is the platform's id of what answers; `agent_id` is ours, where it is an agent of ours.
    `verified_at` says when the account last listed it, which is what shows that the number is the tenant's.
    """

    account_id = models.UUIDField()
    remote_id = models.CharField(max_length=200)
    number = models.CharField(max_length=16)
    country = models.CharField(max_length=2, blank=True, default="")
    label = models.CharField(max_length=120, blank=True, default="")
    remote_label = models.CharField(max_length=120, blank=True, default="")
    agent_id = models.UUIDField(null=True)
    inbound_agent = models.CharField(max_length=200, blank=True, default="")
    can_call = models.BooleanField(default=True)
    verified_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=20, blank=True, default="")
    answers = models.CharField(max_length=8, default="always")
    hours = models.JSONField(default=dict)
    fallback = models.CharField(max_length=16, blank=True, default="")
    seen_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "phone_number"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account_id", "remote_id"], name="phone_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(answers__in=["always", "business", "own"]), name="phone_number_answers"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "number", "id"], name="phone_number_by_number")]


class NumberCatalogue(AccountCatalogue):
    """How far we know an account's numbers."""

    class Meta:
        db_table = "number_catalogue"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "account_id"], name="number_catalogue_once")
        ]
