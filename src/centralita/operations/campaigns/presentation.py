"""Campaigns as the API shows them."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.operations.campaigns import audience, ports, queries, switches
from centralita.operations.campaigns.models import (
    CallingSwitch,
    Campaign,
    CampaignAttempt,
    CampaignContact,
)
from centralita.operations.campaigns.policy import allowed
from centralita.operations.campaigns.schemas import (
    AttemptOut,
    Audience,
    CalledPerson,
    CampaignAgent,
    CampaignMoney,
    CampaignOut,
    CampaignPerson,
    CampaignSummary,
    Counters,
    HourOut,
    Kind,
    State,
    Status,
    StopRulesIn,
    SwitchOut,
)
from centralita.operations.campaigns.wording import campaign_reason, person_reasons
from centralita.operations.contacts.public import ContactFacts, contact_facts
from centralita.studio.agents.public import AgentFacts, agent_facts


def summaries(actor: Actor, rows: Sequence[Campaign]) -> list[CampaignSummary]:
    """Campaigns of a list."""
    counted = queries.counts(row.id for row in rows)
    agents = agent_facts(row.agent_id for row in rows if row.agent_id is not None)
    return [CampaignSummary.model_validate(_summary(actor, row, counted[row.id], agents)) for row in rows]


def _summary(
    actor: Actor, row: Campaign, counted: Mapping[str, int], agents: Mapping[UUID, AgentFacts]
) -> dict[str, object]:
    return {
        "id": to_text("cmp", row.id),
        "name": row.name,
        "status": cast("Status", row.status),
        "reason": row.reason,
        "reason_text": campaign_reason(row.reason, actor.language),
        "agent": _agent(row, agents),
        "kind": cast("Kind", row.kind),
        "people": sum(counted.values()),
        "finished": counted["done"] + counted["left_out"],
        "dialled": row.dialled,
        "answered": row.answered,
        "interested": row.interested,
        "booked": row.booked,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "can": allowed(actor),
    }


def _agent(row: Campaign, agents: Mapping[UUID, AgentFacts]) -> CampaignAgent | None:
    facts = agents.get(row.agent_id) if row.agent_id is not None else None
    if facts is None:
        return None
    ready = facts.status == "active" and facts.live_number is not None
    return CampaignAgent(id=to_text("agt", facts.id), name=facts.name, ready=ready)


def detail(actor: Actor, row: Campaign) -> CampaignOut:
    """One campaign with everything."""
    counted = queries.counts([row.id])[row.id]
    agents = agent_facts([row.agent_id]) if row.agent_id is not None else {}
    blocked = _blocked(row)
    return CampaignOut.model_validate(
        {
            **_summary(actor, row, counted, agents),
            "purpose": row.purpose,
            "topic": row.topic,
            "audience": Audience.model_validate(row.audience),
            "audience_name": audience.name_of(row.organization_id, row.audience),
            "windows": row.windows,
            "starts_at": row.starts_at,
            "pace": row.pace,
            "concurrency": row.concurrency,
            "max_attempts": row.max_attempts,
            "retry": row.retry,
            "gap_minutes": row.gap_minutes,
            "calls_per_day": row.calls_per_day,
            "voicemail": row.voicemail,
            "stop_rules": StopRulesIn.model_validate(row.stop_rules),
            "budget": None if row.budget_micros is None else _money(row, row.budget_micros),
            "spent": _money(row, row.spent_micros),
            "held": _money(row, queries.held_micros(row.id)),
            "counters": _counters(row, counted),
            "gathered": row.gathered,
            "next_at": queries.next_at(row.id) if row.status == "running" else None,
            "blocked": blocked,
            "blocked_text": campaign_reason(blocked, actor.language),
            "created_by": row.created_by_name,
            "revision": row.revision,
        }
    )


def _money(row: Campaign, micros: int) -> CampaignMoney:
    return CampaignMoney(micros=micros, currency=row.currency)


def _blocked(row: Campaign) -> str:
    if row.status not in {"running", "scheduled"}:
        return ""
    return switches.closed(row) or ("" if ports.has_telephone() else "no_phone")


def _counters(row: Campaign, counted: Mapping[str, int]) -> Counters:
    talking = stoppable = 0
    if counted["calling"] and ports.has_telephone():
        calls = queries.open_attempts(row.id).values_list("call_id", flat=True)
        states = ports.telephone().states([each for each in calls if each is not None])
        talking = sum(each.status == "in_progress" for each in states.values())
        stoppable = sum(each.stoppable and each.ended_at is None for each in states.values())
    return Counters(
        **counted,
        talking=talking,
        stoppable=stoppable,
        dialled=row.dialled,
        answered=row.answered,
        interested=row.interested,
        booked=row.booked,
        opted_out=row.opted_out,
        failed=row.failed,
    )


def people(actor: Actor, rows: Sequence[CampaignContact]) -> list[CampaignPerson]:
    """The people of a campaign."""
    known = contact_facts(actor.organization_id, [row.contact_id for row in rows])
    return [
        CampaignPerson(
            contact=_ref(row.contact_id, known),
            phone=next(iter(known[row.contact_id].phones), "") if row.contact_id in known else "",
            state=cast("State", row.state),
            reasons=row.reasons,
            reason_text=person_reasons(row.reasons, actor.language),
            attempts=row.dialled,
            outcome=row.outcome,
            next_at=row.next_at if row.state in {"waiting", "held"} else None,
            last_dialled_at=row.last_dialled_at,
            call_id=to_text("call", row.call_id) if row.call_id else None,
        )
        for row in rows
    ]


def _ref(contact_id: UUID, known: Mapping[UUID, ContactFacts]) -> CalledPerson:
    return CalledPerson(
        id=to_text("con", contact_id), name=known[contact_id].name if contact_id in known else ""
    )


def attempts(actor: Actor, campaign: Campaign, rows: Sequence[CampaignAttempt]) -> list[AttemptOut]:
    """The calls of a campaign."""
    known = contact_facts(actor.organization_id, [row.contact_id for row in rows])
    return [
        AttemptOut(
            id=to_text("att", row.id),
            contact=_ref(row.contact_id, known),
            attempt=row.attempt,
            at=row.at,
            ended_at=row.ended_at,
            outcome=row.outcome,
            duration_seconds=row.duration_seconds,
            cost=_money(campaign, row.cost_micros),
            call_id=to_text("call", row.call_id) if row.call_id else None,
        )
        for row in rows
    ]


def hours(rows: Sequence[queries.Hour]) -> list[HourOut]:
    """Calls by hour."""
    return [
        HourOut(at=each.at, dialled=each.dialled, answered=each.answered, booked=each.booked) for each in rows
    ]


def switch(row: CallingSwitch | None) -> SwitchOut:
    """The organization's stop switch."""
    return SwitchOut(
        stopped=row is not None,
        since=row.stopped_at if row is not None else None,
        by=row.stopped_by_name if row is not None else "",
    )
