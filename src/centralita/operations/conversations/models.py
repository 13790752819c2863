"""What was said, and the journal from which it can be said again."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from centralita.identity.tenancy.models import TenantModel


class Conversation(TenantModel):
    """One talk on one channel. The live plane writes it; `state` is the engine's."""

    agent_id = models.UUIDField()
    version_id = models.UUIDField(null=True)
    blueprint_id = models.UUIDField()
    facts_id = models.UUIDField(null=True)
    model_connected = models.BooleanField(default=False)
    channel_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=12)
    test = models.BooleanField(default=False)
    status = models.CharField(max_length=12, default="active")
    outcome = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=8)
    visitor_id = models.CharField(max_length=64, blank=True, default="")
    experiment_id = models.UUIDField(null=True)
    arm = models.CharField(max_length=1, blank=True, default="", db_default="")
    page_url = models.CharField(max_length=2000, blank=True, default="")
    state = models.BinaryField()
    turn = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    variables = models.JSONField(default=dict)
    held_by = models.UUIDField(null=True)
    held_by_name = models.CharField(max_length=254, blank=True, default="")
    csat = models.PositiveSmallIntegerField(null=True)
    nps = models.PositiveSmallIntegerField(null=True)
    rating_comment = models.CharField(max_length=2000, blank=True, default="")
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    cost_micros = models.BigIntegerField(default=0)
    cost_currency = models.CharField(max_length=3, default="USD")
    tokens_in = models.BigIntegerField(default=0)
    tokens_out = models.BigIntegerField(default=0)
    response_ms_total = models.BigIntegerField(default=0)
    response_count = models.PositiveIntegerField(default=0)
    preview = models.CharField(max_length=200, blank=True, default="")
    contradictions = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        help_text="How many things the agent said that the profile of that day denies, but for what was put aside",
    )
    promises_aside = models.JSONField(
        default=list, db_default=[], help_text="What of that needs nothing: `key`, `reason`, `by`, `at`"
    )
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    active_at = models.DateTimeField(
        db_default=Now(), help_text="`last_at`, moved on at most once a minute: what lists are ordered by"
    )
    ended_at = models.DateTimeField(null=True)
    handed_off_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "conversation"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["active", "handed_off", "ended"]), name="conversation_status"
            )
        ]
        indexes = [
            # Carries what lists filter by, so that a filter which few rows pass reads the index alone. No index has a
            # column that every turn changes: such a turn is written without touching any of them.
            models.Index(
                fields=["organization_id", "-started_at", "-id"],
                include=[
                    *("test", "status", "outcome", "language", "channel", "agent_id"),
                    *("csat", "held_by", "handed_off_at", "active_at"),
                ],
                name="conversation_list",
            ),
            models.Index(
                fields=["organization_id", "-started_at"],
                name="conversation_tagged",
                condition=~models.Q(tags=[]),
            ),
            models.Index(
                fields=["organization_id", "-started_at"],
                name="conversation_contradicting",
                condition=models.Q(contradictions__gt=0),
            ),
            models.Index(fields=["organization_id", "agent_id", "-started_at"], name="conversation_agent"),
            models.Index(
                fields=["organization_id", "experiment_id", "arm", "-started_at"],
                name="conversation_experiment",
                condition=models.Q(experiment_id__isnull=False),
            ),
            models.Index(
                fields=["organization_id", "-active_at"],
                name="conversation_open",
                condition=models.Q(status__in=["active", "handed_off"]),
            ),
        ]


class Message(TenantModel):
    """One thing said. `sequence` counts within its conversation, without gaps."""

    conversation_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    role = models.CharField(max_length=8)
    text = models.TextField(blank=True, default="")
    extra = models.JSONField(null=True)
    client_id = models.UUIDField(null=True)
    author_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "message"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "conversation_id", "sequence"], name="message_sequence"
            ),
            models.UniqueConstraint(
                fields=["organization_id", "conversation_id", "client_id"],
                name="message_client",
                condition=models.Q(client_id__isnull=False),
            ),
        ]


class JournalEntry(TenantModel):
    """One event and the effects that it had: what a replay is made of."""

    conversation_id = models.UUIDField()
    turn = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField(help_text="The conversation's last message once this was applied")
    event = models.BinaryField()
    effects = models.BinaryField()
    took_ms = models.FloatField(default=0)
    at = models.DateTimeField()

    class Meta:
        db_table = "journal_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "conversation_id", "turn"], name="journal_entry_turn"
            )
        ]


class SearchDocument(TenantModel):
    """The words of one conversation; `id` is the conversation's. Tests have none.

    A row can be seen only when it matches the query in `app.search`: as a policy, the match may use its index; as a
    condition it may not, because the database does not trust it to keep other tenants' rows to itself.
    """

    words = SearchVectorField()

    class Meta:
        db_table = "conversation_search"
        indexes = [GinIndex(fields=["words"], name="conversation_search_words")]


class Note(TenantModel):
    """What a person wrote beside a conversation."""

    conversation_id = models.UUIDField()
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=254, blank=True, default="")
    text = models.CharField(max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "conversation_note"
        indexes = [models.Index(fields=["organization_id", "conversation_id"], name="conversation_note_of")]


class TurnRating(TenantModel):
    """What somebody of the team says of one answer of the agent: the last one to say, where several do.

    A bad one is to be mended until there is a scenario of it, or somebody puts it `aside`.
    """

    conversation_id = models.UUIDField()
    agent_id = models.UUIDField()
    message_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    good = models.BooleanField()
    remark = models.CharField(max_length=1000, blank=True, default="")
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=254, blank=True, default="")
    scenario_id = models.UUIDField(null=True)
    aside = models.BooleanField(default=False)
    rated_at = models.DateTimeField()

    class Meta:
        db_table = "turn_rating"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "message_id"], name="turn_rating_once"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "conversation_id"], name="turn_rating_of"),
            models.Index(
                fields=["organization_id", "agent_id", "-rated_at"],
                name="turn_rating_to_mend",
                condition=models.Q(good=False, aside=False, scenario_id=None),
            ),
            models.Index(
                fields=["organization_id", "scenario_id"],
                name="turn_rating_mended",
                condition=models.Q(scenario_id__isnull=False),
            ),
        ]


class Attachment(TenantModel):
    """A file that a visitor sent. `storage_key` is where its bytes are."""

    conversation_id = models.UUIDField()
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    storage_key = models.CharField(max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "attachment"
        indexes = [models.Index(fields=["organization_id", "conversation_id"], name="attachment_of")]


class PendingEffect(models.Model):
    """A conversation with effects under way: ids only, shared by all tenants.

    Whoever performs them moves `due_at` on; past it the process is gone, and another performs them again from the
    conversation's own state.
    """

    conversation_id = models.UUIDField(primary_key=True)
    organization_id = models.UUIDField()
    due_at = models.DateTimeField()

    class Meta:
        db_table = "pending_effect"
        indexes = [models.Index(fields=["due_at"], name="pending_effect_due")]
