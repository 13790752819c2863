"""Sources of knowledge, the documents in them, and the passages that a search finds."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class KnowledgeSource(TenantModel):
    """A collection that an agent may be allowed to look into.

    `upload` holds files, `faq` questions with answers, `web` the pages of a site; `business` is written by the
    business profile, one for each organization.
    """

    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "knowledge_source"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["upload", "faq", "web", "business"]),
                name="knowledge_source_kind",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "kind"],
                condition=models.Q(kind="business"),
                name="knowledge_source_one_business",
            ),
        ]


class KnowledgeDocument(TenantModel):
    """What a citation names: a file, or the questions or facts of a source in one language.

    `error_code` and `error_data` tell why indexing failed; their text is looked up by code. `attempt` counts the
    times that indexing was asked for, so that a late job of an earlier time writes nothing. `hidden_in` lists the
    languages in which a translation of this very document is searched instead. `pages_done` counts the pages that
    are read, and once it is ready those on which there is text.

    `set_aside` are findings of the review that somebody looked at: `key`, `reason`, `by`, `at`.

    A page of a site has its `address`, what the site said about its state (`etag`, `modified`), the pages of
    the site that it links to, and when it was last read or found unchanged.
    """

    source_id = models.UUIDField()
    title = models.CharField(max_length=200)
    format = models.CharField(max_length=12)
    file_name = models.CharField(max_length=255, blank=True, default="")
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    storage_key = models.CharField(max_length=255, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    language_chosen = models.BooleanField(default=False)
    hidden_in = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    status = models.CharField(max_length=12, default="waiting")
    error_code = models.CharField(max_length=60, blank=True, default="")
    error_data = models.JSONField(default=dict)
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    passages = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=1)
    address = models.CharField(max_length=1_000, blank=True, default="")
    etag = models.CharField(max_length=200, blank=True, default="")
    modified = models.CharField(max_length=100, blank=True, default="")
    links = ArrayField(models.CharField(max_length=1_000), default=list, blank=True, db_default=[])
    read_at = models.DateTimeField(null=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, db_default=[])
    set_aside = models.JSONField(default=list, db_default=[])
    uploaded_by = models.UUIDField(null=True)
    uploaded_by_name = models.CharField(max_length=254, blank=True, default="")
    indexed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "knowledge_document"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["waiting", "indexing", "ready", "failed"]),
                name="knowledge_document_status",
            )
        ]
        indexes = [models.Index(fields=["organization_id", "source_id", "-id"], name="knowledge_document_of")]


class KnowledgeSite(TenantModel):
    """Where a source of kind `web` comes from, when it is visited again, and what came of the last visit.

    `problems` lists pages that could not be read: address, code, status. `skipped` are pages that somebody removed
    and that no visit brings back. `attempt` counts the visits asked for, as with documents.
    """

    source_id = models.UUIDField()
    address = models.CharField(max_length=1_000)
    scope = models.CharField(max_length=8)
    refresh = models.CharField(max_length=8, default="weekly")
    status = models.CharField(max_length=12, default="waiting")
    error_code = models.CharField(max_length=60, blank=True, default="")
    error_data = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    skipped = ArrayField(models.CharField(max_length=1_000), default=list, blank=True)
    pages_read = models.PositiveIntegerField(default=0)
    pages_changed = models.PositiveIntegerField(default=0)
    limited = models.BooleanField(default=False)
    attempt = models.PositiveIntegerField(default=1)
    visited_at = models.DateTimeField(null=True)
    next_visit_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "knowledge_site"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=["page", "site"]), name="knowledge_site_scope"
            ),
            models.CheckConstraint(
                condition=models.Q(refresh__in=["never", "daily", "weekly"]), name="knowledge_site_refresh"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["waiting", "visiting", "ready", "failed"]),
                name="knowledge_site_status",
            ),
            models.UniqueConstraint(fields=["organization_id", "source_id"], name="knowledge_site_source"),
        ]


class KnowledgePassage(TenantModel):
    """A piece of text with where it stands. A question with its answer is one: `heading` and `text`.

    `tags` are those of a question; what is read from a file has the tags of its document. `search` is made at the write from text without accents, in the text configuration of the language.
    """

    source_id = models.UUIDField()
    document_id = models.UUIDField()
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True, default="")
    heading = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True, default="")
    search = SearchVectorField()
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, db_default=[])
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "knowledge_passage"
        indexes = [
            models.Index(
                fields=["organization_id", "document_id", "position"], name="knowledge_passage_document"
            )
        ]


class KnowledgePosting(TenantModel):
    """In which passages of a document a lexeme stands, by their positions.

    Row-level security keeps `@@` from using a GIN index (the operator is not leakproof, so that it may only run on
    rows already known to be the tenant's). Equality is leakproof: this table is the index, led by the organization.

    `headings` are those where it stands in the passage's own heading, `trails` those where it only stands in the
    headings over that one; position -1 is the title of the document.
    """

    lexeme = models.TextField()
    document_id = models.UUIDField()
    source_id = models.UUIDField()
    positions = ArrayField(models.IntegerField())
    headings = ArrayField(models.IntegerField(), default=list, db_default=[])
    trails = ArrayField(models.IntegerField(), default=list, db_default=[])

    class Meta:
        db_table = "knowledge_posting"
        indexes = [
            models.Index(fields=["organization_id", "lexeme"], name="knowledge_posting_lexeme"),
            models.Index(fields=["organization_id", "document_id"], name="knowledge_posting_document"),
        ]


class KnowledgeGap(TenantModel):
    """A question of conversations that nothing answered. `marks` are what it asks for: see `gaps.likeness`.

    `phrasings` are other words in which it was asked; `conversation_id` is where it was asked last; `entry_id` the
    question with its answer that came of it.
    """

    question = models.CharField(max_length=300)
    phrasings = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    marks = ArrayField(models.CharField(max_length=60), default=list)
    language = models.CharField(max_length=8, blank=True, default="")
    times = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=12, default="open")
    agent_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    conversation_id = models.UUIDField(null=True)
    entry_id = models.UUIDField(null=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "knowledge_gap"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "answered", "dismissed"]), name="knowledge_gap_status"
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "status", "-times", "-id"], name="knowledge_gap_most")
        ]


class KnowledgeSpace(TenantModel):
    """The passages as vectors of one model, which a search by meaning compares with a question's.

    Vectors of two models say nothing to each other: another model is another space. It is filled while the one in
    use (`used`) is searched on, and takes its place when it is whole. `cells` is into how many it is cut, `cut_at`
    how many vectors there were then; `tries` counts failures in a row. `floors` says by language how near a passage must
    be to a question to be found, measured when there were `measured_at` passages: see `meaning.floors`.
    """

    account_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=8)
    model = models.CharField(max_length=200)
    dimensions = models.PositiveIntegerField(default=0)
    used = models.BooleanField(default=False)
    status = models.CharField(max_length=8, default="filling")
    error_code = models.CharField(max_length=60, blank=True, default="")
    tries = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=1)
    tokens = models.BigIntegerField(default=0)
    cost_micros = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    cells = models.PositiveIntegerField(default=0)
    cut_at = models.PositiveIntegerField(default=0)
    floors = models.JSONField(default=dict, db_default={})
    measured_at = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "knowledge_space"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["account", "local"]), name="knowledge_space_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["filling", "ready", "waiting", "failed"]),
                name="knowledge_space_status",
            ),
            # One in use and one that is to take its place.
            models.UniqueConstraint(fields=["organization_id", "used"], name="knowledge_space_one"),
        ]
