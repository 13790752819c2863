"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId


@app.task(
    name="scenarios.hold",
    queue="scenarios",
    # What was held is kept, so a second time goes on where the first stopped.
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def hold_scenarios(*, organization_id: str, run_id: str) -> None:
    """Hold a run's scenarios that were not held yet."""
    from centralita.studio.scenarios.holding import hold_run

    hold_run(OrganizationId(UUID(organization_id)), UUID(run_id))
