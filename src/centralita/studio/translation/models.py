"""What is remembered of an agent's translations, the terms that are kept, accounts of translators, and runs."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel

RUN_STATES = ("queued", "running", "done", "cancelled", "failed")


class TextTranslation(TenantModel):
    """One text of a draft in one language, as it was last translated or edited. The words stand in the draft.

    `score` belongs to the pair of wordings with `score_digest`; `back` is the translation back that it was measured by.
    """

    agent_id = models.UUIDField()
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=400)
    source_digest = models.BinaryField(max_length=8)
    text_digest = models.BinaryField(max_length=8)
    machine = models.BooleanField(default=False)
    translator = models.CharField(max_length=40, blank=True, default="")
    back = models.TextField(blank=True, default="")
    score = models.FloatField(null=True)
    score_digest = models.BinaryField(max_length=16, default=b"")
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "text_translation"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "agent_id", "language", "key"], name="text_translation_one"
            )
        ]


class GlossaryTerm(TenantModel):
    """A term of the organization: kept as it is, or worded so in each language, or (neither) free to be translated."""

    term = models.CharField(max_length=120)
    term_key = models.CharField(max_length=160, help_text="Lowered: one term has one rule")
    keep = models.BooleanField(default=True)
    wordings = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "glossary_term"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "term_key"], name="glossary_term_one")
        ]


class TranslatorAccount(TenantModel):
    """An account at Google, AWS or DeepL. `secret` is sealed for this row; `settings` may be shown."""

    kind = models.CharField(max_length=8)
    label = models.CharField(max_length=120)
    secret = models.BinaryField()
    settings = models.JSONField(default=dict)
    health = models.CharField(max_length=8, default="unknown")
    last_error = models.CharField(max_length=60, blank=True, default="")
    last_checked_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "translator_account"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["google", "aws", "deepl"]), name="translator_account_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(health__in=["unknown", "ok", "failing"]), name="translator_account_health"
            ),
        ]


class TranslationRun(TenantModel):
    """Texts being translated, or scored by translating them back. `account_id` none: by the connected language model.

    `keys` empty is all that are missing or out of date; `refusals` are `[{key, reason, words}]`.
    """

    agent_id = models.UUIDField()
    language = models.CharField(max_length=8)
    purpose = models.CharField(max_length=10, default="translate")
    account_id = models.UUIDField(null=True)
    translator = models.CharField(max_length=40, blank=True, default="")
    keys = models.JSONField(default=list)
    overwrite = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="queued")
    error = models.CharField(max_length=60, blank=True, default="")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=list)
    tokens = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    cost_micros = models.BigIntegerField(null=True)
    started_by = models.UUIDField(null=True)
    started_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "translation_run"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RUN_STATES), name="translation_run_state"),
            models.CheckConstraint(
                condition=models.Q(purpose__in=["translate", "score"]), name="translation_run_purpose"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "agent_id", "-created_at"], name="translation_run_agent")
        ]


class ParityRun(TenantModel):
    """An agent's scenarios held in its main language and in others, each set beside the main one."""

    agent_id = models.UUIDField()
    blueprint_id = models.UUIDField()
    draft_revision = models.PositiveIntegerField(null=True)
    languages = models.JSONField()
    account_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default="queued")
    error = models.CharField(max_length=60, blank=True, default="")
    total = models.PositiveIntegerField()
    tokens = models.PositiveIntegerField(default=0)
    started_by = models.UUIDField(null=True)
    started_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parity_run"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RUN_STATES), name="parity_run_state")
        ]
        indexes = [
            models.Index(fields=["organization_id", "agent_id", "-created_at"], name="parity_run_agent")
        ]


class ParityResult(TenantModel):
    """One scenario in one language: the caller's part as it was said, and where the talk went another way.

    `script` is the scenario as it was then, in the main language; `same` is none until both were held.
    """

    run_id = models.UUIDField()
    scenario_id = models.UUIDField(null=True)
    language = models.CharField(max_length=8)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    script = models.JSONField()
    same = models.BooleanField(null=True)
    error = models.CharField(max_length=60, blank=True, default="")
    differences = models.JSONField(default=list)
    talks = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parity_result"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "run_id", "position"], name="parity_result_place"
            )
        ]
