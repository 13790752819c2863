"""Making agents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.plans.catalogue import Resource
from centralita.identity.plans.room import require_room
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import AgentCreated
from centralita.studio.agents.domain import content
from centralita.studio.agents.domain.search import search_key
from centralita.studio.agents.equipping import PORTS
from centralita.studio.agents.models import Agent


@dataclass(frozen=True, slots=True)
class NewAgent:
    """What a new agent begins with. `blueprint` is its first draft."""

    name: str
    kind: str
    purpose: str
    blueprint: engine.Blueprint
    description: str = ""
    tags: Sequence[str] = ()
    template: str = ""


def create_agent(actor: Actor, new: NewAgent) -> Agent:
    """A new agent with its first draft. Raises PlanLimit when the plan has no room for it."""
    require_room(actor, Resource.AGENTS)
    draft = content.content_of(new.blueprint)
    agent = Agent.objects.create(
        organization_id=actor.organization_id,
        name=new.name,
        name_key=search_key(new.name),
        description=new.description,
        kind=new.kind,
        purpose=new.purpose,
        tags=list(dict.fromkeys(new.tags)),
        languages=list(new.blueprint.languages),
        template=new.template,
        draft=draft,
        draft_hash=content.behaviour_hash(draft),
        draft_saved_by=actor.user_id,
        created_by=actor.user_id,
    )
    _tell(actor, agent)
    return agent


def begin_agent(actor: Actor, new: NewAgent, languages: Sequence[str]) -> Agent:
    """A new agent of a shipped template, with the tools and scenarios that come with it. Raises PlanLimit."""
    require_room(actor, Resource.AGENTS)
    blueprint, finish = PORTS.equip(actor, new.template, languages, new.blueprint)
    agent = create_agent(actor, replace(new, blueprint=blueprint))
    finish(agent.id)
    return agent


def duplicate_agent(actor: Actor, source: Agent, name: str) -> Agent:
    """A copy of the draft under another name: a draft of its own, never published. Raises PlanLimit."""
    require_room(actor, Resource.AGENTS)
    draft: Mapping[str, Any] = {**source.draft, "name": name}
    agent = Agent.objects.create(
        organization_id=actor.organization_id,
        name=name,
        name_key=search_key(name),
        description=source.description,
        kind=source.kind,
        purpose=source.purpose,
        tags=source.tags,
        languages=source.languages,
        template=source.template,
        draft=draft,
        draft_hash=content.behaviour_hash(draft),
        draft_saved_by=actor.user_id,
        created_by=actor.user_id,
    )
    _tell(actor, agent)
    return agent


def _tell(actor: Actor, agent: Agent) -> None:
    append(actor, agent.id, AgentCreated(name=agent.name, template=agent.template or None))
    trail.record(
        actor,
        action="agent_create",
        subject_kind="agent",
        subject_id=to_text("agt", agent.id),
        after={"name": agent.name, "purpose": agent.purpose, "template": agent.template},
    )
