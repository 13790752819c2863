"""The review of the gallery on the wire: what waits, what it changes, what was decided."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from centralita.studio.gallery.inside_schemas import GalleryFinding, GalleryInside
from centralita.studio.gallery.schemas import GalleryRatingOut, GalleryTemplateOut, Reason
from centralita.studio.saved_templates.public import Holds


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
