"""Publishing: an immutable version that new conversations run on at once. Running ones keep theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound
from centralita.kit.ids import BlueprintId, new_id, to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import AgentPublished
from centralita.studio.agents import checks
from centralita.studio.agents.actions.draft import refresh_draft
from centralita.studio.agents.actions.lock import lock_agent
from centralita.studio.agents.domain import content
from centralita.studio.agents.domain.life import Status, Step, follow
from centralita.studio.agents.gates import Obstacle, blocked, obstacles
from centralita.studio.agents.models import Agent, AgentVersion, Blueprint
from centralita.studio.agents.moving import Moved, tell


class HasProblems(Conflict):
    """The checks found errors; the draft stays a draft. `count` says how many."""

    code = "agent_has_problems"


class NothingToPublish(Conflict):
    """The draft is what already is live."""

    code = "nothing_to_publish"


def store_blueprint(actor: Actor, value: Mapping[str, Any]) -> BlueprintId:
    """The id of this content, stored once however often it is asked for."""
    digest = content.content_hash(value)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO blueprint (id, organization_id, content_hash, content, created_at)"
            " VALUES (%s, %s, %s, %s, now()) ON CONFLICT (organization_id, content_hash) DO NOTHING",
            [new_id(), actor.organization_id, digest, content.canonical(value).decode()],
        )
    return BlueprintId(Blueprint.objects.values_list("id", flat=True).get(content_hash=digest))


def publish_agent(actor: Actor, agent_id: UUID, *, note: str, because: str = "") -> AgentVersion:
    """Make the draft the next version and put it live.

    Raises PublishBlocked while the agent's rule stands against it, unless somebody who may says `because` of what all
    the same; the reason stays with the version.
    """
    agent = lock_agent(actor, agent_id)
    forced = _cleared(actor, agent, because)
    return _publish(actor, agent, agent.draft, note=note, rolled_back_to=None, forced=forced)


def cut_version(actor: Actor, agent_id: UUID, *, note: str, because: str = "") -> AgentVersion:
    """Make the draft the next version without putting it live: nobody meets it but who is given it.

    Asks for all that publishing asks for, and raises the same.
    """
    agent = lock_agent(actor, agent_id)
    forced = _cleared(actor, agent, because)
    _step(agent)
    _require_news(agent, store_blueprint(actor, agent.draft))
    version = _store_version(actor, agent, agent.draft, note=note, rolled_back_to=None, forced=forced)
    trail.record(
        actor,
        action="agent_version_cut",
        subject_kind="agent",
        subject_id=to_text("agt", agent.id),
        after={"version": version.number, "note": note, **_told(forced)},
    )
    return version


def put_live(actor: Actor, agent_id: UUID, number: int) -> AgentVersion:
    """Put a version live under its own number. Raises PublishBlocked where it is what the draft is and the agent's
    rule stands against that by now.
    """
    agent = lock_agent(actor, agent_id)
    version = AgentVersion.objects.filter(agent_id=agent.id, number=number).first()
    if version is None:
        raise NotFound(kind="version")
    value = Blueprint.objects.get(id=version.blueprint_id).content
    if not version.forced_because and content.behaviour_hash(value) == bytes(agent.draft_hash):
        against = obstacles(actor, agent.id)
        if against:
            raise blocked(against)
    status = _step(agent)
    live = _require_news(agent, version.blueprint_id)
    return _go_live(actor, agent, version, value, status=status, live=live, forced=None)


def _cleared(actor: Actor, agent: Agent, because: str) -> "_Forced | None":
    """That nothing stands against the draft, or why it goes ahead all the same."""
    refresh_draft(actor, agent)
    problems = checks.problems_of(actor.organization_id, agent.draft)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise HasProblems(count=len(errors))
    against = obstacles(actor, agent.id)
    if not against:
        return None
    if not because:
        raise blocked(against)
    actor.require(Permission.AGENT_GATE)
    return _Forced(because, against)


def roll_back_agent(actor: Actor, agent_id: UUID, number: int, *, note: str) -> AgentVersion:
    """Publish an old version's content as the next number; the draft is left alone."""
    agent = lock_agent(actor, agent_id)
    version = AgentVersion.objects.filter(agent_id=agent.id, number=number).first()
    if version is None:
        raise NotFound(kind="version")
    old = Blueprint.objects.get(id=version.blueprint_id)
    return _publish(actor, agent, old.content, note=note, rolled_back_to=number)


@dataclass(frozen=True, slots=True)
class _Forced:
    """Why something was published although its rule stood against it, and what that found."""

    because: str
    against: tuple[Obstacle, ...]


def _publish(
    actor: Actor,
    agent: Agent,
    value: Mapping[str, Any],
    *,
    note: str,
    rolled_back_to: int | None,
    forced: _Forced | None = None,
) -> AgentVersion:
    status = _step(agent)
    live = _require_news(agent, store_blueprint(actor, value))
    version = _store_version(actor, agent, value, note=note, rolled_back_to=rolled_back_to, forced=forced)
    return _go_live(actor, agent, version, value, status=status, live=live, forced=forced)


def _step(agent: Agent) -> Status:
    return follow(Status(agent.status), Step.PUBLISH, published=agent.live_number is not None)


def _require_news(agent: Agent, blueprint_id: UUID) -> AgentVersion | None:
    """The version that is live. Raises NothingToPublish when it is this very content."""
    live = AgentVersion.objects.filter(id=agent.live_version_id).first() if agent.live_version_id else None
    if live is not None and live.blueprint_id == blueprint_id:
        raise NothingToPublish(number=live.number)
    return live


def _store_version(
    actor: Actor,
    agent: Agent,
    value: Mapping[str, Any],
    *,
    note: str,
    rolled_back_to: int | None,
    forced: _Forced | None,
) -> AgentVersion:
    last = (
        AgentVersion.objects.filter(agent_id=agent.id)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    found = checks.problems_of(actor.organization_id, value)
    problems = [problem for problem in found if problem.severity == "warning"]
    return AgentVersion.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent.id,
        number=(last or 0) + 1,
        blueprint_id=store_blueprint(actor, value),
        note=note,
        checks=[{"code": problem.code, "node_id": problem.node_id} for problem in problems],
        rolled_back_to=rolled_back_to,
        forced_because=forced.because if forced else "",
        author_id=actor.user_id,
        author_name=actor.name,
    )


def _go_live(
    actor: Actor,
    agent: Agent,
    version: AgentVersion,
    value: Mapping[str, Any],
    *,
    status: Status,
    live: AgentVersion | None,
    forced: _Forced | None,
) -> AgentVersion:
    rolled_back_to = version.rolled_back_to
    agent.status = status
    agent.live_version_id = version.id
    agent.live_number = version.number
    agent.live_hash = content.behaviour_hash(value)
    agent.live_at = now()
    agent.revision += 1
    agent.save()
    append(
        actor,
        agent.id,
        AgentPublished(
            version_id=to_text("agv", version.id), number=version.number, rolled_back_to=rolled_back_to
        ),
    )
    trail.record(
        actor,
        action="agent_roll_back" if rolled_back_to else "agent_publish",
        subject_kind="agent",
        subject_id=to_text("agt", agent.id),
        before={"live": live.number if live else None},
        after={
            "live": version.number,
            "note": version.note,
            "rolled_back_to": rolled_back_to,
            **_told(forced),
        },
    )
    tell(actor, agent.id, Moved.PUBLISHED)
    return version


def _told(forced: _Forced | None) -> dict[str, object]:
    if forced is None:
        return {}
    return {"forced_because": forced.because, "against": [each.code for each in forced.against]}
