"""People outside: how to reach them, what they agreed to, and where they stand."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from centralita.identity.tenancy.models import TenantModel
from centralita.operations.contacts.domain.stages import STAGES

# What lists filter by, carried by each index that they are ordered by: a filter that few rows pass reads no row.
FILTERED = ("stage", "owner_id", "source", "do_not_call")


class Contact(TenantModel):
    """A person outside. `merged_ids` are the contacts that went into this one: their history is its own."""

    name = models.CharField(max_length=200)
    name_key = models.TextField(help_text="Lowered and without accents: what lists are ordered by")
    company = models.CharField(max_length=200, blank=True, default="")
    phones = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    emails = ArrayField(models.CharField(max_length=254), default=list, blank=True)
    language = models.CharField(max_length=16, blank=True, default="")
    time_zone = models.CharField(max_length=64, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    region = models.CharField(max_length=10, blank=True, default="")
    source = models.CharField(max_length=80, blank=True, default="")
    stage = models.CharField(max_length=12, default="new")
    score = models.PositiveSmallIntegerField(null=True)
    owner_id = models.UUIDField(null=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    interest = models.CharField(max_length=2_000, blank=True, default="")
    custom = models.JSONField(default=dict)
    do_not_call = models.BooleanField(default=False)
    import_id = models.UUIDField(null=True)
    merged_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    active_at = models.DateTimeField(db_default=Now(), help_text="When something last happened with them")

    class Meta:
        db_table = "contact"
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=list(STAGES)), name="contact_stage"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100), name="contact_score"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "-created_at", "-id"], include=FILTERED, name="contact_newest"
            ),
            models.Index(
                fields=["organization_id", "-active_at", "-id"], include=FILTERED, name="contact_active"
            ),
            # One stage alone: a board's column, and a search that most of a rare stage does not pass.
            models.Index(
                fields=["organization_id", "stage", "-active_at", "-id"],
                include=("owner_id", "source", "do_not_call"),
                name="contact_stage_active",
            ),
            models.Index(fields=["organization_id", "name_key", "id"], include=FILTERED, name="contact_name"),
            models.Index(fields=["organization_id", "source"], name="contact_source"),
            models.Index(
                fields=["organization_id", "import_id"],
                name="contact_import_of",
                condition=models.Q(import_id__isnull=False),
            ),
        ]


class ContactKey(TenantModel):
    """A phone number or an address, and the one contact of the organization that has it."""

    contact_id = models.UUIDField()
    kind = models.CharField(max_length=5)
    value = models.CharField(max_length=254)

    class Meta:
        db_table = "contact_key"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "kind", "value"], name="contact_key_value"),
            models.CheckConstraint(condition=models.Q(kind__in=["phone", "email"]), name="contact_key_kind"),
        ]
        indexes = [models.Index(fields=["organization_id", "contact_id"], name="contact_key_of")]


class ContactSearch(TenantModel):
    """The words of one contact, its tags among them; `id` is the contact's.

    A row can be seen only when it matches the query in `app.search`: as a policy, the match may use its index; as a
    condition it may not, because the database does not trust it to keep other tenants' rows to itself.

    What lists are ordered by stands here too: the first of many thousands that match are found among these rows alone.
    """

    words = SearchVectorField()
    name_key = models.TextField(db_default="")
    created_at = models.DateTimeField(db_default=Now())
    active_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "contact_search"
        # What is new waits in a short list, and goes into the index together: in half the time of one after another.
        indexes = [
            GinIndex(
                fields=["words"], name="contact_search_words", fastupdate=True, gin_pending_list_limit=1024
            )
        ]


class ContactTag(TenantModel):
    """A tag, and how many contacts have it."""

    name = models.CharField(max_length=40)
    count = models.IntegerField(default=0)

    class Meta:
        db_table = "contact_tag"
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="contact_tag_name")]


class Consent(TenantModel):
    """What a contact agreed to. Never changed, only withdrawn: it is the proof."""

    contact_id = models.UUIDField()
    purpose = models.CharField(max_length=10)
    channel = models.CharField(max_length=8)
    given_at = models.DateTimeField()
    source = models.CharField(max_length=200)
    wording = models.CharField(max_length=2_000, blank=True, default="")
    automated = models.BooleanField(default=False)
    import_id = models.UUIDField(null=True)
    recorded_by = models.UUIDField(null=True)
    recorded_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=254, blank=True, default="")

    class Meta:
        db_table = "contact_consent"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=["marketing", "service"]), name="contact_consent_purpose"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=["call", "message", "email"]), name="contact_consent_channel"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "contact_id"], name="contact_consent_of"),
            models.Index(
                fields=["organization_id", "import_id"],
                name="contact_consent_import",
                condition=models.Q(import_id__isnull=False),
            ),
        ]


class ContactNote(TenantModel):
    """What a person wrote about a contact."""

    contact_id = models.UUIDField()
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=254, blank=True, default="")
    text = models.CharField(max_length=4_000)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "contact_note"
        indexes = [models.Index(fields=["organization_id", "contact_id"], name="contact_note_of")]


class ContactImport(TenantModel):
    """A file of contacts. `rows_done` moves with each batch, in the batch's own transaction."""

    file_name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    storage_key = models.CharField(max_length=255, blank=True, default="")
    encoding = models.CharField(max_length=12)
    separator = models.CharField(max_length=1)
    workbook_key = models.CharField(
        max_length=255, blank=True, default="", help_text="The workbook whose sheet the rows are of"
    )
    sheets = models.JSONField(default=list, help_text="The names of the workbook's sheets")
    sheet = models.CharField(max_length=64, blank=True, default="")
    has_header = models.BooleanField(default=True)
    columns = models.JSONField(default=list, help_text="The first row that is not empty, then some below it")
    first_row = models.PositiveIntegerField(default=1, help_text="The number of that row")
    mapping = ArrayField(models.CharField(max_length=20), default=list)
    mode = models.CharField(max_length=6, default="skip")
    source = models.CharField(max_length=80, blank=True, default="")
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    consent = models.JSONField(default=dict, help_text="What those agreed to whom the consent column names")
    status = models.CharField(max_length=8, default="draft")
    error_code = models.CharField(max_length=40, blank=True, default="")
    rows_total = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    removed_count = models.PositiveIntegerField(default=0)
    restored_count = models.PositiveIntegerField(default=0)
    kept_count = models.PositiveIntegerField(default=0)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contact_import"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["draft", "waiting", "running", "done", "failed", "undoing", "undone"]
                ),
                name="contact_import_status",
            ),
            models.CheckConstraint(
                condition=models.Q(mode__in=["skip", "update"]), name="contact_import_mode"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "-id"], name="contact_import_newest")]


class ContactView(TenantModel):
    """A list of contacts with a name: which ones, in which order, with which columns. Its maker's, or shared."""

    name = models.CharField(max_length=60)
    filter = models.JSONField(default=dict, help_text="As in the address of the list")
    sort = models.CharField(max_length=12, default="-created_at")
    columns = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    shared = models.BooleanField(default=False)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "contact_view"
        indexes = [models.Index(fields=["organization_id", "name"], name="contact_view_named")]


class RefusedRow(TenantModel):
    """A row of a file that became no contact, with what is wrong in each field of it."""

    import_id = models.UUIDField()
    line = models.PositiveIntegerField()
    cells = models.JSONField()
    problems = models.JSONField()

    class Meta:
        db_table = "contact_import_refusal"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "import_id", "line"], name="contact_import_refusal_line"
            )
        ]


class ImportedChange(TenantModel):
    """What a contact was before an import changed it; `revision` is what the import left it at."""

    import_id = models.UUIDField()
    contact_id = models.UUIDField()
    before = models.JSONField()
    revision = models.PositiveIntegerField()

    class Meta:
        db_table = "contact_import_change"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "import_id", "contact_id"], name="contact_import_change_of"
            )
        ]
