"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId


@app.task(
    name="compliance.read_register",
    queue="compliance",
    # A file at fault is marked as failed and not tried again; this is for a database or disk that went away.
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def read_register(*, organization_id: str, import_id: str) -> None:
    """Read a file of numbers, from where an earlier run stood."""
    from centralita.operations.compliance.reading import read

    read(OrganizationId(UUID(organization_id)), UUID(import_id))
