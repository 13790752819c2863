"""Organizations on the wire."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=120, examples=["Clínica Sol"])]
Language = Literal["en", "es"]


class OrganizationIn(Schema):
    """A new organization; whoever makes it owns it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "Clínica Sol", "language": "es", "time_zone": "Europe/Madrid", "currency": "EUR"}
            ]
        },
    )

    name: Name
    language: Language = "en"
    time_zone: Annotated[str, Field(max_length=64)] = "UTC"
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"


class OrganizationOut(Schema):
    """An organization as its members see it."""

    id: str
    name: str
    slug: str
    language: str
    time_zone: str
    currency: str
    plan: str
    brand: dict[str, str]
    revision: int
    can: list[str]
