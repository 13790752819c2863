"""The gallery on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.agents.domain.life import Purpose
from centralita.studio.gallery.inside_schemas import GalleryFinding, GalleryInside
from centralita.studio.saved_templates.public import Holds

Title = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
GalleryState = Literal["submitted", "approved", "refused", "withdrawn"]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]


class GalleryPackIn(Schema):
    """What is taken along besides the thing itself."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"questions": False, "documents": []}]}
    )

    questions: bool = Field(
        default=False, description="Of an agent: the first sixty questions with their answers"
    )
    documents: Annotated[list[str], Field(max_length=10, description="Of an agent")] = []
    purpose: Purpose | Literal[""] = Field(
        default="", description="Of a prompt or a tool: what it is for; an agent and a flow have their own"
    )


class GallerySubmissionIn(GalleryPackIn):
    """A version to hand in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "title": "Recepción de clínicas",
                    "summary": "Da citas y recoge recados.",
                    "industry": "dental_clinic",
                    "public_name": "Agencia Norte",
                    "note": "Primera versión.",
                    "questions": False,
                    "documents": [],
                }
            ]
        },
    )

    title: Title
    summary: Text = ""
    industry: Annotated[str, StringConstraints(max_length=40)] = ""
    public_name: Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
    note: Text = ""


class GalleryPreview(Schema):
    """What would be handed in, and what is taken out of it."""

    inside: GalleryInside
    findings: list[GalleryFinding]


class GallerySubmissionOut(Schema):
    """A version that was handed in."""

    id: str = Field(examples=["gsb_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    saved_template: str | None
    holds: Holds
    title: str
    summary: str
    industry: str
    public_name: str
    version: int
    note: str
    state: GalleryState
    reason: str
    taken_out: int = Field(description="How many things were taken out before it was handed in")
    documents: list[str] = Field(description="The sample documents that it takes along, by title")
    questions: bool = Field(description="Whether it takes questions along")
    purpose: Purpose | Literal[""]
    submitted_by: str
    submitted_at: datetime
    decided_at: datetime | None


class GallerySubmissionList(Schema):
    """What the organization handed in, the newest first."""

    items: list[GallerySubmissionOut]


class GalleryTemplateOut(Schema):
    """A template of the gallery in a list."""

    id: str = Field(examples=["gtp_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    holds: Holds = Field(description="What it is a template of")
    title: str
    summary: str
    industry: str
    kind: str = Field(description="Of an agent or a flow: how people reach such an agent; else empty")
    purpose: str = Field(description="Empty where it is for no purpose of its own")
    languages: list[str]
    author: str
    version: int
    installs: int = Field(description="Organizations that installed it")
    rating: float | None = Field(description="The average of one to five stars")
    ratings: int
    updated_at: datetime
    mine: bool = Field(description="Published by the caller's organization")


class GalleryTemplateList(Schema):
    """One page of the gallery."""

    items: list[GalleryTemplateOut]
    next_cursor: str | None = None


class GalleryReleaseOut(Schema):
    """A version with what its author says of it."""

    version: int
    note: str
    created_at: datetime


class GalleryRatingOut(Schema):
    """What somebody who installed it says; plain text."""

    id: str
    stars: int
    comment: str
    version: int
    rated_at: datetime


class GalleryCopyBrief(Schema):
    """What the caller's organization has that was made of it: an agent, a prompt, a tool, or a flow that it keeps."""

    id: str = Field(examples=["prm_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    version: int


class GalleryTemplateDetail(GalleryTemplateOut):
    """A template of the gallery with all that can be seen of it."""

    inside: GalleryInside
    releases: list[GalleryReleaseOut]
    comments: list[GalleryRatingOut]
    copies: list[GalleryCopyBrief]
    installed: bool = Field(description="The organization installed it at some time")
    own_rating: GalleryRatingOut | None


class GalleryInstallIn(Schema):
    """The name of the agent to make, and whether the sample knowledge comes along."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Recepción", "samples": False}]}
    )

    name: Title
    samples: bool = False


class GalleryNameIn(Schema):
    """How people call what is made."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Recordatorio de citas"}]}
    )

    name: Title


class GalleryInstalled(Schema):
    """What was made."""

    id: str = Field(examples=["agt_01k9h2v7zq4m8x3n5t6w1y0r2s"])


class GalleryRatingIn(Schema):
    """One to five stars, with a short comment of plain text."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"stars": 5, "comment": "Funcionó a la primera."}]}
    )

    stars: Annotated[int, Field(ge=1, le=5)]
    comment: Text = ""


class GalleryCopyOut(Schema):
    """What something was made of, and whether there is a newer version. `gone`: it left the gallery."""

    gallery_id: str
    title: str
    version: int
    newest: int
    note: str = Field(description="What the author says of the newest version")
    waiting: bool = Field(description="There is a newer one that nobody has set aside")
    gone: bool


class GalleryOrigin(Schema):
    """The template that something was made of; null when it was made otherwise."""

    copy_of: GalleryCopyOut | None


class GalleryStep(Schema):
    """One thing that the template changed. In a `conflict` it was changed here otherwise."""

    key: str
    area: str
    how: Literal["added", "removed", "changed"]
    name: str
    where: str
    kind: str = Field(default="", description="Kind of the step that changed")
    before: Any = Field(default=None, description="What the template said")
    after: Any = Field(default=None, description="What it says now")
    own: Any = Field(default=None, description="What is said here")
    conflict: bool
    wanted: bool = Field(description="Taken unless somebody decides otherwise")


class GalleryUpdateOut(Schema):
    """What the newest version would change in the draft."""

    version: int
    note: str
    steps: list[GalleryStep]


class GalleryUpdateIn(Schema):
    """The steps to take over, by their keys; all others stay as they are."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"version": 2, "take": []}]})

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    take: Annotated[list[Annotated[str, Field(max_length=2_000)]], Field(max_length=20_000)]


class GallerySkipIn(Schema):
    """The version that is not to be spoken of again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"version": 2}]})

    version: Annotated[int, Field(ge=1, le=1_000_000)]
