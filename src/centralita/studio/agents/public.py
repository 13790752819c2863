"""The door to agents for other slices."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita.engine import Blueprint, Problem
from centralita.identity.access.actor import Actor
from centralita.studio.agents.actions.create import NewAgent, create_agent
from centralita.studio.agents.actions.draft import keep_draft, refresh_draft, save_draft
from centralita.studio.agents.actions.lock import lock_agent
from centralita.studio.agents.actions.publish import NothingToPublish, cut_version, put_live, store_blueprint
from centralita.studio.agents.actions.update import update_agent
from centralita.studio.agents.checks import SOURCES, Source, problems_of
from centralita.studio.agents.domain import content
from centralita.studio.agents.domain.links import Link, Text, links_of
from centralita.studio.agents.equipping import equip_agents
from centralita.studio.agents.gates import GATES, Gate, Obstacle
from centralita.studio.agents.library import use_library
from centralita.studio.agents.models import Agent, AgentVersion
from centralita.studio.agents.models import Blueprint as StoredBlueprint
from centralita.studio.agents.moving import DRAFT_LISTENERS, LISTENERS, Moved
from centralita.studio.agents.queries import blueprint_content, get_agent, get_version, state_content, visible
from centralita.studio.agents.schemas import AgentChange

__all__ = [
    "AgentBegin",
    "AgentFacts",
    "Candidate",
    "Link",
    "Moved",
    "NewAgent",
    "NothingToPublish",
    "Numbered",
    "Obstacle",
    "PromptUse",
    "Published",
    "Text",
    "ToolUse",
    "agent_begin",
    "agent_facts",
    "agents_with_tool",
    "candidate",
    "change_draft",
    "cut_version",
    "draft_blueprint",
    "draft_revision",
    "equip_agents",
    "guard_publishing",
    "import_agent",
    "like_draft",
    "lock_draft",
    "numbered_version",
    "on_agent_moved",
    "on_check",
    "on_draft_saved",
    "prompt_uses",
    "published",
    "put_live",
    "read_content",
    "refresh_drafts",
    "rename_agent",
    "require_agent",
    "stored_blueprint",
    "take_tool",
    "use_library",
    "version_number",
    "version_of",
]


@dataclass(frozen=True, slots=True)
class AgentFacts:
    """What others may know of an agent. `live_number` is None while it was never published."""

    id: UUID
    name: str
    status: str
    live_number: int | None
    description: str = ""


def agent_facts(ids: Iterable[UUID]) -> dict[UUID, AgentFacts]:
    """The agents with these ids; unknown ones and other organizations' are left out."""
    rows = Agent.objects.filter(id__in=set(ids)).values_list(
        "id", "name", "status", "live_number", "description"
    )
    return {row[0]: AgentFacts(*row) for row in rows}


@dataclass(frozen=True, slots=True)
class ToolUse:
    """An agent whose draft was granted a tool, and the version of it."""

    agent_id: UUID
    name: str
    version: int


def agents_with_tool(actor: Actor, tool_id: str) -> tuple[ToolUse, ...]:
    """The agents open to the actor whose drafts have the tool with this id, by name."""
    rows = (
        visible(actor)
        .filter(draft__tools__contains=[{"id": tool_id}])
        .order_by("name_key", "id")
        .values_list("id", "name", "draft__tools")[:200]
    )
    return tuple(
        ToolUse(
            agent_id,
            name,
            next((int(tool.get("version") or 0) for tool in tools if tool.get("id") == tool_id), 0),
        )
        for agent_id, name, tools in rows
    )


def take_tool(actor: Actor, grant: Mapping[str, Any]) -> tuple[UUID, ...]:
    """Have every draft that waits for a tool to be connected take its first version; the agents whose drafts changed.

    The library is the whole organization's, so this goes beyond the agents that are open to the actor.
    """
    waiting = {"id": grant["id"], "version": 0}
    rows = Agent.objects.filter(draft__tools__contains=[waiting]).order_by("id")
    changed = []
    for agent in rows.select_for_update():
        tools = [
            dict(grant) if (tool.get("id"), tool.get("version")) == (grant["id"], 0) else tool
            for tool in agent.draft["tools"]
        ]
        draft = content.content_of(content.read({**agent.draft, "tools": tools}))
        keep_draft(actor, agent, draft, agent.languages)
        changed.append(agent.id)
    return tuple(changed)


@dataclass(frozen=True, slots=True)
class PromptUse:
    """A step whose task comes from a prompt of the library. `live_version`: what callers get of it; None of nothing."""

    agent_id: UUID
    name: str
    flow_id: str
    node_id: str
    node: str
    label: str
    version: int
    live_version: int | None


