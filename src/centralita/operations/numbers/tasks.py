"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId


@app.task(
    name="numbers.refresh_numbers",
    queue="voices",
    # What the platform says no to is kept with the catalogue; this is for a database that went away.
    retry=RetryStrategy(max_attempts=4, exponential_wait=5),
)
def refresh_numbers(*, organization_id: str, account_id: str) -> None:
    """Look at which numbers an account has."""
    from centralita.operations.numbers.refreshing import refresh_account

    refresh_account(OrganizationId(UUID(organization_id)), UUID(account_id))
