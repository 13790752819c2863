"""Reading across organizations: figures, never contents."""

from collections.abc import Iterator
from datetime import timedelta
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from centralita.identity.accounts.models import User
from centralita.identity.accounts.schemas import Language
from centralita.identity.organizations.models import DiallingStop, Organization
from centralita.identity.platform.schemas import (
    CallsStopped,
    PlatformCalls,
    PlatformOrganization,
    PlatformUser,
)
from centralita.identity.tenancy.scope import acting_for_another_organization, person_statement
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate

RECENT = timedelta(days=30)


def organizations(*, search: str, plan: str, suspended: bool | None) -> QuerySet[Organization]:
    """The organizations that match, the newest first."""
    rows = Organization.objects.order_by("-id")
    if search.strip():
        rows = rows.filter(Q(name__icontains=search.strip()) | Q(slug__icontains=search.strip().lower()))
    if plan:
        rows = rows.filter(plan=plan)
    if suspended is not None:
        rows = rows.filter(suspended_at__isnull=not suspended)
    return rows


def users(*, search: str) -> QuerySet[User]:
    """The people that match, the newest first."""
    rows = User.objects.order_by("-id")
    if search.strip():
        rows = rows.filter(Q(email__contains=search.strip().lower()) | Q(name__icontains=search.strip()))
    return rows


def organization_page(rows: QuerySet[Organization], *, cursor: str | None, limit: int) -> Page[Organization]:
    """One page of organizations."""
    if cursor:
        rows = rows.filter(id__lt=_last(cursor))
    return paginate(list(rows[: limit + 1]), limit, lambda row: (str(row.id),))


def user_page(rows: QuerySet[User], *, cursor: str | None, limit: int) -> Page[User]:
    """One page of people."""
    if cursor:
        rows = rows.filter(id__lt=_last(cursor))
    return paginate(list(rows[: limit + 1]), limit, lambda row: (str(row.id),))


def get_organization(organization_id: UUID, *, lock: bool = False) -> Organization:
    """One organization. Raises NotFound."""
    rows = Organization.objects.select_for_update(no_key=True) if lock else Organization.objects.all()
    organization = rows.filter(id=organization_id).first()
    if organization is None:
        raise NotFound(kind="organization")
    return organization


def calls() -> PlatformCalls:
    """Whether the whole installation may call."""
    return PlatformCalls(stopped=_stopped(None))


def _stopped(organization_id: UUID | None) -> CallsStopped | None:
    row = DiallingStop.objects.filter(organization_id=organization_id).first()
    if row is None:
        return None
    return CallsStopped(since=row.stopped_at, reason=row.reason, by=row.stopped_by_name)


def shown_organization(row: Organization) -> PlatformOrganization:
    """An organization with its figures, counted inside its own scope."""
    with acting_for_another_organization(row.id, back_to=None), connection.cursor() as cursor:
        # Plain SQL: agents and conversations live in rooms above this one.
        cursor.execute(
            "SELECT (SELECT count(*) FROM membership), (SELECT count(*) FROM agent WHERE status <> 'archived'),"
            " (SELECT count(*) FROM conversation WHERE started_at > %s)",
            [now() - RECENT],
        )
        members, agents, conversations = cursor.fetchone()
    return PlatformOrganization(
        id=to_text("org", row.id),
        name=row.name,
        slug=row.slug,
        plan=row.plan,
        parent_id=to_text("org", row.parent_id) if row.parent_id else None,
        language=cast("Language", row.language),
        created_at=row.created_at,
        suspended_at=row.suspended_at,
        calls_stopped=_stopped(row.id),
        members=members,
        agents=agents,
        conversations=conversations,
    )


def shown_users(rows: list[User]) -> Iterator[PlatformUser]:
    """People with how they sign in and how many organizations they belong to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT user_id FROM mfa_authenticator WHERE user_id = ANY(%s) AND type IN ('totp', 'webauthn')",
            [[row.id for row in rows]],
        )
        protected = {user_id for (user_id,) in cursor.fetchall()}
        for row in rows:
            cursor.execute(person_statement(row.id))
            cursor.execute("SELECT count(*) FROM membership WHERE user_id = %s", [row.id])
            yield PlatformUser(
                id=to_text("usr", row.id),
                email=row.email,
                name=row.name,
                is_active=row.is_active,
                is_super_admin=row.is_super_admin,
                two_step=row.id in protected,
                organizations=cursor.fetchone()[0],
                created_at=row.created_at,
                last_sign_in=row.last_login,
            )


def _last(cursor: str) -> UUID:
    (last,) = decode_cursor(cursor, length=1)
    try:
        return UUID(str(last))
    except ValueError:
        raise MalformedCursor(field="cursor") from None
