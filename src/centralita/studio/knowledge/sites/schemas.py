"""Sites on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.knowledge.schemas import DocumentErrorOut

SiteScope = Literal["page", "site"]
SiteRefresh = Literal["never", "daily", "weekly"]


class SiteIn(Schema):
    """A web address, or that of a sitemap. `page` reads that page alone, `site` all of its site."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"address": "https://example.com", "scope": "site", "refresh": "weekly"}]
        },
    )

    address: Annotated[str, StringConstraints(min_length=4, max_length=1_000, strip_whitespace=True)]
    scope: SiteScope = "site"
    refresh: SiteRefresh = "weekly"
    name: Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)] = ""


class SiteChange(Schema):
    """Which pages, or how often."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"refresh": "daily"}]})

    scope: SiteScope | None = None
    refresh: SiteRefresh | None = None


class PageProblemOut(Schema):
    """A page that could not be read at the last visit, and what to do."""

    address: str
    code: str
    title: str
    detail: str


class SiteOut(Schema):
    """A site; `id` is its source's. While it is visited, `pages_read` counts on."""

    id: str
    name: str
    address: str
    scope: SiteScope
    refresh: SiteRefresh
    status: Literal["waiting", "visiting", "ready", "failed"]
    error: DocumentErrorOut | None
    problems: list[PageProblemOut]
    pages: int = Field(description="How many pages are known now")
    pages_read: int
    pages_changed: int
    limited: bool = Field(description="There are more pages than one visit reads")
    visited_at: datetime | None
    next_visit_at: datetime | None
    revision: int
    can: list[str]


class SiteList(Schema):
    """Every site."""

    items: list[SiteOut]
