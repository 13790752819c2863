"""Prompts, their versions and labels, the cases that they are tried with, and what models answered."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from centralita.identity.tenancy.models import TenantModel

STATES = ("queued", "running", "done", "cancelled")


class Prompt(TenantModel):
    """A text for models. `draft` is `domain.content.PromptContent`; `name` is what other prompts include it by."""

    name = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    name_key = models.TextField(
        help_text="Title and name, lowered and without accents: what a search looks at"
    )
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    draft = models.JSONField()
    draft_hash = models.BinaryField(max_length=32)
    last_number = models.PositiveIntegerField(null=True)
    last_hash = models.BinaryField(max_length=32, null=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "prompt"
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="prompt_name")]
        indexes = [
            models.Index(fields=["organization_id", "name_key", "id"], name="prompt_search"),
            GinIndex(fields=["tags"], name="prompt_tags"),
        ]


class PromptVersion(TenantModel):
    """A content with its number; never changed. `compiled` is its text with what it includes, as it was then."""

    prompt_id = models.UUIDField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    compiled = models.TextField()
    variables = models.JSONField(default=list, help_text="Its own and those of what it includes")
    includes = models.JSONField(default=list, help_text="Names with the version that was taken")
    note = models.CharField(max_length=500, blank=True, default="")
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "prompt_version"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "prompt_id", "number"], name="prompt_version_number"
            )
        ]


class PromptLabel(TenantModel):
    """A word that points at a version, such as `production`. Agents follow it."""

    prompt_id = models.UUIDField()
    label = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    moved_by_name = models.CharField(max_length=254, blank=True, default="")
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "prompt_label"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "prompt_id", "label"], name="prompt_label_name"
            )
        ]


class PromptCase(TenantModel):
    """A situation worth trying again: values of variables, what was said before and what somebody says.

    `earlier` are `[who, text]`; an answer passes where it has all words of `says` and none of `never`.
    """

    prompt_id = models.UUIDField()
    name = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    earlier = models.JSONField(default=list)
    message = models.CharField(max_length=2000)
    says = models.JSONField(default=list)
    never = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "prompt_case"
        indexes = [models.Index(fields=["organization_id", "prompt_id", "id"], name="prompt_case_of")]


class PromptTrial(TenantModel):
    """Cases put to several models: the draft of a moment (`number` none) or a version.

    `beside` are other states that the same is asked of: `number`, `compiled` and `language` of each.
    """

    prompt_id = models.UUIDField()
    number = models.PositiveIntegerField(null=True)
    compiled = models.TextField()
    language = models.CharField(max_length=8)
    agent_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default="queued")
    beside = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    started_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "prompt_trial"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="prompt_trial_state")
        ]
        indexes = [models.Index(fields=["organization_id", "prompt_id", "-id"], name="prompt_trial_newest")]


class PromptAnswer(TenantModel):
    """What one model answered to one case. `ended_at` is none until it did; `error` says why it did not.

    `number` is the version that it was told, none for the draft; `calls` are tools that it wanted, which are not called.
    """

    trial_id = models.UUIDField()
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True)
    case_name = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    earlier = models.JSONField(default=list)
    message = models.CharField(max_length=2000)
    says = models.JSONField(default=list)
    never = models.JSONField(default=list)
    calls = models.JSONField(default=list)
    account_id = models.UUIDField(null=True)
    model = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    error = models.CharField(max_length=60, blank=True, default="")
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(null=True)
    cost_micros = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "prompt_answer"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "trial_id", "position"], name="prompt_answer_place"
            )
        ]
