"""Reading calls."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.operations.calls.domain.filter import MOST_COUNTED, CallFilter
from centralita.operations.calls.domain.words import RUNNING
from centralita.operations.calls.models import Call, Callback, CallCostLine, CallUtterance
from centralita.operations.contacts.public import contacts_named

_NUMBER = frozenset("+0123456789 ()-./")


def visible(actor: Actor) -> QuerySet[Call]:
    """The calls of the agents that this actor reaches."""
    rows = Call.objects.all()
    return rows if actor.agent_ids is None else rows.filter(agent_id__in=actor.agent_ids)


def filtered(actor: Actor, which: CallFilter) -> QuerySet[Call]:
    """The calls that match, in no order."""
    rows = visible(actor)
    for column in ("status", "contact_id", "agent_id", "account_id", "campaign_id", "outcome", "direction"):
        wanted = getattr(which, column)
        if wanted:
            rows = rows.filter(**{column: wanted})
    if which.running is not None:
        going_on = Q(status__in=RUNNING)
        rows = rows.filter(going_on if which.running else ~going_on)
    if which.since is not None:
        rows = rows.filter(created_at__gte=which.since)
    if which.before is not None:
        rows = rows.filter(created_at__lt=which.before)
    search = which.search.strip()
    return rows.filter(_searched(actor, search)) if search else rows


def _searched(actor: Actor, search: str) -> Q:
    if set(search) <= _NUMBER:
        digits = "".join(each for each in search if each.isdigit())
        return Q(to_number__contains=digits) | Q(from_number__contains=digits)
    return Q(contact_id__in=contacts_named(actor.organization_id, search))


def list_calls(matching: QuerySet[Call], *, cursor: str | None, limit: int) -> Page[Call]:
    """One page of these calls, the newest first."""
    rows = matching.order_by("-created_at", "-id")
    if cursor:
        at, last = _position(cursor)
        rows = rows.filter(Q(created_at__lte=at) & (Q(created_at__lt=at) | Q(id__lt=last)))
    return paginate(list(rows[: limit + 1]), limit, lambda row: (row.created_at.isoformat(), str(row.id)))


def count_calls(matching: QuerySet[Call]) -> int:
    """How many these are, counted up to 1,001."""
    return matching.order_by().values("id")[:MOST_COUNTED].count()


def get_call(actor: Actor, call_id: UUID, *, lock: bool = False) -> Call:
    """One call; not found when its agent is not open to the actor."""
    rows = visible(actor)
    row = (rows.select_for_update() if lock else rows).filter(id=call_id).first()
    if row is None:
        raise NotFound(kind="call")
    return row


def utterances(call_id: UUID) -> Sequence[CallUtterance]:
    """What was said, in order."""
    return list(CallUtterance.objects.filter(call_id=call_id).order_by("position"))


def cost_lines(call_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[CallCostLine]]:
    """What the parts of these calls cost."""
    found: defaultdict[UUID, list[CallCostLine]] = defaultdict(list)
    for line in CallCostLine.objects.filter(call_id__in=call_ids).order_by("call_id", "position"):
        found[line.call_id].append(line)
    return found


def callbacks_after(call_ids: Sequence[UUID]) -> Mapping[UUID, Callback]:
    """The next call that was agreed on in each of these."""
    rows = Callback.objects.filter(after_call_id__in=call_ids, status="waiting").order_by("-at")
    return {row.after_call_id: row for row in rows if row.after_call_id}


def running_with(contact_id: UUID) -> UUID | None:
    """The call to this contact that is under way, if there is one."""
    rows = Call.objects.filter(contact_id=contact_id, direction="outbound", status__in=RUNNING)
    return rows.values_list("id", flat=True).first()


def list_callbacks(actor: Actor, contact_id: UUID | None) -> Sequence[Callback]:
    """Calls to be made, the next one first, then those that were."""
    rows = Callback.objects.all()
    if actor.agent_ids is not None:
        rows = rows.filter(agent_id__in=actor.agent_ids)
    if contact_id is not None:
        rows = rows.filter(contact_id=contact_id)
    waiting = list(rows.filter(status="waiting").order_by("at", "id")[:200])
    done = list(rows.exclude(status="waiting").order_by("-at", "-id")[:50])
    return [*waiting, *done]


def get_callback(actor: Actor, callback_id: UUID, *, lock: bool = False) -> Callback:
    """One call to be made."""
    rows = Callback.objects.select_for_update() if lock else Callback.objects.all()
    row = rows.filter(id=callback_id).first()
    if row is None or not actor.reaches(row.agent_id):
        raise NotFound(kind="callback")
    return row


def organization_zone(organization_id: UUID) -> str:
    """The time zone that the organization's days are counted in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT time_zone FROM organization WHERE id = %s", [organization_id])
        row = cursor.fetchone()
    return str(row[0]) if row else "UTC"


def _position(cursor: str) -> tuple[datetime, UUID]:
    at, last = decode_cursor(cursor, length=2)
    try:
        moment, identifier = datetime.fromisoformat(str(at)), UUID(str(last))
    except ValueError:
        raise MalformedCursor(field="cursor") from None
    if moment.tzinfo is None or not 1970 <= moment.year < 9000:
        raise MalformedCursor(field="cursor")
    return moment, identifier
