"""Whether each contact of a campaign may be called now, later or not at all, and why. Inside the scope."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast
from uuid import UUID

from centralita.operations.campaigns.domain.retries import next_by_gaps
from centralita.operations.campaigns.domain.windows import Week, next_moment, week_of
from centralita.operations.campaigns.models import Campaign, CampaignAttempt
from centralita.operations.compliance.public import Decision, Purpose, may_contact_all, zones_where_called

GONE = "contact_gone"
NO_WINDOW = "no_window"
OUTSIDE_WINDOWS = "outside_windows"
CAMPAIGN_GAP = "campaign_gap"
# Longer than any gap that a campaign may ask for.
_LOOK_BACK = timedelta(days=32)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`when` is the moment asked about for `now`, the next moment to look for `later`, None for `never`."""

    answer: Literal["now", "later", "never"]
    reasons: tuple[str, ...] = ()
    when: datetime | None = None
    number: str = ""
    decision: Decision | None = None


def judge(campaign: Campaign, contact_ids: Sequence[UUID], at: datetime) -> dict[UUID, Verdict]:
    """A verdict for each contact, by the rules of contact and the campaign's own."""
    organization_id = campaign.organization_id
    decisions = may_contact_all(
        organization_id,
        contact_ids,
        purpose=cast("Purpose", campaign.purpose),
        automated=True,
        at=at,
        topic=campaign.topic,
    )
    zones = zones_where_called(organization_id, contact_ids)
    dials = _dials(contact_ids, at)
    week = week_of(campaign.windows)
    verdicts = {}
    for contact_id in contact_ids:
        decision = decisions.get(contact_id)
        if decision is None:
            verdicts[contact_id] = Verdict("never", (GONE,))
            continue
        verdicts[contact_id] = _verdict(
            campaign, decision, week, zones.get(contact_id, ()), dials.get(contact_id, ()), at
        )
    return verdicts


def _verdict(
    campaign: Campaign,
    decision: Decision,
    week: Week,
    zones: Sequence[str],
    dials: Sequence[datetime],
    at: datetime,
) -> Verdict:
    if not decision.allowed and decision.next_allowed is None:
        lasting = _codes(each.code for each in decision.reasons if each.until is None)
        codes = lasting or _codes(each.code for each in decision.reasons)
        return Verdict("never", codes, number=decision.number, decision=decision)
    lawful = decision.next_allowed or at
    spaced = next_by_gaps(dials, campaign.gap_minutes, campaign.calls_per_day, lawful)
    when = next_moment(week, zones, spaced)
    if when is None:
        return Verdict("never", (NO_WINDOW,), number=decision.number, decision=decision)
    if when <= at:
        return Verdict("now", (), at, decision.number, decision)
    codes = _codes(each.code for each in decision.reasons)
    if spaced > lawful:
        codes += (CAMPAIGN_GAP,)
    if when > spaced:
        codes += (OUTSIDE_WINDOWS,)
    return Verdict("later", codes, when, decision.number, decision)


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _dials(contact_ids: Sequence[UUID], at: datetime) -> Mapping[UUID, Sequence[datetime]]:
    """Every call to these contacts for any campaign: a number is a number, whoever asks for it."""
    made: defaultdict[UUID, list[datetime]] = defaultdict(list)
    rows = CampaignAttempt.objects.filter(contact_id__in=contact_ids, at__gt=at - _LOOK_BACK, withdrawn=False)
    for contact_id, when in rows.values_list("contact_id", "at"):
        made[contact_id].append(when)
    return made
