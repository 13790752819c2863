"""Contacts on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from centralita.operations.contacts.domain.fields import (
    LONGEST_CUSTOM_NAME,
    LONGEST_CUSTOM_VALUE,
    MOST_CUSTOM,
    MOST_EMAILS,
    MOST_PHONES,
    MOST_TAGS,
)
from centralita.operations.contacts.domain.filter import Sort

StageId = Literal["new", "contacted", "interested", "booked", "won", "lost"]
Purpose = Literal["marketing", "service"]
ConsentChannel = Literal["call", "message", "email"]
Word = Annotated[str, StringConstraints(max_length=40)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Tags = Annotated[list[Tag], Field(max_length=MOST_TAGS)]
Name = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Source = Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)]
Phones = Annotated[
    list[Annotated[str, StringConstraints(max_length=40)]],
    Field(max_length=MOST_PHONES, description="The main one first; without +, numbers of the own country"),
]
Emails = Annotated[list[Annotated[str, StringConstraints(max_length=254)]], Field(max_length=MOST_EMAILS)]
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8})?)?$")]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Region = Annotated[str, StringConstraints(pattern=r"^([A-Z0-9]{1,3}(-[A-Z0-9]{1,3})?)?$")]
Score = Annotated[int, Field(ge=0, le=100)]
Interest = Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)]
CustomName = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_CUSTOM_NAME, strip_whitespace=True)
]
CustomValue = (
    bool
    | Annotated[int, Field(ge=-(2**53), le=2**53)]
    | Annotated[float, Field(allow_inf_nan=False)]
    | Annotated[str, StringConstraints(max_length=LONGEST_CUSTOM_VALUE)]
)
Custom = Annotated[dict[CustomName, CustomValue], Field(max_length=MOST_CUSTOM)]


class ContactFilterIn(BaseModel):
    """Which contacts."""

    model_config = ConfigDict(extra="ignore")

    search: Annotated[
        str, Field(max_length=200, description="Beginnings of words of name, company, address or number")
    ] = ""
    stage: StageId | None = None
    owner: Annotated[Word, Field(description="A member's id, or `none`")] = ""
    tag: Word = ""
    source: Source = ""
    do_not_call: bool | None = None
    import_id: Annotated[Word, Field(alias="import")] = ""
    sort: Sort = "-created_at"


class ContactIn(BaseModel):
    """A new contact: a name, a number, an address or a company at least."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "Ana Ruiz", "emails": ["ana@example.com"], "source": "web", "tags": ["vip"]}
            ]
        },
    )

    name: Name = ""
    company: Name = ""
    phones: Phones = []
    emails: Emails = []
    language: Language = ""
    time_zone: Annotated[str, Field(max_length=64)] = ""
    country: Country = ""
    region: Region = ""
    source: Source = ""
    stage: StageId = "new"
    score: Score | None = None
    owner_id: Word | None = None
    tags: Tags = []
    interest: Interest = ""
    custom: Custom = {}
    do_not_call: bool = False


class ContactChange(BaseModel):
    """What is to change; what is left out stays. `null` empties the score and the owner."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"stage": "interested", "tags": ["vip"]}]}
    )

    name: Name | None = None
    company: Name | None = None
    phones: Phones | None = None
    emails: Emails | None = None
    language: Language | None = None
    time_zone: Annotated[str, Field(max_length=64)] | None = None
    country: Country | None = None
    region: Region | None = None
    source: Source | None = None
    stage: StageId | None = None
    score: Score | None = None
    owner_id: Word | None = None
    tags: Tags | None = None
    interest: Interest | None = None
    custom: Custom | None = None
    do_not_call: bool | None = None


class OwnerOut(BaseModel):
    """The member who looks after a contact."""

    id: str
    name: str
    me: bool = False


class ContactSummary(BaseModel):
    """A contact in a list. `phones` are E.164, the main one first; `phone` is how people write that one."""

    id: str = Field(examples=["con_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    company: str
    phone: str
    phones: list[str]
    emails: list[str]
    stage: StageId
    score: int | None
    owner: OwnerOut | None
    source: str
    tags: list[str]
    do_not_call: bool
    created_at: datetime
    active_at: datetime
    can: list[str]


class ConsentOut(BaseModel):
    """What a contact agreed to, and whether that still holds."""

    id: str
    purpose: Purpose
    channel: ConsentChannel
    given_at: datetime
    source: str
    wording: str
    automated: bool
    recorded_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str


class ContactOut(ContactSummary):
    """A contact as its page shows it."""

    language: str
    time_zone: str
    country: str
    region: str
    interest: str
    custom: dict[str, Any]
    consents: list[ConsentOut]
    updated_at: datetime
    revision: int


class ContactList(BaseModel):
    """One page of contacts. `total` comes with the first page and stops at 1,001: that and more."""

    items: list[ContactSummary]
    next_cursor: str | None = None
    total: int | None


class StageOut(BaseModel):
    """A stage, named in the reader's language."""

    id: StageId
    name: str
    closed: bool


class StageList(BaseModel):
    """The stages in their order."""

    items: list[StageOut]


class BoardColumn(StageOut):
    """A stage and how many contacts are in it, counted up to 1,001: that and more."""

    total: int


class Board(BaseModel):
    """The stages in their order, each with its count."""

    items: list[BoardColumn]


class NameList(BaseModel):
    """Names, in alphabetical order."""

    items: list[str]


class OwnerList(BaseModel):
    """The members who may look after contacts."""

    items: list[OwnerOut]


class ConsentIn(BaseModel):
    """What somebody agreed to: when, where, in which words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"purpose": "marketing", "channel": "call", "source": "web form", "automated": True}]
        },
    )

    purpose: Purpose
    channel: ConsentChannel
    given_at: Annotated[AwareDatetime | None, Field(description="Now, when left out")] = None
    source: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
    wording: Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)] = ""
    automated: Annotated[bool, Field(description="Covers calls by an artificial voice")] = False


class ContactNoteIn(BaseModel):
    """A note."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "Llamar el lunes."}]})

    text: Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]


class HappeningOut(BaseModel):
    """A line of a contact's history. `kind` is a fact of the ledger, or `note`."""

    id: str
    kind: str = Field(examples=["lead.stage_changed"])
    at: datetime
    by: str
    text: str
    data: dict[str, Any]
    can_delete: bool


class Timeline(BaseModel):
    """One page of a contact's history, the last first."""

    items: list[HappeningOut]
    next_cursor: str | None = None


class MergeIn(BaseModel):
    """The contact that goes into this one."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"other_id": "con_01k9h2v7zq4m8x3n5t6w1y0r2s"}]}
    )

    other_id: Word


class Selection(BaseModel):
    """Which contacts."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"ids": ["con_01k9h2v7zq4m8x3n5t6w1y0r2s"]}]}
    )

    ids: Annotated[list[Word], Field(min_length=1, max_length=200)]


class BulkIn(Selection):
    """One change for all of them; what is left out stays. `owner_id` empty takes the owner away."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"ids": ["con_01k9h2v7zq4m8x3n5t6w1y0r2s"], "stage": "contacted"}]},
    )

    stage: StageId | None = None
    add_tags: Tags = []
    remove_tags: Tags = []
    owner_id: Word | None = None


class BulkOut(BaseModel):
    """How many were changed; those that are gone, and those that were so already, are not counted."""

    changed: int
