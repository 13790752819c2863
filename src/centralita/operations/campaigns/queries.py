"""Reading campaigns. Inside the scope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncHour

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.operations.campaigns.actions.lock import reached
from centralita.operations.campaigns.domain.retries import ANSWERED
from centralita.operations.campaigns.models import STATES, Campaign, CampaignAttempt, CampaignContact

MOST_HOURS = 24 * 14


@dataclass(frozen=True, slots=True)
class CampaignFilter:
    """An empty field does not filter."""

    status: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """Calls begun within one hour (UTC)."""

    at: datetime
    dialled: int
    answered: int
    booked: int


def get_campaign(actor: Actor, campaign_id: UUID) -> Campaign:
    """One campaign. Raises NotFound, also for one of an agent that is not open to the actor."""
    campaign = Campaign.objects.filter(id=campaign_id).first()
    if campaign is None or not reached(actor, campaign):
        raise NotFound(kind="campaign")
    return campaign


def list_campaigns(actor: Actor, which: CampaignFilter, *, cursor: str | None, limit: int) -> Page[Campaign]:
    """Campaigns, the newest first."""
    rows = Campaign.objects.all()
    if actor.agent_ids is not None:
        rows = rows.filter(Q(agent_id__in=actor.agent_ids) | Q(agent_id__isnull=True))
    if which.status:
        rows = rows.filter(status=which.status)
    if which.search.strip():
        rows = rows.filter(name__icontains=which.search.strip())
    if cursor:
        rows = rows.filter(id__lt=_id(decode_cursor(cursor, length=1)[0]))
    return paginate(list(rows.order_by("-id")[: limit + 1]), limit, lambda row: (str(row.id),))


def _id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise MalformedCursor(field="cursor") from None


def counts(campaign_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many people of each campaign are in each state."""
    found: dict[UUID, dict[str, int]] = {each: dict.fromkeys(STATES, 0) for each in campaign_ids}
    rows = CampaignContact.objects.filter(campaign_id__in=list(found)).values_list("campaign_id", "state")
    for campaign_id, state, count in rows.annotate(count=Count("id")).order_by():
        found[campaign_id][state] = count
    return found


def next_at(campaign_id: UUID) -> datetime | None:
    """When somebody is due next."""
    due = CampaignContact.objects.filter(campaign_id=campaign_id, state__in=["waiting", "held"])
    found: datetime | None = due.aggregate(at=Min("next_at"))["at"]
    return found


def open_attempts(campaign_id: UUID) -> QuerySet[CampaignAttempt]:
    """The calls of a campaign that have not ended."""
    return CampaignAttempt.objects.filter(campaign_id=campaign_id, ended_at__isnull=True)


def held_micros(campaign_id: UUID) -> int:
    """What the calls under way may cost at their worst."""
    return int(open_attempts(campaign_id).aggregate(held=Sum("held_micros"))["held"] or 0)


def list_people(campaign: Campaign, *, state: str, cursor: str | None, limit: int) -> Page[CampaignContact]:
    """The people of a campaign, in the order in which they came in."""
    rows = CampaignContact.objects.filter(campaign_id=campaign.id)
    if state:
        rows = rows.filter(state=state)
    if cursor:
        rows = rows.filter(id__gt=_id(decode_cursor(cursor, length=1)[0]))
    return paginate(list(rows.order_by("id")[: limit + 1]), limit, lambda row: (str(row.id),))


def list_attempts(campaign: Campaign, *, cursor: str | None, limit: int) -> Page[CampaignAttempt]:
    """The calls of a campaign, the last first. Those that were taken back are not among them."""
    rows = CampaignAttempt.objects.filter(campaign_id=campaign.id, withdrawn=False)
    if cursor:
        at, last = decode_cursor(cursor, length=2)
        try:
            moment = datetime.fromisoformat(str(at))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
        if moment.tzinfo is None:
            raise MalformedCursor(field="cursor")
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, id__lt=_id(last)))
    page = list(rows.order_by("-at", "-id")[: limit + 1])
    return paginate(page, limit, lambda row: (row.at.isoformat(), str(row.id)))


def hours(campaign_id: UUID) -> list[Hour]:
    """Calls by the hour in which they began, the last two weeks of hours that had any, in order."""
    rows = (
        CampaignAttempt.objects.filter(campaign_id=campaign_id, withdrawn=False)
        .annotate(hour=TruncHour("at"))
        .values("hour")
        .annotate(
            dialled=Count("id"),
            answered=Count("id", filter=Q(outcome__in=sorted(ANSWERED))),
            booked=Count("id", filter=Q(outcome="booked")),
        )
        .order_by("-hour")[:MOST_HOURS]
    )
    found = [Hour(each["hour"], each["dialled"], each["answered"], each["booked"]) for each in rows]
    return found[::-1]


def attempts_of(campaign_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, list[CampaignAttempt]]:
    """Every call of a campaign to these people, in order."""
    found: dict[UUID, list[CampaignAttempt]] = {each: [] for each in contact_ids}
    rows = CampaignAttempt.objects.filter(
        campaign_id=campaign_id, contact_id__in=contact_ids, withdrawn=False
    )
    for row in rows.order_by("at", "id"):
        found[row.contact_id].append(row)
    return found
