"""Starting an experiment: from now on its agent's conversations are shared between two versions."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import ExperimentStarted
from centralita.studio.agents.public import cut_version, lock_draft, require_agent, version_of
from centralita.studio.experiments.errors import ExperimentRuns, NotADraft, NothingLive, SameVersion
from centralita.studio.experiments.models import Experiment
from centralita.studio.experiments.queries import get_experiment


def start_experiment(actor: Actor, experiment_id: UUID, *, because: str = "") -> Experiment:
    """Let version B have its share. A draft becomes a version first, by the same gates as one that is published.

    Raises NotADraft, ExperimentRuns, NothingLive, SameVersion, NothingToPublish, HasProblems, PublishBlocked.
    """
    agent_id = get_experiment(actor, experiment_id).agent_id
    # First the agent, as whoever publishes: two who start at once wait for each other.
    lock_draft(actor, agent_id)
    row = get_experiment(actor, experiment_id, lock=True)
    if row.state != "draft":
        raise NotADraft
    other = Experiment.objects.filter(agent_id=agent_id, state="running").first()
    if other is not None:
        raise ExperimentRuns(name=other.name)
    live = version_of(actor, agent_id)
    if live is None or require_agent(actor, agent_id).status != "active":
        raise NothingLive
    if row.candidate is None:
        version = cut_version(actor, agent_id, note=row.name, because=because)
        row.candidate, row.version_b_id = version.number, version.id
    else:
        chosen = version_of(actor, agent_id, row.candidate)
        assert chosen is not None
        if chosen.live:
            raise SameVersion(number=chosen.number)
        row.version_b_id = chosen.id
    row.version_a_id = live.id
    row.state, row.started_at = "running", now()
    row.revision += 1
    row.save()
    append(
        actor,
        agent_id,
        ExperimentStarted(
            experiment_id=to_text("exp", row.id),
            name=row.name,
            a=live.number,
            b=row.candidate,
            share=row.share,
        ),
    )
    trail.record(
        actor,
        action="experiment_start",
        subject_kind="experiment",
        subject_id=to_text("exp", row.id),
        after={"a": live.number, "b": row.candidate, "share": row.share},
    )
    changed(actor.organization_id, "experiment", row.id)
    changed(actor.organization_id, "agent", agent_id)
    return row