def prompt_uses(actor: Actor | None, prompt_id: str) -> tuple[PromptUse, ...]:
    """The steps that take their task from the prompt with this id, by agent; those open to the actor, without one all."""
    agents = Agent.objects.all() if actor is None else visible(actor)
    rows = agents.extra(where=["draft @? %s::jsonpath"], params=[_linked_path(prompt_id)]).order_by(
        "name_key", "id"
    )[:200]
    return tuple(use for agent in rows for use in _uses_in(agent, prompt_id))


def _uses_in(agent: Agent, prompt_id: str) -> Iterable[PromptUse]:
    live: dict[str, int] = {}
    if agent.live_number is not None:
        live = {
            str(linked.node["id"]): linked.link.version
            for linked in links_of(state_content(agent, "live"))
            if linked.link.prompt_id == prompt_id
        }
    for linked in links_of(agent.draft):
        if linked.link.prompt_id == prompt_id:
            node = str(linked.node["id"])
            yield PromptUse(
                agent.id,
                agent.name,
                linked.flow_id,
                node,
                str(linked.node.get("name") or node),
                linked.link.label,
                linked.link.version,
                live.get(node),
            )


def refresh_drafts(actor: Actor, prompt_id: str) -> tuple[UUID, ...]:
    """Have every draft that uses a prompt say what the library says now; the agents whose drafts changed.

    The library is the whole organization's, so this goes beyond the agents that are open to the actor.
    """
    rows = Agent.objects.select_for_update().extra(
        where=["draft @? %s::jsonpath"], params=[_linked_path(prompt_id)]
    )
    return tuple(agent.id for agent in rows.order_by("id") if refresh_draft(actor, agent))


def _linked_path(prompt_id: str) -> str:
    # The id is one of ours: letters, digits and an underscore.
    return f'$.flows[*].nodes[*].data.library ? (@.id == "{prompt_id}")'


def version_number(version_id: UUID) -> int | None:
    """The number of a published version; None when it is unknown."""
    return AgentVersion.objects.filter(id=version_id).values_list("number", flat=True).first()


