"""Writing experiments down, while they are drafts."""

from dataclasses import dataclass
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Stale
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.studio.agents.public import require_agent, version_of
from centralita.studio.experiments.domain.design import Goal, Guard
from centralita.studio.experiments.errors import GoalIncomplete, GuardTwice, NotADraft
from centralita.studio.experiments.models import Experiment
from centralita.studio.experiments.queries import get_experiment


@dataclass(frozen=True, slots=True)
class Plan:
    """What an experiment is to be. `candidate` is the number of version B, None for the draft."""

    name: str
    candidate: int | None
    share: int
    goal: Goal
    guards: tuple[Guard, ...]
    confidence: int
    minimum: int
    most_days: int
    adopt_itself: bool

    def told(self) -> dict[str, object]:
        return {
            "name": self.name,
            "candidate": self.candidate,
            "share": self.share,
            "goal": self.goal.told(),
            "guards": [{"kind": each.kind, "margin": each.margin} for each in self.guards],
            "confidence": self.confidence,
            "minimum": self.minimum,
            "most_days": self.most_days,
            "adopt_itself": self.adopt_itself,
        }


def create_experiment(actor: Actor, agent_id: UUID, plan: Plan) -> Experiment:
    """A draft of an experiment on an agent. Raises NotFound, GoalIncomplete, GuardTwice."""
    require_agent(actor, agent_id)
    _check(actor, agent_id, plan)
    row = Experiment.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent_id,
        created_by=actor.user_id,
        created_by_name=actor.name,
        **plan.told(),
    )
    # What the database fills in.
    row.refresh_from_db()
    _record(actor, row, "experiment_create", after=plan.told())
    changed(actor.organization_id, "experiment", row.id)
    return row


def change_experiment(actor: Actor, experiment_id: UUID, plan: Plan, *, seen: int | None) -> Experiment:
    """Change a draft. Raises Stale, NotADraft, GoalIncomplete, GuardTwice, NotFound."""
    row = get_experiment(actor, experiment_id, lock=True)
    if row.state != "draft":
        raise NotADraft
    if seen is not None and seen != row.revision:
        raise Stale(actual=row.revision, seen=seen)
    _check(actor, row.agent_id, plan)
    after = plan.told()
    before = {name: getattr(row, name) for name in after}
    if before == after:
        witness.nothing_changed()
        return row
    for name, value in after.items():
        setattr(row, name, value)
    row.revision += 1
    row.save()
    _record(actor, row, "experiment_change", before=before, after=after)
    changed(actor.organization_id, "experiment", row.id)
    return row


def delete_experiment(actor: Actor, experiment_id: UUID) -> None:
    """Delete a draft. What ran stays: it tells why a version went live. Raises NotADraft, NotFound."""
    row = get_experiment(actor, experiment_id, lock=True)
    if row.state != "draft":
        raise NotADraft
    _record(actor, row, "experiment_delete", before={"name": row.name})
    changed(actor.organization_id, "experiment", row.id)
    row.delete()


def _check(actor: Actor, agent_id: UUID, plan: Plan) -> None:
    if plan.candidate is not None:
        version_of(actor, agent_id, plan.candidate)
    if plan.goal.kind == "outcome" and not plan.goal.outcomes:
        raise GoalIncomplete(field="goal.outcomes")
    if plan.goal.kind == "stage" and not plan.goal.stage:
        raise GoalIncomplete(field="goal.stage")
    if plan.goal.kind == "stage" and not plan.goal.days:
        raise GoalIncomplete(field="goal.days")
    if plan.goal.kind == "tool" and not plan.goal.tool:
        raise GoalIncomplete(field="goal.tool")
    kinds = [guard.kind for guard in plan.guards]
    if len(set(kinds)) < len(kinds):
        raise GuardTwice(field="guards")


def _record(
    actor: Actor,
    row: Experiment,
    action: str,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="experiment",
        subject_id=to_text("exp", row.id),
        before=before,
        after=after,
    )
