"""The platform's area on the wire."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

from centralita.identity.accounts.schemas import Language
from centralita.identity.plans.catalogue import Plan


class CallsStopped(Schema):
    """That nobody is called, since when, why and by whom."""

    since: datetime
    reason: str
    by: str


class PlatformCalls(Schema):
    """Whether the whole installation may call; null when nothing forbids it."""

    stopped: CallsStopped | None


class PlatformOrganization(Schema):
    """An organization as super admins see it: how large it is, never what is in it."""

    id: str = Field(examples=["org_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    slug: str
    plan: str
    parent_id: str | None
    language: Language
    created_at: datetime
    suspended_at: datetime | None
    calls_stopped: CallsStopped | None = Field(description="For this organization alone")
    members: int
    agents: int
    conversations: int = Field(description="Begun in the last 30 days")


class PlatformOrganizationList(Schema):
    """One page of organizations, the newest first."""

    items: list[PlatformOrganization]
    next_cursor: str | None = None
    total: int


class PlanChange(Schema):
    """Another plan."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"plan": "professional"}]})

    plan: Plan


class Suspension(Schema):
    """Why; the organization's audit trail shows it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "Impago"}]})

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class PlatformUser(Schema):
    """A person as super admins see them."""

    id: str = Field(examples=["usr_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    email: str
    name: str
    is_active: bool
    is_super_admin: bool
    two_step: bool
    organizations: int
    created_at: datetime
    last_sign_in: datetime | None


class PlatformUserList(Schema):
    """One page of people, the newest first."""

    items: list[PlatformUser]
    next_cursor: str | None = None
    total: int


class Versions(Schema):
    """What runs."""

    centralita: str
    python: str
    django: str
    postgresql: str


class DatabaseHealth(Schema):
    """How the database is."""

    size_bytes: int
    connections: int
    maximum_connections: int
    migrations: int


class QueueHealth(Schema):
    """How the jobs are."""

    waiting: int
    running: int
    failed: int
    oldest_waiting_seconds: float | None
    workers: int = Field(description="Heard of within the last minute")
    last_heard: datetime | None


class HealthOut(Schema):
    """How this installation is."""

    versions: Versions
    database: DatabaseHealth
    queue: QueueHealth
