"""Taking an agent for a write."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound, Stale
from centralita.studio.agents.models import Agent


def lock_agent(actor: Actor, agent_id: UUID) -> Agent:
    """The agent, locked for this transaction. Not found when it is not the actor's to touch."""
    agent = Agent.objects.select_for_update().filter(id=agent_id).first()
    if agent is None or not actor.reaches(agent.id):
        raise NotFound(kind="agent")
    return agent


def expect(actual: int, seen: int | None) -> None:
    """Stale when somebody else has written since the caller looked; a caller who did not say is not stopped."""
    if seen is not None and seen != actual:
        raise Stale(actual=actual, seen=seen)
