"""Changing what an agent is called and what it is for."""

from typing import Any
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import AgentUpdated
from centralita.studio.agents.actions.lock import expect, lock_agent
from centralita.studio.agents.domain.search import search_key
from centralita.studio.agents.models import Agent
from centralita.studio.agents.schemas import AgentChange


def update_agent(actor: Actor, agent_id: UUID, change: AgentChange, *, seen: int | None) -> Agent:
    """Apply what the change names. Stale when the agent has moved on from revision `seen`."""
    agent = lock_agent(actor, agent_id)
    expect(agent.revision, seen)
    fields: dict[str, Any] = change.model_dump(mode="json", exclude_none=True)
    if "tags" in fields:
        fields["tags"] = list(dict.fromkeys(fields["tags"]))
    changed = {name: value for name, value in fields.items() if getattr(agent, name) != value}
    if not changed:
        witness.nothing_changed()
        return agent
    before = {name: getattr(agent, name) for name in changed}
    for name, value in changed.items():
        setattr(agent, name, value)
    agent.name_key = search_key(agent.name)
    agent.revision += 1
    agent.save()
    append(actor, agent.id, AgentUpdated(fields=sorted(changed)))
    trail.record(
        actor,
        action="agent_update",
        subject_kind="agent",
        subject_id=to_text("agt", agent.id),
        before=before,
        after=changed,
    )
    return agent
