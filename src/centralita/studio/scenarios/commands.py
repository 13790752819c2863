"""Holding an agent's scenarios from the command line, as a build server does."""

from dataclasses import dataclass
from uuid import UUID

from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId
from centralita.studio.scenarios import presentation, queries
from centralita.studio.scenarios.actions import start_run
from centralita.studio.scenarios.holding import hold_run


@dataclass(frozen=True, slots=True)
class Proof:
    """What a run came to: each scenario with whether it passed, and the same as JUnit's XML and as JSON."""

    results: tuple[tuple[str, bool], ...]
    junit: bytes
    json: bytes

    @property
    def holds(self) -> bool:
        """Whether every scenario passed."""
        return all(passed for _, passed in self.results)


def prove(organization_id: OrganizationId, agent_id: UUID, *, number: int | None = None) -> Proof:
    """Hold all scenarios of an agent now, with its draft or a version. Raises NotFound and NoScenarios."""
    actor = system_actor(organization_id, "scenarios")
    with tenant_scope(organization_id):
        run_id = start_run(actor, agent_id, number=number, queued=False).id
    hold_run(organization_id, run_id)
    with tenant_scope(organization_id):
        run = queries.get_run(actor, run_id)
        rows = queries.results_of(run)
        return Proof(
            tuple((row.name, bool(row.passed)) for row in rows),
            presentation.as_junit(run, rows),
            presentation.as_json(run, rows),
        )
