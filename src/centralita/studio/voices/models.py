"""Voices as the platforms list them, who likes which, and who agreed to which clone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel
from centralita.studio.voice_accounts.catalogues import AccountCatalogue


class Voice(TenantModel):
    """One voice of one account. `remote_id` is the platform's; `removed_at` says when it was not listed any more."""

    account_id = models.UUIDField()
    remote_id = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    maker = models.CharField(max_length=80, blank=True, default="")
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True)
    accent = models.CharField(max_length=80, blank=True, default="")
    gender = models.CharField(max_length=8, blank=True, default="")
    age = models.CharField(max_length=40, blank=True, default="")
    description = models.CharField(max_length=1000, blank=True, default="")
    preview_url = models.CharField(max_length=2000, blank=True, default="")
    platform_tier = models.CharField(max_length=60, blank=True, default="")
    premium = models.BooleanField(default=False)
    cloned = models.BooleanField(default=False)
    seen_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "voice"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "account_id", "remote_id"], name="voice_once"),
            models.CheckConstraint(
                condition=models.Q(gender__in=["", "female", "male", "neutral"]), name="voice_gender"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "name_key", "id"], name="voice_by_name")]


class VoiceFavourite(TenantModel):
    """A voice that a person wants to find again."""

    user_id = models.UUIDField()
    voice_id = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "voice_favourite"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "user_id", "voice_id"], name="voice_favourite_once"
            )
        ]


class VoiceCatalogue(AccountCatalogue):
    """How far we know an account's voices."""

    complete = models.BooleanField(default=True)
    speaks_samples = models.BooleanField(default=False)
    clones = models.BooleanField(default=False)

    class Meta:
        db_table = "voice_catalogue"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "account_id"], name="voice_catalogue_once")
        ]


class VoiceConsent(TenantModel):
    """Who said, when and in which words, that the person whose voice was cloned agreed.

    Kept when the account and its voices go. `samples` are the names, sizes and SHA-256 sums of the recordings, which
    themselves are not kept.
    """

    account_id = models.UUIDField(null=True)
    voice_id = models.UUIDField(null=True)
    name = models.CharField(max_length=120)
    speaker = models.CharField(max_length=120)
    wording = models.TextField()
    language = models.CharField(max_length=8)
    samples = models.JSONField()
    agreed_by = models.UUIDField(null=True)
    agreed_by_name = models.CharField(max_length=200)
    agreed_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="asked")
    error = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        db_table = "voice_consent"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "done", "failed"]), name="voice_consent_state"
            )
        ]
