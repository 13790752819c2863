"""Pausing, resuming, archiving, restoring and deleting."""

from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.organizations.tasks import forget_later
from centralita.identity.plans.catalogue import Resource
from centralita.identity.plans.room import require_room
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import AgentArchived, AgentPaused, AgentResumed, AgentUpdated, Fact
from centralita.studio.agents.actions.lock import lock_agent
from centralita.studio.agents.domain.life import Status, Step, follow
from centralita.studio.agents.models import Agent
from centralita.studio.agents.moving import Moved, tell

_FACTS: dict[Step, Fact] = {
    Step.PAUSE: AgentPaused(),
    Step.RESUME: AgentResumed(),
    Step.ARCHIVE: AgentArchived(),
    Step.RESTORE: AgentUpdated(fields=["status"]),
}


def take_step(actor: Actor, agent_id: UUID, step: Step) -> Agent:
    """Move the agent along its life. A paused or archived agent takes no new conversations; running ones go on.

    Raises PlanLimit when the plan has no room for one more that is not archived.
    """
    if step is Step.RESTORE:
        require_room(actor, Resource.AGENTS)
    agent = lock_agent(actor, agent_id)
    before = agent.status
    agent.status = follow(Status(before), step, published=agent.live_number is not None)
    agent.revision += 1
    agent.save()
    append(actor, agent.id, _FACTS[step])
    trail.record(
        actor,
        action=f"agent_{step.value}",
        subject_kind="agent",
        subject_id=to_text("agt", agent.id),
        before={"status": before},
        after={"status": agent.status},
    )
    tell(actor, agent.id, Moved.STEPPED)
    return agent


def delete_agent(actor: Actor, agent_id: UUID) -> None:
    """Delete a draft or an archived agent for good, with its versions, channels and conversations."""
    agent = lock_agent(actor, agent_id)
    follow(Status(agent.status), Step.DELETE, published=agent.live_number is not None)
    tell(actor, agent.id, Moved.LEAVING)
    trail.record(
        actor,
        action="agent_delete",
        subject_kind="agent",
        subject_id=to_text("agt", agent.id),
        before={"name": agent.name, "status": agent.status},
    )
    _forget_attachments(agent.id)
    agent.delete()


def _forget_attachments(agent_id: UUID) -> None:
    """Have the files that visitors sent to the agent removed once the deletion is there for good."""
    with connection.cursor() as cursor:
        # Plain SQL: conversations live in a room above this one.
        cursor.execute(
            "SELECT a.storage_key FROM attachment a JOIN conversation c ON c.id = a.conversation_id"
            " WHERE c.agent_id = %s",
            [agent_id],
        )
        forget_later([key for (key,) in cursor.fetchall()])
