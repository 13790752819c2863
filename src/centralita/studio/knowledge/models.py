"""Sources of knowledge, the documents in them, and the passages that a search finds."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class KnowledgeSource(TenantModel):
    """A collection that an agent may be allowed to look into.

    `upload` holds files, `faq` questions with answers; `business` is written by the business profile, one for
    each organization.
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
                condition=models.Q(kind__in=["upload", "faq", "business"]), name="knowledge_source_kind"
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
    languages in which a translation of this very document is searched instead.
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


class KnowledgePassage(TenantModel):
    """A piece of text with where it stands. A question with its answer is one: `heading` and `text`.

    `search` is made at the write from text without accents, in the text configuration of the language.
    """

    source_id = models.UUIDField()
    document_id = models.UUIDField()
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True, default="")
    heading = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True, default="")
    search = SearchVectorField()
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
    """

    lexeme = models.TextField()
    document_id = models.UUIDField()
    source_id = models.UUIDField()
    positions = ArrayField(models.IntegerField())

    class Meta:
        db_table = "knowledge_posting"
        indexes = [
            models.Index(fields=["organization_id", "lexeme"], name="knowledge_posting_lexeme"),
            models.Index(fields=["organization_id", "document_id"], name="knowledge_posting_document"),
        ]
