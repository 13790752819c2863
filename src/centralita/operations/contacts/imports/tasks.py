"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId


@app.task(
    name="contacts.carry_out_import",
    queue="contacts",
    # A file at fault is marked as failed and not tried again; this is for a database or disk that went away.
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def carry_out_import(*, organization_id: str, import_id: str) -> None:
    """Make contacts of the rows that are left."""
    from centralita.operations.contacts.imports.carrying import carry_out

    carry_out(OrganizationId(UUID(organization_id)), UUID(import_id))


@app.task(
    name="contacts.undo_import",
    queue="contacts",
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def undo_import(*, organization_id: str, import_id: str) -> None:
    """Take back what is left of an import."""
    from centralita.operations.contacts.imports.undoing import undo

    undo(OrganizationId(UUID(organization_id)), UUID(import_id))
