"""The gallery on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.agents.domain.life import Purpose
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


class GalleryFinding(Schema):
    """Something that is taken out, and what stands there instead."""

    kind: Literal["secret", "email", "phone", "fact", "id"]
    place: str
    shown: str
    instead: str
    written: bool = Field(
        description="A secret in a text: it has to be taken out there before the template can be handed in"
    )


class GalleryPrompt(Schema):
    """The task that a model is given in a step."""

    step: str
    text: str


class GalleryVariable(Schema):
    """A variable that a text uses, and a value to see it with."""

    name: str
    kind: str
    sample: str
    description: str


class GalleryWritten(Schema):
    """A prompt of the library, or one that it includes."""

    name: str
    title: str
    text: str
    language: str
    tags: list[str]
    variables: list[GalleryVariable]
    included: bool = Field(description="It comes along because another one includes it")


class GalleryArgument(Schema):
    """Something that a tool is told."""

    name: str
    description: str
    type: str
    required: bool


class GallerySent(Schema):
    """A name and a value that a tool sends; what goes out under the name of a secret is empty."""

    part: Literal["query", "headers", "body"]
    name: str
    value: str


class GalleryToolOut(Schema):
    """A tool: where it calls, what it is told, what it sends and what it gives."""

    name: str
    label: str
    description: str
    method: str
    address: str
    arguments: list[GalleryArgument]
    sends: list[GallerySent]
    body: str = Field(description="A body that is written as a whole, or the message that it sends")
    gives: list[str] = Field(description="The variables that it fills")
    approval: bool = Field(description="A person is asked before it is called")


class GalleryTried(Schema):
    """A scenario."""

    name: str
    says: list[str]


class GalleryPair(Schema):
    """A sample question with its answer."""

    question: str
    answer: str


class GalleryText(Schema):
    """A sample document."""

    title: str
    text: str


class GalleryInside(Schema):
    """What a template takes along. `holds` says what it is a template of; what such a thing has not is empty."""

    holds: Holds
    kind: str
    purpose: str
    languages: list[str]
    steps: list[str] = Field(description="The flows by name")
    blueprint: dict[str, Any]
    kinds: dict[str, str] = Field(description="What each kind of step is called")
    prompts: list[GalleryPrompt]
    written: list[GalleryWritten] = Field(description="Prompts of the library, the one that is meant first")
    tools: list[GalleryToolOut]
    signs_in: bool = Field(description="A tool that signs in: whoever installs it does so with their own")
    scenarios: list[GalleryTried]
    questions: list[GalleryPair]
    documents: list[GalleryText]
    addresses: list[str] = Field(description="Every host that a tool or a text names")


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


class GalleryReason(Schema):
    """Why; the author reads it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason": "Una herramienta llama a un servidor suyo."}]},
    )

    reason: Reason


class GalleryWaitingOut(Schema):
    """Something that waits to be looked at."""

    id: str
    organization_id: str
    organization: str
    holds: Holds
    title: str
    summary: str
    industry: str
    public_name: str
    version: int
    submitted_by: str
    submitted_at: datetime


class GalleryWaitingList(Schema):
    """What waits, the oldest first."""

    items: list[GalleryWaitingOut]


class GalleryChange(Schema):
    """A difference to the version that is in the gallery now."""

    area: str
    how: Literal["added", "removed", "changed"]
    name: str
    path: str
    kind: str = Field(default="", description="Kind of the step that changed")
    before: Any = None
    after: Any = None


class GalleryReview(GalleryWaitingOut):
    """All of what waits, as whoever decides sees it."""

    note: str
    inside: GalleryInside
    taken_out: int
    left: list[GalleryFinding] = Field(description="What still looks like somebody's own")
    problems: list[str]
    before: int | None = Field(description="The version that is in the gallery now")
    changes: list[GalleryChange]


class GalleryShelf(Schema):
    """What is in the gallery, as super admins see it: a page of it."""

    items: list[GalleryTemplateOut]
    next_cursor: str | None = None


class GalleryDecision(Schema):
    """What was decided."""

    id: str
    state: str
    version: int


class GalleryShelved(GalleryTemplateOut):
    """A template of the gallery with all of it, for super admins."""

    inside: GalleryInside
    comments: list[GalleryRatingOut]
