"""Reading organizations, their members and their invitations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.organizations.models import Invitation, Organization
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate

# What somebody did is what the trail tells of this organization; what they do elsewhere is nobody's business here.
_MEMBER = (
    "SELECT m.id, m.user_id, a.name, a.email, m.role, m.agent_ids, m.created_at,"
    " (SELECT max(e.at) FROM audit_entry e WHERE e.actor_id = m.user_id),"
    " (SELECT count(*) FROM audit_entry e WHERE e.actor_id = m.user_id AND e.at > now() - interval '30 days')"
    " FROM membership m JOIN account a ON a.id = m.user_id"
)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with what is shown of the person."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: str
    agent_ids: list[UUID]
    created_at: datetime
    last_acted_at: datetime | None
    recent_acts: int


def get_organization(actor: Actor) -> Organization:
    """The actor's organization."""
    return Organization.objects.get(id=actor.organization_id)


def list_members(*, search: str, role: str, cursor: str | None, limit: int) -> Page[MemberRow]:
    """One page of members, the oldest membership first. `search` looks in names and addresses."""
    conditions: list[str] = ["true"]
    values: list[str | int | UUID] = []
    if search.strip():
        pattern = (
            "%" + search.strip().lower().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
        )
        conditions.append("(lower(a.name) LIKE %s OR a.email LIKE %s)")
        values += [pattern, pattern]
    if role:
        conditions.append("m.role = %s")
        values.append(role)
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        conditions.append("m.id > %s")
        values.append(_uuid(last))
    with connection.cursor() as database:
        database.execute(
            f"{_MEMBER} WHERE {' AND '.join(conditions)} ORDER BY m.id LIMIT %s", [*values, limit + 1]
        )
        rows = [MemberRow(*row) for row in database.fetchall()]
    return paginate(rows, limit, lambda row: (str(row.id),))


def get_member(member_id: UUID) -> MemberRow:
    """One member. Raises NotFound."""
    with connection.cursor() as database:
        database.execute(f"{_MEMBER} WHERE m.id = %s", [member_id])
        row = database.fetchone()
    if row is None:
        raise NotFound(kind="member")
    return MemberRow(*row)


def list_invitations(*, cursor: str | None, limit: int) -> Page[Invitation]:
    """One page of the invitations that are neither accepted nor withdrawn, the newest first."""
    rows = Invitation.objects.filter(accepted_at=None, revoked_at=None).order_by("-id")
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        rows = rows.filter(id__lt=_uuid(last))
    return paginate(list(rows[: limit + 1]), limit, lambda row: (str(row.id),))


def list_clients(actor: Actor, *, cursor: str | None, limit: int) -> Page[Organization]:
    """One page of the clients of the actor's organization, the newest first."""
    rows = Organization.objects.filter(parent_id=actor.organization_id).order_by("-id")
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        rows = rows.filter(id__lt=_uuid(last))
    return paginate(list(rows[: limit + 1]), limit, lambda row: (str(row.id),))


def invitation_is_open(organization_id: UUID, invitation_id: UUID) -> bool:
    """Whether an invitation can still be accepted; inside the scope of its organization."""
    return Invitation.objects.filter(
        organization_id=organization_id,
        id=invitation_id,
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=now(),
    ).exists()


def logo_of(organization_id: UUID) -> tuple[str, str, str]:
    """Key, media type and version of a logo. Raises NotFound."""
    brand = Organization.objects.filter(id=organization_id).values_list("brand", flat=True).first()
    if not brand or "logo_key" not in brand:
        raise NotFound(kind="logo")
    return brand["logo_key"], brand["logo_type"], brand["logo_url"].rpartition("=")[2]


def _uuid(part: str | int | None) -> UUID:
    try:
        return UUID(str(part))
    except ValueError:
        raise MalformedCursor(field="cursor") from None
