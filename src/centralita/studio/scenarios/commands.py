"""Holding an agent's scenarios from the command line, as a build server does."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId
from centralita.studio.scenarios import presentation, queries
from centralita.studio.scenarios.actions import RunIsOver, cancel_run, start_run
from centralita.studio.scenarios.domain.showing import called_off_line
from centralita.studio.scenarios.holding import hold_run


@dataclass(frozen=True, slots=True)
class Proof:
    """What a run came to: each scenario with whether it passed and why not, and the same as JUnit's XML and as JSON."""

    results: tuple[tuple[str, bool, list[str]], ...]
    junit: bytes
    json: bytes

    @property
    def holds(self) -> bool:
        """Whether every scenario passed."""
        return all(passed for _, passed, _ in self.results)


def prove(organization_id: OrganizationId, agent_id: UUID, *, number: int | None = None) -> Proof:
    """Hold all scenarios of an agent now, with its draft or a version. Raises NotFound and NoScenarios.

    Who interrupts it is told, by a note on the interruption, how far it came; the run is called off.
    """
    actor = system_actor(organization_id, "scenarios")
    with tenant_scope(organization_id):
        run_id = start_run(actor, agent_id, number=number, queued=False).id
    try:
        hold_run(organization_id, run_id)
    except KeyboardInterrupt as stopped:
        stopped.add_note(_call_off(actor, run_id))
        raise
    with tenant_scope(organization_id):
        run = queries.get_run(actor, run_id)
        rows = queries.results_of(run)
        return Proof(
            tuple((row.name, bool(row.passed), presentation.failures(row)) for row in rows),
            presentation.as_junit(run, rows),
            presentation.as_json(run, rows),
        )


def _call_off(actor: Actor, run_id: UUID) -> str:
    with tenant_scope(actor.organization_id):
        with suppress(RunIsOver):
            cancel_run(actor, run_id)
        counts = queries.counts_of([run_id])[run_id]
        return called_off_line(counts.passed + counts.failed, queries.get_run(actor, run_id).total)
