"""Saving the draft as it is edited."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.studio.agents.actions.lock import expect, lock_agent
from centralita.studio.agents.domain import content
from centralita.studio.agents.domain.diff import diff
from centralita.studio.agents.library import with_library
from centralita.studio.agents.models import Agent
from centralita.studio.agents.moving import DRAFT_LISTENERS

# The trail says what was touched, not every keystroke's text; the versions keep the whole.
SUMMARISED_CHANGES = 20


def save_draft(actor: Actor, agent_id: UUID, sent: Mapping[str, Any], *, seen: int | None) -> Agent:
    """Replace the draft. Stale when somebody else saved since revision `seen`; DraftMalformed when it has no shape."""
    agent = lock_agent(actor, agent_id)
    expect(agent.draft_revision, seen)
    # First its shape, then what the library says: of two saves neither can bring an old text back.
    content.read(sent)
    blueprint = content.read(with_library(sent))
    draft = content.content_of(blueprint)
    if draft == agent.draft:
        witness.nothing_changed()
        return agent
    keep_draft(actor, agent, draft, blueprint.languages)
    return agent


def keep_draft(actor: Actor, agent: Agent, draft: dict[str, Any], languages: Iterable[str]) -> None:
    """Store a draft that has changed, and tell the trail."""
    changes = diff(agent.draft, draft)
    before, agent.draft = agent.draft, draft
    agent.draft_hash = content.behaviour_hash(draft)
    agent.draft_revision += 1
    agent.draft_saved_at = now()
    agent.draft_saved_by = actor.user_id
    agent.languages = list(languages)
    agent.save()
    # Whoever has it open too takes it over.
    changed(actor.organization_id, "draft", agent.id)
    for listener in DRAFT_LISTENERS:
        listener(actor, agent.id, before, draft)
    trail.record(
        actor,
        action="agent_draft_save",
        subject_kind="agent",
        subject_id=to_text("agt", agent.id),
        after={
            "revision": agent.draft_revision,
            "changes": [
                f"{change.area} {change.name} {change.path} {change.how}"
                for change in changes[:SUMMARISED_CHANGES]
            ],
        },
    )


def refresh_draft(actor: Actor, agent: Agent) -> bool:
    """Have a locked agent's linked steps say what the library says now; whether anything changed."""
    draft = content.content_of(content.read(with_library(agent.draft)))
    if draft == agent.draft:
        return False
    keep_draft(actor, agent, draft, agent.languages)
    return True
