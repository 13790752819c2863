"""Reading experiments."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.agents.public import require_agent
from centralita.studio.experiments.domain.design import Design, Goal, Guard
from centralita.studio.experiments.domain.sums import ARMS, ArmSums
from centralita.studio.experiments.models import Experiment


def list_experiments(actor: Actor, agent_id: UUID, *, cursor: str | None, limit: int) -> Page[Experiment]:
    """One page of an agent's experiments, newest first."""
    require_agent(actor, agent_id)
    rows = Experiment.objects.filter(agent_id=agent_id).order_by("-id")
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        try:
            rows = rows.filter(id__lt=UUID(str(last)))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
    return paginate(list(rows[: limit + 1]), limit, lambda row: (str(row.id),))


def get_experiment(actor: Actor, experiment_id: UUID, *, lock: bool = False) -> Experiment:
    """One experiment on an agent that is the actor's to see."""
    # No key: a conversation that begins points to the row, and waits for nobody who counts.
    rows = Experiment.objects.select_for_update(no_key=True) if lock else Experiment.objects.all()
    row = rows.filter(id=experiment_id).first()
    if row is None or not actor.reaches(row.agent_id):
        raise NotFound(kind="experiment")
    return row


def design_of(row: Experiment) -> Design:
    """What the experiment is about."""
    return Design(
        goal=Goal.read(row.goal),
        guards=tuple(Guard(**each) for each in row.guards),
        share=row.share,
        confidence=row.confidence,
        minimum=row.minimum,
        most_days=row.most_days,
    )


def sums_of(row: Experiment) -> dict[str, ArmSums]:
    """What each arm came to so far."""
    return {arm: ArmSums.read(row.sums.get(arm, {})) for arm in ARMS}