def version_numbers(version_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The numbers of these published versions; unknown ones are left out."""
    return dict(AgentVersion.objects.filter(id__in=set(version_ids)).values_list("id", "number"))


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A published version: what it runs, and the agent's main language."""

    agent_id: UUID
    blueprint_id: UUID
    language: str


def version_facts(version_id: UUID) -> VersionFacts | None:
    """A published version; None when it is unknown."""
    row = AgentVersion.objects.filter(id=version_id).values_list("agent_id", "blueprint_id").first()
    if row is None:
        return None
    languages = Agent.objects.filter(id=row[0]).values_list("languages", flat=True).first()
    return VersionFacts(row[0], row[1], languages[0] if languages else "en")


@dataclass(frozen=True, slots=True)
class Published:
    """A published version with what it runs."""

    version_id: UUID
    number: int
    blueprint: Blueprint


def published(agent_id: UUID) -> Published | None:
    """The version that is live now; None while there is none."""
    version_id = Agent.objects.filter(id=agent_id).values_list("live_version_id", flat=True).first()
    if version_id is None:
        return None
    row = AgentVersion.objects.get(id=version_id)
    return Published(row.id, row.number, content.read(blueprint_content(row.blueprint_id)))


@dataclass(frozen=True, slots=True)
class Version:
    """A published version by its number."""

    id: UUID
    number: int
    live: bool


def version_of(actor: Actor, agent_id: UUID, number: int | None = None) -> Version | None:
    """A version of an agent, without a number the one that is live; None while there is none. Raises NotFound."""
    agent = get_agent(actor, agent_id)
    if number is None:
        if agent.live_version_id is None or agent.live_number is None:
            return None
        return Version(agent.live_version_id, agent.live_number, True)
    row = get_version(agent, number)
    return Version(row.id, row.number, row.id == agent.live_version_id)


def draft_blueprint(agent_id: UUID) -> Blueprint | None:
    """The draft as it is now; None for an unknown agent."""
    draft = Agent.objects.filter(id=agent_id).values_list("draft", flat=True).first()
    return None if draft is None else content.read(draft)


def draft_revision(agent_id: UUID) -> int:
    """Which revision the draft is of."""
    return Agent.objects.values_list("draft_revision", flat=True).get(id=agent_id)


def require_agent(actor: Actor, agent_id: UUID) -> AgentFacts:
    """An agent that is the actor's to see. Raises NotFound."""
    agent = get_agent(actor, agent_id)
    return AgentFacts(agent.id, agent.name, agent.status, agent.live_number)


@dataclass(frozen=True, slots=True)
class AgentBegin:
    """What a copy of an agent would begin with."""

    kind: str
    purpose: str
    blueprint: Blueprint


def agent_begin(actor: Actor, agent_id: UUID) -> AgentBegin:
    """An agent's draft with what it is for. Raises NotFound when it is not the actor's to see."""
    agent = get_agent(actor, agent_id)
    return AgentBegin(agent.kind, agent.purpose, content.read(agent.draft))


@dataclass(frozen=True, slots=True)
class AgentFileFacts:
    """What a file about an agent tells."""

    name: str
    description: str
    kind: str
    purpose: str
    tags: tuple[str, ...]
    blueprint: Blueprint


def agent_file_facts(actor: Actor, agent_id: UUID) -> AgentFileFacts:
    """An agent with its draft. Raises NotFound when it is not the actor's to see."""
    agent = get_agent(actor, agent_id)
    return AgentFileFacts(
        agent.name, agent.description, agent.kind, agent.purpose, tuple(agent.tags), content.read(agent.draft)
    )


def draft_problems(actor: Actor, agent_id: UUID) -> tuple[Problem, ...]:
    """What the checks say of an agent's draft, errors first. Raises NotFound."""
    return problems_of(actor.organization_id, get_agent(actor, agent_id).draft)


def import_agent(actor: Actor, new: NewAgent) -> UUID:
    """A new agent with its first draft. Raises PlanLimit."""
    return create_agent(actor, new).id


def change_draft(actor: Actor, agent_id: UUID, change: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
    """Replace the draft by what `change` makes of it."""
    agent = get_agent(actor, agent_id)
    save_draft(actor, agent_id, change(dict(agent.draft)), seen=agent.draft_revision)


def rename_agent(actor: Actor, agent_id: UUID, name: str) -> bool:
    """Call an agent otherwise; whether the name could be taken."""
    try:
        change = AgentChange(name=name)
    except ValueError:
        return False
    update_agent(actor, agent_id, change, seen=None)
    return True


def describe_agent(actor: Actor, agent_id: UUID, about: Mapping[str, Any]) -> None:
    """Call an agent so, and say this of it; what is left out stays."""
    update_agent(actor, agent_id, AgentChange.model_validate(dict(about)), seen=None)


def on_agent_moved(listener: Callable[[Actor, UUID, Moved], None]) -> None:
    """Be told of moves in their transaction; what a listener raises stops the move."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def read_content(stored: Mapping[str, Any]) -> Blueprint:
    """The blueprint that a stored content describes. Raises DraftMalformed."""
    return content.read(stored)


def on_draft_saved(
    listener: Callable[[Actor, UUID, Mapping[str, Any], Mapping[str, Any]], None],
) -> None:
    """Be told of each saved draft in its transaction, with its content before and after."""
    if listener not in DRAFT_LISTENERS:
        DRAFT_LISTENERS.append(listener)


def on_check(source: Source) -> None:
    """Look at drafts too, as often as their problems are told: with every save."""
    if source not in SOURCES:
        SOURCES.append(source)


def lock_draft(actor: Actor, agent_id: UUID) -> Blueprint:
    """The draft, which nobody else changes in this transaction. Raises NotFound."""
    return content.read(lock_agent(actor, agent_id).draft)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A content to be tried: the draft of this moment (`number` None, with its revision) or a version."""

    blueprint_id: UUID
    number: int | None
    draft_revision: int | None


def candidate(actor: Actor, agent_id: UUID, number: int | None = None) -> Candidate:
    """The draft as it is now, or a version by its number, stored so that it can be run whatever is edited later."""
    agent = get_agent(actor, agent_id)
    if number is not None:
        return Candidate(get_version(agent, number).blueprint_id, number, None)
    return Candidate(store_blueprint(actor, agent.draft), None, agent.draft_revision)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A published version and its number."""

    version_id: UUID
    number: int


def numbered_version(actor: Actor, agent_id: UUID, number: int | None = None) -> Numbered | None:
    """A version of an agent that is open to the actor, without a number the live one; None while there is none.

    Raises NotFound.
    """
    agent = get_agent(actor, agent_id)
    if number is not None:
        return Numbered(get_version(agent, number).id, number)
    if agent.live_version_id is None or agent.live_number is None:
        return None
    return Numbered(agent.live_version_id, agent.live_number)


def stored_blueprint(blueprint_id: UUID) -> Blueprint:
    """A stored content as the engine reads it."""
    return content.read(blueprint_content(blueprint_id))


def like_draft(agent_id: UUID, blueprint_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these contents that do what the agent's draft does, wherever its nodes lie on the canvas."""
    wanted = set(blueprint_ids)
    drafts = Agent.objects.filter(id=agent_id).values_list("draft_hash", flat=True).first()
    if drafts is None or not wanted:
        return set()
    rows = StoredBlueprint.objects.filter(id__in=wanted).values_list("id", "content")
    return {row[0] for row in rows if content.behaviour_hash(row[1]) == bytes(drafts)}


def guard_publishing(gate: Gate) -> None:
    """Be asked what stands against publishing a draft, in the transaction that would publish it."""
    if gate not in GATES:
        GATES.append(gate)
