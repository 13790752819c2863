"""Ending an experiment: everybody has version A again, and B goes live where it won and somebody wants it."""

from typing import Final
from uuid import UUID

from django.db import transaction

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.identity.organizations.tasks import tell_members
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import ExperimentStopped
from centralita.studio.agents.public import Moved, agent_facts, lock_draft, put_live, version_of
from centralita.studio.experiments.domain.judgement import ExperimentEnding
from centralita.studio.experiments.errors import NotRunning, NotToAdopt
from centralita.studio.experiments.models import Experiment
from centralita.studio.experiments.queries import get_experiment

_OF_PEOPLE: Final = (ExperimentEnding.PERSON, ExperimentEnding.MOVED_ON)


def end(actor: Actor, row: Experiment, ending: ExperimentEnding, *, guard: str = "") -> None:
    """Stop a running experiment. The live plane gives everybody A within seconds; what still goes on keeps its version.

    Whoever may act on it hears of it by mail, unless a person did it.
    """
    row.state, row.ending, row.broken = "stopped", ending.value, guard
    row.ended_at, row.ended_by_name = now(), actor.name if actor.kind == "user" else ""
    row.revision += 1
    row.save()
    append(
        actor,
        row.agent_id,
        ExperimentStopped(
            experiment_id=to_text("exp", row.id), name=row.name, ending=ending.value, guard=guard or None
        ),
    )
    trail.record(
        actor,
        action="experiment_stop",
        subject_kind="experiment",
        subject_id=to_text("exp", row.id),
        after={"ending": ending.value, "guard": guard},
    )
    if ending not in _OF_PEOPLE:
        _tell(row)
    changed(actor.organization_id, "experiment", row.id)
    changed(actor.organization_id, "agent", row.agent_id)


def stop_experiment(actor: Actor, experiment_id: UUID) -> Experiment:
    """Stop a running experiment because a person wants it. Raises NotRunning."""
    row = get_experiment(actor, experiment_id, lock=True)
    if row.state != "running":
        raise NotRunning
    end(actor, row, ExperimentEnding.PERSON)
    return row


def adopt_experiment(actor: Actor, experiment_id: UUID) -> Experiment:
    """Put version B live by the usual act, with all its gates; stops the experiment first where it still runs.

    Raises NotToAdopt where another version than A is live by now, PublishBlocked, and what deployments raise.
    """
    lock_draft(actor, get_experiment(actor, experiment_id).agent_id)
    row = get_experiment(actor, experiment_id, lock=True)
    if row.state == "running":
        end(actor, row, ExperimentEnding.PERSON)
    _adopt(actor, row)
    changed(actor.organization_id, "experiment", row.id)
    return row


def adopt_winners(actor: Actor) -> None:
    """Put live what won and is to go live by itself. When that is refused, the experiment says why and a person can."""
    waiting = Experiment.objects.filter(
        state="stopped",
        ending=ExperimentEnding.B_BETTER,
        adopt_itself=True,
        adopted_at__isnull=True,
        adopt_error="",
    )
    for experiment_id, agent_id in waiting.values_list("id", "agent_id"):
        # The agent first, as whoever publishes.
        lock_draft(actor, agent_id)
        row = get_experiment(actor, experiment_id, lock=True)
        try:
            with transaction.atomic():
                _adopt(actor, row)
        except AppError as refused:
            row.adopted_at, row.adopt_error = None, refused.code
            row.save()
        changed(actor.organization_id, "experiment", row.id)


def _adopt(actor: Actor, row: Experiment) -> None:
    live = version_of(actor, row.agent_id)
    if row.state != "stopped" or row.candidate is None or row.adopted_at or live is None:
        raise NotToAdopt
    if live.id != row.version_a_id:
        raise NotToAdopt
    row.adopted_at, row.adopt_error = now(), ""
    row.save()
    put_live(actor, row.agent_id, row.candidate)
    trail.record(
        actor,
        action="experiment_adopt",
        subject_kind="experiment",
        subject_id=to_text("exp", row.id),
        after={"live": row.candidate},
    )


def on_agent(actor: Actor, agent_id: UUID, moved: Moved) -> None:
    """Another version is live, or the agent takes nobody any more for good: what was compared is no longer there."""
    if moved is Moved.LEAVING:
        return
    if moved is Moved.STEPPED and agent_facts([agent_id])[agent_id].status != "archived":
        return
    row = Experiment.objects.select_for_update(no_key=True).filter(agent_id=agent_id, state="running").first()
    if row is not None:
        end(actor, row, ExperimentEnding.MOVED_ON)


def _tell(row: Experiment) -> None:
    agent = agent_facts([row.agent_id])[row.agent_id]
    tell_members(
        row.organization_id,
        Permission.AGENT_PUBLISH,
        row.agent_id,
        f"experiment_{row.ending}",
        {"experiment": row.name, "agent": agent.name},
        path=f"/agents/{to_text('agt', row.agent_id)}/experiments",
    )
