"""What organizations hand in, what everybody sees once it was approved, and the copies that were made of it.

What is shared is the approved snapshot and what people think of it. No shared row that others read says whose it is.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel
from centralita.kit.ids import new_id

STATES = ("submitted", "approved", "refused", "withdrawn")
HOLDS = ("agent", "flow", "prompt", "tool")
# Which column of a copy says what was made, for each kind of thing.
MADE = {"agent": "agent_id", "flow": "saved_template_id", "prompt": "prompt_id", "tool": "tool_id"}


class GallerySubmission(TenantModel):
    """A version of a saved template that was handed in. `gallery_id` is what it is, or would be, in the gallery.

    `holds` says what it is a template of, and so which package of `domain.package` its `content` is: already without
    what is the organization's own. `findings` tell what that was.
    """

    holds = models.CharField(max_length=8, default="agent")
    gallery_id = models.UUIDField()
    saved_template_id = models.UUIDField(null=True)
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True, default="")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=500, blank=True, default="")
    industry = models.CharField(max_length=40, blank=True, default="")
    public_name = models.CharField(max_length=80)
    content = models.JSONField()
    findings = models.JSONField(default=list)
    state = models.CharField(max_length=12, default="submitted")
    reason = models.CharField(max_length=500, blank=True, default="")
    submitted_by = models.UUIDField(null=True)
    submitted_by_name = models.CharField(max_length=254, blank=True, default="")
    submitted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "gallery_submission"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="gallery_submission_state"),
            models.CheckConstraint(condition=models.Q(holds__in=HOLDS), name="gallery_submission_holds"),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "-submitted_at", "-id"], name="gallery_submission_newest"
            ),
        ]


class GalleryCopy(TenantModel):
    """What was made of a template: which one, which version, and what it was then.

    Of an agent, a flow, a prompt and a tool exactly the column that `MADE` names says which; a flow is a saved template
    of the organization. `package` is that version; `base` is it as it was drawn here, `names` how the tools, or the
    prompts, that it brought are called here, and `scenarios` the ids of those here by the template's keys.
    """

    holds = models.CharField(max_length=8, default="agent")
    agent_id = models.UUIDField(null=True)
    saved_template_id = models.UUIDField(null=True)
    prompt_id = models.UUIDField(null=True)
    tool_id = models.UUIDField(null=True)
    gallery_id = models.UUIDField()
    title = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField(null=True)
    package = models.JSONField()
    base = models.JSONField()
    names = models.JSONField(default=dict)
    scenarios = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "gallery_copy"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "agent_id"], name="gallery_copy_agent"),
            models.UniqueConstraint(
                fields=["organization_id", "saved_template_id"], name="gallery_copy_flow"
            ),
            models.UniqueConstraint(fields=["organization_id", "prompt_id"], name="gallery_copy_prompt"),
            models.UniqueConstraint(fields=["organization_id", "tool_id"], name="gallery_copy_tool"),
            models.CheckConstraint(
                condition=models.Q(holds="agent", agent_id__isnull=False)
                | models.Q(holds="flow", saved_template_id__isnull=False)
                | models.Q(holds="prompt", prompt_id__isnull=False)
                | models.Q(holds="tool", tool_id__isnull=False),
                name="gallery_copy_holds",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "gallery_id"], name="gallery_copy_template"),
        ]


class GalleryUse(TenantModel):
    """That the organization installed a template once, and which rating is its own."""

    gallery_id = models.UUIDField()
    rating_id = models.UUIDField(null=True)
    first_at = models.DateTimeField()

    class Meta:
        db_table = "gallery_use"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "gallery_id"], name="gallery_use_once"),
        ]


class GalleryWaiting(models.Model):
    """Shared: ids of what waits to be looked at. Read through the platform's own door."""

    submission_id = models.UUIDField(primary_key=True)
    organization_id = models.UUIDField()
    submitted_at = models.DateTimeField()

    class Meta:
        db_table = "gallery_waiting"


class GalleryTemplate(models.Model):
    """Shared: a template that was approved. `organization_id` is never told to anybody else.

    A prompt, a tool and a flow may be for no purpose of their own; a tool speaks no language.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    organization_id = models.UUIDField()
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=500, blank=True, default="")
    industry = models.CharField(max_length=40, blank=True, default="")
    holds = models.CharField(max_length=8, default="agent")
    kind = models.CharField(max_length=8, blank=True, default="")
    purpose = models.CharField(max_length=24, blank=True, default="")
    languages = ArrayField(models.CharField(max_length=8), default=list)
    author = models.CharField(max_length=80)
    search_key = models.TextField(help_text="Title, summary and author, lowered and without accents")
    number = models.PositiveIntegerField()
    installs = models.PositiveIntegerField(default=0)
    stars = models.PositiveIntegerField(default=0)
    ratings = models.PositiveIntegerField(default=0)
    score = models.PositiveIntegerField(default=0, help_text="What ratings sort by: few of them count less")
    withdrawn_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "gallery_template"
        constraints = [
            models.CheckConstraint(condition=models.Q(holds__in=HOLDS), name="gallery_template_holds")
        ]
        indexes = [
            models.Index(fields=["-installs", "-id"], name="gallery_template_installs"),
            models.Index(fields=["-score", "-id"], name="gallery_template_score"),
        ]


class GalleryRelease(models.Model):
    """Shared: an approved version of a template. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gallery_id = models.UUIDField()
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True, default="")
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "gallery_release"
        constraints = [
            models.UniqueConstraint(fields=["gallery_id", "number"], name="gallery_release_number")
        ]


class GalleryRating(models.Model):
    """Shared: what somebody who installed a template thinks of it; who that is, only they know."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gallery_id = models.UUIDField()
    stars = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=500, blank=True, default="")
    number = models.PositiveIntegerField(help_text="The version that was rated")
    rated_at = models.DateTimeField()

    class Meta:
        db_table = "gallery_rating"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stars__gte=1) & models.Q(stars__lte=5), name="gallery_rating_stars"
            )
        ]
        indexes = [models.Index(fields=["gallery_id", "-rated_at"], name="gallery_rating_newest")]
