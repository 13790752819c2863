"""Reading agents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.agents.domain.search import like_pattern
from centralita.studio.agents.models import Agent, AgentVersion, Blueprint

Sort = Literal["-updated_at", "name", "-created_at"]


@dataclass(frozen=True, slots=True)
class AgentFilter:
    """Which agents, in which order. An empty field does not filter; archived ones come only when asked for."""

    search: str = ""
    status: str = ""
    kind: str = ""
    purpose: str = ""
    tag: str = ""
    sort: Sort = "-updated_at"


def visible(actor: Actor) -> QuerySet[Agent]:
    """The agents that this actor may see."""
    agents = Agent.objects.all()
    return agents if actor.agent_ids is None else agents.filter(id__in=actor.agent_ids)


def filtered(actor: Actor, which: AgentFilter) -> QuerySet[Agent]:
    """The agents that match, in no order."""
    agents = visible(actor)
    agents = agents.filter(status=which.status) if which.status else agents.exclude(status="archived")
    if which.kind:
        agents = agents.filter(kind__in=[which.kind, "both"])
    if which.purpose:
        agents = agents.filter(purpose=which.purpose)
    if which.tag:
        agents = agents.filter(tags__contains=[which.tag])
    if which.search.strip():
        agents = agents.extra(where=["name_key LIKE %s"], params=[like_pattern(which.search)])
    return agents


def list_agents(actor: Actor, which: AgentFilter, *, cursor: str | None, limit: int) -> Page[Agent]:
    """One page of agents, without their drafts."""
    agents = filtered(actor, which).defer("draft")
    if which.sort == "name":
        agents = agents.order_by("name_key", "id")
        if cursor:
            name, last = decode_cursor(cursor, length=2)
            agents = agents.filter(Q(name_key__gt=name) | Q(name_key=name, id__gt=_uuid(last)))
        return paginate(list(agents[: limit + 1]), limit, lambda agent: (agent.name_key, str(agent.id)))
    column: Literal["updated_at", "created_at"] = (
        "created_at" if which.sort == "-created_at" else "updated_at"
    )
    agents = agents.order_by(f"-{column}", "-id")
    if cursor:
        at, last = decode_cursor(cursor, length=2)
        moment = _moment(at)
        agents = agents.filter(Q(**{f"{column}__lt": moment}) | Q(**{column: moment, "id__lt": _uuid(last)}))
    return paginate(
        list(agents[: limit + 1]), limit, lambda agent: (getattr(agent, column).isoformat(), str(agent.id))
    )


def get_agent(actor: Actor, agent_id: UUID) -> Agent:
    """One agent; not found when it is another's or not open to the actor."""
    agent = visible(actor).filter(id=agent_id).first()
    if agent is None:
        raise NotFound(kind="agent")
    return agent


def list_tags(actor: Actor) -> list[str]:
    """The tags in use."""
    rows: Sequence[Sequence[str]] = list(visible(actor).values_list("tags", flat=True))
    return sorted({tag for tags in rows for tag in tags}, key=str.casefold)


@dataclass(frozen=True, slots=True)
class Sight:
    """Which sources of knowledge an agent's draft may look into: their ids, or `all`."""

    agent_id: UUID
    name: str
    sources: tuple[str, ...]


def list_sights(actor: Actor, *, most: int) -> list[Sight]:
    """What the agents that are not archived may look into, by name, without those that look into nothing."""
    agents = visible(actor).exclude(status="archived").exclude(draft__knowledge=[]).order_by("name_key", "id")
    rows = agents.values_list("id", "name", "draft__knowledge")[:most]
    return [
        Sight(row, name, tuple(str(one["id"]) for one in knowledge or ())) for row, name, knowledge in rows
    ]


def list_versions(agent: Agent, *, cursor: str | None, limit: int) -> Page[AgentVersion]:
    """One page of versions, newest first."""
    versions = AgentVersion.objects.filter(agent_id=agent.id).order_by("-number")
    if cursor:
        (number,) = decode_cursor(cursor, length=1)
        versions = versions.filter(number__lt=number if isinstance(number, int) else 0)
    return paginate(list(versions[: limit + 1]), limit, lambda version: (version.number,))


def get_version(agent: Agent, number: int) -> AgentVersion:
    """One version by its number."""
    version = AgentVersion.objects.filter(agent_id=agent.id, number=number).first()
    if version is None:
        raise NotFound(kind="version")
    return version


def blueprint_content(blueprint_id: UUID) -> Mapping[str, Any]:
    """The content of a stored blueprint."""
    content: Mapping[str, Any] = Blueprint.objects.values_list("content", flat=True).get(id=blueprint_id)
    return content


def _uuid(part: str | int | None) -> UUID:
    try:
        return UUID(str(part))
    except ValueError:
        raise MalformedCursor(field="cursor") from None


def _moment(part: str | int | None) -> datetime:
    try:
        return datetime.fromisoformat(str(part))
    except ValueError:
        raise MalformedCursor(field="cursor") from None


def state_content(agent: Agent, state: str) -> Mapping[str, Any]:
    """The content of `draft`, `live` (nothing when never published) or a version number."""
    if state == "draft":
        draft: Mapping[str, Any] = agent.draft
        return draft
    if state == "live":
        if agent.live_number is None:
            return {}
        state = str(agent.live_number)
    return blueprint_content(get_version(agent, int(state)).blueprint_id)
