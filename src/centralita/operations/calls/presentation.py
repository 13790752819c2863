"""Calls as the API shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.ids import OrganizationId, to_text
from centralita.operations.calls import queries
from centralita.operations.calls.actions.web import OpenedWebCall
from centralita.operations.calls.domain.words import RecordingStatus
from centralita.operations.calls.models import Call, Callback, CallCostLine
from centralita.operations.calls.policy import allowed, can_be_ended, can_be_taken_over
from centralita.operations.calls.schemas import (
    CallAccount,
    CallAgent,
    CallbackOut,
    CallCallback,
    CallContact,
    CallCost,
    CallCostItem,
    CallInsights,
    CallMoney,
    CallOut,
    CallRouting,
    CallTranscript,
    IceServerOut,
    ListeningOut,
    UtteranceOut,
    WebCallOut,
)
from centralita.operations.contacts.public import contact_names
from centralita.operations.conversations.public import known_then, promises, put_aside_in
from centralita.providers.voice.calls import CallStatus, IceServer, LiveLine
from centralita.studio.agents.public import AgentFacts, agent_facts, version_numbers


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is read once for all rows of a list."""

    contacts: Mapping[UUID, str]
    agents: Mapping[UUID, AgentFacts]
    versions: Mapping[UUID, int]
    costs: Mapping[UUID, Sequence[CallCostLine]]
    callbacks: Mapping[UUID, Callback]


def calls(actor: Actor, rows: Sequence[Call]) -> list[CallOut]:
    """Calls in a list."""
    ids = [row.id for row in rows]
    beside = _Beside(
        contacts=contact_names(row.contact_id for row in rows if row.contact_id),
        agents=agent_facts(row.agent_id for row in rows if row.agent_id),
        versions=version_numbers(row.version_id for row in rows if row.version_id),
        costs=queries.cost_lines(ids),
        callbacks=queries.callbacks_after(ids),
    )
    return [_call(actor, row, beside) for row in rows]


def call(actor: Actor, row: Call) -> CallOut:
    """One call."""
    return calls(actor, [row])[0]


def web_call(actor: Actor, opened: OpenedWebCall) -> WebCallOut:
    """A web call with what its browser needs."""
    return WebCallOut(
        call=call(actor, queries.get_call(actor, opened.call_id)),
        platform=opened.platform,
        token=opened.joining.token,
        url=opened.joining.url,
        ice_servers=_helpers(opened.joining.ice_servers),
        language=opened.language,
        variables=dict(opened.variables),
    )


def listening(line: LiveLine) -> ListeningOut:
    """What a browser needs to hear a call."""
    return ListeningOut(
        participant=line.participant,
        token=line.token,
        url=line.url,
        ice_servers=_helpers(line.ice_servers),
    )


def _helpers(known: Sequence[IceServer]) -> list[IceServerOut]:
    return [
        IceServerOut(urls=list(one.urls), username=one.username, credential=one.credential) for one in known
    ]


def _call(actor: Actor, row: Call, beside: _Beside) -> CallOut:
    after = beside.callbacks.get(row.id)
    version = beside.versions.get(row.version_id) if row.version_id else None
    given: dict[str, Any] = {
        name: getattr(row, name)
        for name in (
            *("status", "direction", "from_number", "to_number", "created_at", "ringing_at", "answered_at"),
            *("ended_at", "duration_seconds", "evidence", "platform_reason", "error", "transcript_status"),
            *("confidence", "summary", "sentiment", "successful", "collected", "latency", "attempt", "notes"),
            *("next_action", "revision", "erased_at"),
        )
    }
    return CallOut(
        id=to_text("call", row.id),
        ending=row.ending or None,
        outcome=row.outcome or None,
        kind=row.kind or None,
        contact=_contact(row.contact_id, beside.contacts),
        agent=_agent(row.agent_id, beside.agents, version),
        account=CallAccount(
            id=to_text("pac", row.account_id) if row.account_id else None,
            label=row.account_label,
            platform=row.platform,
        ),
        routing=CallRouting.model_validate(row.routing) if row.routing.get("why") else None,
        cost=None
        if row.cost_micros is None
        else CallCost(micros=row.cost_micros, currency=row.cost_currency, final=row.cost_final),
        cost_lines=[
            CallCostItem(item=line.item, micros=line.micros, currency=line.currency)
            for line in beside.costs.get(row.id, ())
        ],
        estimate=None
        if row.estimate_micros is None
        else CallMoney(micros=row.estimate_micros, currency=row.estimate_currency),
        insights=CallInsights.model_validate(row.insights) if row.insights else None,
        recording=row.recording_status == RecordingStatus.STORED,
        conversation_id=to_text("cnv", row.conversation_id)
        if row.conversation_id and row.answered_at
        else None,
        campaign_id=to_text("cmp", row.campaign_id) if row.campaign_id else None,
        stopping=row.stop_asked_at is not None and row.ended_at is None,
        stoppable=_stoppable(row),
        takes_over=row.status == CallStatus.IN_PROGRESS and can_be_taken_over(row.platform),
        callback=CallCallback(id=to_text("cbk", after.id), at=after.at) if after else None,
        created_by=row.created_by_name,
        can=allowed(actor),
        **given,
    )


def _stoppable(row: Call) -> bool:
    return row.ended_at is None and can_be_ended(row.platform, row.placing)


def _contact(contact_id: UUID | None, names: Mapping[UUID, str]) -> CallContact | None:
    if contact_id is None or contact_id not in names:
        return None
    return CallContact(id=to_text("con", contact_id), name=names[contact_id])


def _agent(agent_id: UUID | None, agents: Mapping[UUID, AgentFacts], version: int | None) -> CallAgent | None:
    if agent_id is None or agent_id not in agents:
        return None
    return CallAgent(id=to_text("agt", agent_id), name=agents[agent_id].name, version=version)


def transcript(row: Call) -> CallTranscript:
    """What was said; what the agent says is held against what the business said that day."""
    known = known_then(OrganizationId(row.organization_id), row.conversation_id)
    aside = put_aside_in(row.conversation_id)
    return CallTranscript.model_validate(
        {
            "status": row.transcript_status,
            "utterances": [
                UtteranceOut.model_validate(
                    {
                        "role": each.role,
                        "text": each.text,
                        "at": each.at,
                        "ends": each.ends,
                        "confidence": each.confidence,
                        "contradicts": promises(each.text, known, aside) if each.role == "agent" else [],
                    }
                )
                for each in queries.utterances(row.id)
            ],
        }
    )


def callbacks(actor: Actor, rows: Sequence[Callback]) -> list[CallbackOut]:
    """Calls to be made."""
    names = contact_names(row.contact_id for row in rows)
    agents = agent_facts(row.agent_id for row in rows)
    return [
        CallbackOut.model_validate(
            {
                "id": to_text("cbk", row.id),
                "contact": _contact(row.contact_id, names),
                "agent": _agent(row.agent_id, agents, None),
                "kind": row.kind,
                "note": row.note,
                "at": row.at,
                "status": row.status,
                "call_id": to_text("call", row.call_id) if row.call_id else None,
                "problem": row.problem,
                "reasons": row.reasons,
                "created_by": row.created_by_name,
                "created_at": row.created_at,
                "can": allowed(actor),
            }
        )
        for row in rows
    ]
