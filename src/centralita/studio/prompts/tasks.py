"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId


@app.task(
    name="prompts.try",
    queue="prompts",
    # What was answered is kept, so a second time goes on where the first stopped.
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def try_prompt(*, organization_id: str, trial_id: str) -> None:
    """Ask for a trial's answers that are not there yet."""
    from centralita.studio.prompts.trying import run_trial

    run_trial(OrganizationId(UUID(organization_id)), UUID(trial_id))
