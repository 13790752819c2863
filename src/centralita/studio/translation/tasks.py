"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId


@app.task(
    name="translation.run",
    queue="translation",
    # What was translated is kept, so a second time goes on where the first stopped.
    retry=RetryStrategy(max_attempts=4, exponential_wait=5),
)
def run_translation(*, organization_id: str, run_id: str) -> None:
    """Translate or score what a run has left."""
    from centralita.studio.translation.running import work_on

    work_on(OrganizationId(UUID(organization_id)), UUID(run_id))


@app.task(
    name="translation.prove", queue="translation", retry=RetryStrategy(max_attempts=4, exponential_wait=5)
)
def prove_parity(*, organization_id: str, run_id: str) -> None:
    """Hold a parity run's scenarios that were not held yet."""
    from centralita.studio.translation.proving import prove

    prove(OrganizationId(UUID(organization_id)), UUID(run_id))
