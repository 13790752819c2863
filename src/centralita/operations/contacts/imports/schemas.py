"""Imports of contacts on the wire."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.operations.contacts.imports.mapping import Target
from centralita.operations.contacts.imports.reading import MOST_COLUMNS
from centralita.operations.contacts.schemas import ConsentChannel, Purpose, Source, Tags

Status = Literal["draft", "waiting", "running", "done", "failed", "undoing", "undone"]
Mode = Literal["skip", "update"]


class ImportedConsent(BaseModel):
    """What those agreed to whom the consent column names; said once for the whole file, by who imports it."""

    model_config = ConfigDict(extra="forbid")

    purpose: Purpose = "marketing"
    channel: ConsentChannel = "call"
    wording: Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)] = ""
    automated: Annotated[bool, Field(description="Covers calls by an artificial voice")] = False
    given_on: Annotated[
        date | None, Field(description="When those agreed whose cell says yes and no date")
    ] = None
    confirmed: Annotated[
        bool, Field(description="Who imports confirms that these people agreed to these words")
    ] = False


class ImportChange(BaseModel):
    """How a draft is read. `skip` passes over contacts that are there already, `update` completes them."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"mode": "skip", "source": "Feria"}]}
    )

    has_header: bool | None = None
    mapping: Annotated[
        list[Target] | None,
        Field(max_length=MOST_COLUMNS, description="What each column holds; empty: nothing"),
    ] = None
    mode: Mode | None = None
    source: Source | None = None
    tags: Tags | None = None
    sheet: Annotated[
        str | None, Field(max_length=64, description="A sheet of the workbook; its columns are guessed anew")
    ] = None
    consent: ImportedConsent | None = None


class ColumnOut(BaseModel):
    """A column of the file: its name, what stands in its first rows, and what it is taken for."""

    name: str
    samples: list[str]
    target: Target


class ContactImportOut(BaseModel):
    """A file of contacts and what came of it. `rows_total` counts every line of the table."""

    id: str = Field(examples=["imp_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    file_name: str
    size: int
    status: Status
    encoding: str
    separator: str
    sheets: list[str] = Field(description="The sheets of a workbook; none of a text file")
    sheet: str
    has_header: bool
    columns: list[ColumnOut]
    mode: Mode
    source: str
    tags: list[str]
    consent: ImportedConsent
    error: str
    rows_total: int
    rows_done: int
    created: int
    updated: int
    skipped: int
    refused: int
    removed: int
    restored: int
    kept: int
    created_by: str
    created_at: datetime
    finished_at: datetime | None
    can: list[str]


class ContactImportList(BaseModel):
    """One page of imports, the last first."""

    items: list[ContactImportOut]
    next_cursor: str | None = None


class PreviewRow(BaseModel):
    """What would become of a row, and what is wrong with it in the reader's language."""

    number: int
    action: Literal["create", "update", "skip", "refuse"]
    name: str
    phones: list[str]
    emails: list[str]
    existing: str = Field(description="The name of the contact that is there already")
    problems: list[str]


class PreviewOut(BaseModel):
    """The first rows as they would be read."""

    items: list[PreviewRow]
