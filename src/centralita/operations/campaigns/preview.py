"""What would become of a campaign if it began now: one page of its audience at a time."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.kit.pagination import MalformedCursor, decode_cursor, encode_cursor
from centralita.operations.campaigns import audience, ports
from centralita.operations.campaigns.actions.running import CONFIRM_ABOVE
from centralita.operations.campaigns.judging import Verdict, judge
from centralita.operations.campaigns.models import Campaign
from centralita.operations.campaigns.schemas import CalledPerson, CampaignMoney, PreviewPart, ReasonGroup
from centralita.operations.campaigns.wording import person_reason
from centralita.operations.contacts.public import contact_facts

PAGE = 500
_EXAMPLES = 5
# Where nobody knows how long a call may take.
_MINUTES = 3


def preview(actor: Actor, campaign: Campaign, at: datetime, cursor: str | None) -> PreviewPart:
    """The next page. `at` is the moment asked about: the campaign's start, or now."""
    ids = audience.page(actor.organization_id, campaign.audience, after=_after(cursor), limit=PAGE)
    moment = max(at, campaign.starts_at) if campaign.starts_at else at
    verdicts = judge(campaign, ids, moment)
    answers = Counter(each.answer for each in verdicts.values())
    called = answers["now"] + answers["later"]
    whens = [each.when for each in verdicts.values() if each.when is not None]
    seconds, worst = _bill(campaign, called)
    return PreviewPart(
        checked=len(ids),
        now=answers["now"],
        later=answers["later"],
        left_out=answers["never"],
        waits=_groups(actor, verdicts, "later"),
        refusals=_groups(actor, verdicts, "never"),
        first_at=min(whens, default=None),
        seconds=seconds,
        worst_case=worst,
        confirm_above=CONFIRM_ABOVE,
        next_cursor=encode_cursor(str(ids[-1])) if len(ids) == PAGE else None,
    )


def _after(cursor: str | None) -> UUID | None:
    if not cursor:
        return None
    try:
        return UUID(str(decode_cursor(cursor, length=1)[0]))
    except ValueError:
        raise MalformedCursor(field="cursor") from None


def _bill(campaign: Campaign, called: int) -> tuple[int, CampaignMoney | None]:
    """How long the calls take one after the other as fast as allowed, and what they cost at most."""
    worst = None
    if campaign.agent_id is not None and ports.has_telephone():
        worst = ports.telephone().worst_case(campaign.organization_id, campaign.agent_id)
    minutes = worst.minutes if worst is not None else _MINUTES
    each = max(60 / campaign.pace, minutes * 60 / campaign.concurrency)
    cost = None
    if worst is not None:
        cost = CampaignMoney(micros=worst.micros * called * campaign.max_attempts, currency=worst.currency)
    return round(each * called), cost


def _groups(actor: Actor, verdicts: Mapping[UUID, Verdict], answer: str) -> list[ReasonGroup]:
    """People by their first reason: each is in one group, so that the counts add up."""
    grouped: defaultdict[str, list[UUID]] = defaultdict(list)
    for contact_id, verdict in verdicts.items():
        if verdict.answer == answer:
            grouped[verdict.reasons[0]].append(contact_id)
    shown = [each for group in grouped.values() for each in group[:_EXAMPLES]]
    people = contact_facts(actor.organization_id, shown)
    groups = [
        ReasonGroup(
            code=code,
            text=person_reason(code, actor.language),
            count=len(group),
            examples=[
                CalledPerson(id=to_text("con", each), name=people[each].name)
                for each in group[:_EXAMPLES]
                if each in people
            ],
        )
        for code, group in grouped.items()
    ]
    return sorted(groups, key=lambda group: (-group.count, group.code))
