"""Replays and rules over HTTP: parse, act, present."""

from typing import Annotated
from uuid import UUID

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.agents.public import require_agent
from centralita.studio.proof import actions, presentation, queries
from centralita.studio.proof.domain.scripting import scripted
from centralita.studio.proof.domain.standing import LOST
from centralita.studio.proof.gate import gate_of
from centralita.studio.proof.models import Replay
from centralita.studio.proof.schemas import (
    PublishGateOut,
    PublishRuleIn,
    ReplayDetail,
    ReplayIn,
    ReplayList,
    ReplayOut,
    ReplayTalkDetail,
    ScenarioDraftOut,
)

router = TenantRouter("proof")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_UPDATE


def _replay(request: TenantRequest, row: Replay) -> ReplayOut:
    rule = queries.rule_of(request.actor.organization_id, row.agent_id)
    return presentation.replay(row, queries.talks_of([row.id])[row.id], rule)


def _gate(request: TenantRequest, agent_id: UUID) -> PublishGateOut:
    require_agent(request.actor, agent_id)
    found = gate_of(request.actor, agent_id)
    with_etag(request, found.rule.revision)
    talks = queries.talks_of([found.replay.id])[found.replay.id] if found.replay else []
    return presentation.gate(request.actor, found, talks)


@router.get(
    "/agents/{agent_id}/publish-gate", permission=READ, operation="publish_gate_read", response=PublishGateOut
)
def read_gate(request: TenantRequest, agent_id: str) -> PublishGateOut:
    """What the agent's rule asks for before its draft may go live, and what of it is met now."""
    return _gate(request, from_text("agt", agent_id))


@router.put(
    "/agents/{agent_id}/publish-rule",
    permission=Permission.AGENT_GATE,
    operation="publish_rule_set",
    response=PublishGateOut,
)
def set_rule(request: TenantRequest, agent_id: str, payload: PublishRuleIn) -> PublishGateOut:
    """Set what the agent's draft must meet before it may go live."""
    wanted = actions.Wanted(
        payload.scenarios,
        payload.replay,
        payload.languages,
        payload.most_worse,
        payload.confidence,
        sorted(set(LOST if payload.lost is None else payload.lost)),
    )
    identifier = from_text("agt", agent_id)
    actions.set_rule(request.actor, identifier, wanted, seen=expected_revision(request))
    return _gate(request, identifier)


@router.post(
    "/agents/{agent_id}/replays", permission=WRITE, operation="replay_start", response=ReplayOut, status=201
)
def start(request: TenantRequest, agent_id: str, payload: ReplayIn) -> ReplayOut:
    """Hold real conversations again with the draft as it is now. No tool is called: it answers what it did then."""
    row = actions.start_replay(
        request.actor, from_text("agt", agent_id), size=payload.size, days=payload.days
    )
    return _replay(request, row)


@router.get("/agents/{agent_id}/replays", permission=READ, operation="replay_list", response=ReplayList)
def list_replays(
    request: TenantRequest, agent_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> ReplayList:
    """An agent's replays, newest first."""
    identifier = from_text("agt", agent_id)
    page = queries.list_replays(request.actor, identifier, cursor=cursor, limit=limit)
    rule = queries.rule_of(request.actor.organization_id, identifier)
    talks = queries.talks_of(row.id for row in page.items)
    return ReplayList(
        items=[presentation.replay(row, talks[row.id], rule) for row in page.items],
        next_cursor=page.next_cursor,
    )


@router.get("/replays/{replay_id}", permission=READ, operation="replay_read", response=ReplayDetail)
def read(request: TenantRequest, replay_id: str) -> ReplayDetail:
    """A replay with what each conversation came to so far."""
    row = queries.get_replay(request.actor, from_text("rpl", replay_id))
    rule = queries.rule_of(request.actor.organization_id, row.agent_id)
    talks = queries.talks_of([row.id])[row.id]
    return ReplayDetail(
        **presentation.replay(row, talks, rule).model_dump(),
        talks=[presentation.talk(each, rule.lost) for each in talks],
    )


@router.post("/replays/{replay_id}/cancel", permission=WRITE, operation="replay_cancel", response=ReplayOut)
def cancel(request: TenantRequest, replay_id: str) -> ReplayOut:
    """Hold no more of a replay's conversations. What was found stays."""
    return _replay(request, actions.cancel_replay(request.actor, from_text("rpl", replay_id)))


@router.get(
    "/conversations/{conversation_id}/scenario",
    permission=Permission.CONVERSATION_READ,
    operation="conversation_scenario_draft",
    response=ScenarioDraftOut,
)
def draft_scenario(
    request: TenantRequest, conversation_id: str, turn: Annotated[str | None, Query(max_length=40)] = None
) -> ScenarioDraftOut:
    """A conversation as a scenario, or up to the answer `turn` of the agent, which has to become better in it.

    Names, phones and e-mail addresses are exchanged for samples. Nothing is saved.
    """
    message_id = from_text("msg", turn) if turn else None
    recorded = queries.get_recorded(request.actor, from_text("cnv", conversation_id), message_id)
    script = scripted(recorded)
    said = [step.told for step in script.steps if step.told]
    # What leads up to a bad turn is what it is about; a whole conversation is about what it begins with.
    name = next(iter(said[::-1] if turn else said), "")
    return ScenarioDraftOut(agent_id=to_text("agt", recorded.agent_id), name=name[:80], script=script)


@router.get(
    "/replays/{replay_id}/talks/{talk_id}",
    permission=Permission.CONVERSATION_READ,
    operation="replay_talk_read",
    response=ReplayTalkDetail,
)
def read_talk(request: TenantRequest, replay_id: str, talk_id: str) -> ReplayTalkDetail:
    """What was said in a conversation then, and what would be said with the draft."""
    row = queries.get_replay(request.actor, from_text("rpl", replay_id))
    rule = queries.rule_of(request.actor.organization_id, row.agent_id)
    return presentation.talk_detail(queries.get_talk(row, from_text("rpt", talk_id)), rule.lost)
