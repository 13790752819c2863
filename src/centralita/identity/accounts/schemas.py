"""The signed-in person on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from centralita.kit.languages import Reading

Theme = Literal["system", "light", "dark"]
Language = Reading
# Empty: the one that the browser asks for.
ChosenLanguage = Literal["", "en", "es", "pt"]


class UserOut(Schema):
    """The signed-in person."""

    id: str = Field(examples=["usr_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    email: str
    name: str
    language: ChosenLanguage
    theme: Theme
    time_zone: str
    is_super_admin: bool


class BrandOut(Schema):
    """What an organization's pages look like."""

    color: str | None = None
    logo_url: str | None = None


class OrganizationSummary(Schema):
    """An organization that the person belongs to."""

    id: str
    name: str
    slug: str
    brand: BrandOut
    language: Language
    time_zone: str
    currency: str
    parent_id: str | None = None


class MembershipOut(Schema):
    """What the person may do in one organization."""

    organization: OrganizationSummary
    role: str
    permissions: list[str]


class SocialProvider(Schema):
    """Another account that one may sign in with."""

    id: str
    name: str


class ConfigOut(Schema):
    """What this installation offers."""

    social_providers: list[SocialProvider]
    mail_page: bool
    signup_open: bool
    version: str


class MeOut(Schema):
    """The signed-in person, where they belong, and what this installation offers."""

    user: UserOut
    memberships: list[MembershipOut]
    config: ConfigOut


class PreferencesIn(Schema):
    """What a person may change about themselves; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"language": "es", "theme": "dark"}]}
    )

    name: Annotated[str, Field(max_length=120)] | None = None
    language: ChosenLanguage | None = None
    theme: Theme | None = None
    time_zone: Annotated[str, Field(max_length=64)] | None = None


class SecurityEventOut(Schema):
    """Something that happened to the person's account."""

    id: str = Field(examples=["sev_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    at: datetime
    action: str = Field(examples=["signed_in"])
    address: str = Field(examples=["192.0.2.7"])
    browser: str
    details: dict[str, Any]


class SecurityEventList(Schema):
    """One page of what happened, the newest first."""

    items: list[SecurityEventOut]
    next_cursor: str | None = None
