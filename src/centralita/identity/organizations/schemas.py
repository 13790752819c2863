"""Organizations, members and invitations on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from centralita.identity.access.permissions import Role
from centralita.identity.accounts.schemas import Language
from centralita.identity.organizations.idleness import DEFAULT_MINUTES, ChatIdleMinutes
from centralita.identity.plans.catalogue import Plan, Resource

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=120, strip_whitespace=True),
    Field(examples=["Clínica Sol"]),
]
TimeZone = Annotated[str, Field(max_length=64, examples=["Europe/Madrid"])]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["EUR"])]
TwoStep = Literal["off", "administrators"]
CallDays = Annotated[int, Field(ge=1, le=3_650)]
AgentIds = Annotated[
    list[Annotated[str, Field(max_length=40)]],
    Field(max_length=200, examples=[["agt_01k9h2v7zq4m8x3n5t6w1y0r2s"]]),
]


def _address(text: str) -> str:
    """By the same rule as at sign-up, in small letters."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValueError("not an e-mail address") from None
    return address


Email = Annotated[
    str,
    Field(max_length=254, json_schema_extra={"format": "email"}, examples=["ana@example.com"]),
    AfterValidator(_address),
]


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
    time_zone: TimeZone = "UTC"
    currency: Currency = "EUR"


class OrganizationChange(Schema):
    """What is to change; what is left out stays. A colour of null goes back to the product's own."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Clínica Sol", "color": "#0b7a75"}]}
    )

    name: Name = ""
    language: Language = "en"
    time_zone: TimeZone = "UTC"
    currency: Currency = "EUR"
    color: Annotated[str, Field(max_length=9, examples=["#0b7a75"])] | None = None
    two_step: TwoStep = "off"
    call_days: Annotated[
        CallDays | None,
        Field(description="Days that what was said in calls is kept; null for as long as the plan allows"),
    ] = None
    chat_idle_minutes: ChatIdleMinutes = DEFAULT_MINUTES


class PlanUse(Schema):
    """How much of a resource is taken, and how much the plan allows."""

    resource: Resource
    used: int
    limit: int | None = Field(description="None where the plan sets no limit; bytes for `knowledge_bytes`")


class OrganizationUsage(Schema):
    """The plan and what is left of it."""

    plan: Plan
    resources: list[PlanUse]


class OrganizationDeletion(Schema):
    """The organization's name, typed to be sure."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Clínica Sol"}]})

    name: Annotated[str, Field(max_length=200)]


class Brand(Schema):
    """What an organization's pages look like."""

    color: str | None = Field(default=None, examples=["#0b7a75"])
    logo_url: str | None = None


class OrganizationOut(Schema):
    """An organization as its members see it."""

    id: str = Field(examples=["org_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    slug: str
    language: Language
    time_zone: str
    currency: str
    plan: str
    brand: Brand
    two_step: TwoStep = Field(description="Whose accounts must have a second step")
    call_days: int | None = Field(
        description="Days that what was said in calls is kept; null for as long as the plan allows"
    )
    most_call_days: int | None = Field(description="What the plan allows; null without limit")
    chat_idle_minutes: int = Field(description="After so long a chat that nobody goes on with is over")
    parent_id: str | None = Field(default=None, description="The agency that it is a client of")
    revision: int
    can: list[str]


class ClientOut(Schema):
    """A client of an agency, in its list."""

    id: str
    name: str
    slug: str
    plan: str
    suspended: bool
    created_at: datetime


class ClientList(Schema):
    """One page of clients."""

    items: list[ClientOut]
    next_cursor: str | None = None


class PersonOut(Schema):
    """What members see of each other."""

    id: str = Field(examples=["usr_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    email: str


class MemberOut(Schema):
    """A person and their role."""

    id: str = Field(examples=["mbr_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    user: PersonOut
    role: Role
    agent_ids: list[str]
    is_you: bool
    created_at: datetime
    last_acted_at: datetime | None = Field(description="When they last changed something here")
    recent_acts: int = Field(description="Entries of theirs in the audit trail, in the last 30 days")
    can: list[str]


class MemberList(Schema):
    """One page of members."""

    items: list[MemberOut]
    next_cursor: str | None = None


class MemberChange(Schema):
    """Another role, or for a manager or viewer other agents; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"role": "viewer"}]})

    role: Role | None = None
    agent_ids: AgentIds | None = None


class InvitationIn(Schema):
    """Whom to invite, as what."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"email": "ana@example.com", "role": "admin"}]}
    )

    email: Email
    role: Role
    agent_ids: AgentIds = []


class InvitationOut(Schema):
    """An open invitation."""

    id: str = Field(examples=["inv_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    email: str
    role: Role
    agent_ids: list[str]
    sent_at: datetime | None
    created_at: datetime
    expires_at: datetime
    expired: bool


class InvitationList(Schema):
    """One page of open invitations."""

    items: list[InvitationOut]
    next_cursor: str | None = None


class InvitedOut(Schema):
    """What an invitation offers to whoever holds its link."""

    organization: str
    brand: Brand
    role: Role
    email: str
    inviter: str
    expires_at: datetime
    state: Literal["open", "accepted", "expired"]


class JoinedOut(Schema):
    """The organization that one has joined."""

    id: str
    name: str
    role: Role
