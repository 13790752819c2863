"""Agents as the API shows them."""

from collections.abc import Iterable

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.studio.agents import checks
from centralita.studio.agents.domain.life import Kind, Purpose, Status, possible_steps
from centralita.studio.agents.models import Agent, AgentVersion
from centralita.studio.agents.policy import allowed
from centralita.studio.agents.schemas import (
    AgentOut,
    AgentSummary,
    DraftOut,
    ProblemOut,
    VersionOut,
)


def summary(actor: Actor, agent: Agent) -> AgentSummary:
    """An agent in a list."""
    return AgentSummary(
        id=to_text("agt", agent.id),
        name=agent.name,
        description=agent.description,
        kind=Kind(agent.kind),
        purpose=Purpose(agent.purpose),
        status=Status(agent.status),
        tags=agent.tags,
        languages=agent.languages,
        template=agent.template,
        live_number=agent.live_number,
        has_changes=has_changes(agent),
        updated_at=agent.updated_at,
        created_at=agent.created_at,
        can=allowed(actor),
    )


def has_changes(agent: Agent) -> bool:
    """Whether the draft differs from what is live."""
    return agent.live_hash is None or bytes(agent.draft_hash) != bytes(agent.live_hash)


def detail(actor: Actor, agent: Agent) -> AgentOut:
    """An agent as its page shows it."""
    return AgentOut(
        **summary(actor, agent).model_dump(),
        revision=agent.revision,
        draft_revision=agent.draft_revision,
        draft_saved_at=agent.draft_saved_at,
        live_published_at=agent.live_at,
        steps=[step.value for step in possible_steps(Status(agent.status))],
    )


def problems_of(problems: Iterable[engine.Problem], language: str) -> list[ProblemOut]:
    """What the checks found, in the reader's language."""
    return [
        ProblemOut(
            code=problem.code,
            severity=problem.severity,
            message=engine.sentence(problem, language),
            flow_id=problem.flow_id,
            node_id=problem.node_id,
        )
        for problem in problems
    ]


def draft(actor: Actor, agent: Agent) -> DraftOut:
    """The draft with what the checks say about it."""
    return DraftOut(
        blueprint=agent.draft,
        revision=agent.draft_revision,
        saved_at=agent.draft_saved_at,
        saved_by=to_text("usr", agent.draft_saved_by) if agent.draft_saved_by else None,
        problems=problems_of(checks.problems_of(actor.organization_id, agent.draft), actor.language),
    )


def version(agent: Agent, row: AgentVersion) -> VersionOut:
    """A published version."""
    return VersionOut(
        id=to_text("agv", row.id),
        number=row.number,
        note=row.note,
        author=row.author_name,
        rolled_back_to=row.rolled_back_to,
        forced_because=row.forced_because,
        live=row.id == agent.live_version_id,
        created_at=row.created_at,
    )
