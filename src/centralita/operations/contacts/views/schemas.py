"""Saved views on the wire."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.operations.contacts.domain.filter import Sort
from centralita.operations.contacts.schemas import Source, StageId, Word

MOST_COLUMNS = 20

ViewName = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Column = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}$")]
Columns = Annotated[
    list[Column],
    Field(max_length=MOST_COLUMNS, description="Those that are shown; none: as everybody has it"),
]


class ViewFilter(BaseModel):
    """Which contacts, as in the address of the list."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    search: Annotated[str, Field(max_length=200)] = ""
    stage: StageId | None = None
    owner: Annotated[Word, Field(description="A member's id, or `none`")] = ""
    tag: Word = ""
    source: Source = ""
    do_not_call: bool | None = None
    import_id: Annotated[Word, Field(alias="import")] = ""


class ContactViewIn(BaseModel):
    """A view to be kept: for oneself, or shared with everybody who sees contacts."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Interesados", "filter": {"stage": "interested"}, "sort": "-active_at"}]
        },
    )

    name: ViewName
    filter: ViewFilter = ViewFilter()
    sort: Sort = "-created_at"
    columns: Columns = []
    shared: bool = False


class ContactViewChange(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"shared": True}]})

    name: ViewName | None = None
    filter: ViewFilter | None = None
    sort: Sort | None = None
    columns: Columns | None = None
    shared: bool | None = None


class ContactViewOut(BaseModel):
    """A saved view. `mine` says whether the reader made it."""

    id: str = Field(examples=["cvw_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    filter: ViewFilter
    sort: Sort
    columns: list[str]
    shared: bool
    mine: bool
    created_by: str
    can: list[str]


class ContactViewList(BaseModel):
    """The views that the reader sees, by name."""

    items: list[ContactViewOut]
