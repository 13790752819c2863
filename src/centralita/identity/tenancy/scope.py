"""The tenant scope: the outermost transaction, with the organization set in it.

`SET LOCAL` is used as a statement because Citus does not carry `set_config()` to its workers; the value is a
UUID that we format ourselves, so nothing can be injected.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

from centralita.kit.errors import AppError, Category


class ScopeNested(AppError):
    """A tenant scope was opened inside a transaction: a bug of ours, never a person's."""

    code = "internal"
    category = Category.UNAVAILABLE


def organization_statement(organization_id: UUID) -> str:
    """The statement that says for whom the rest of the transaction works."""
    return f"SET LOCAL app.organization_id = '{UUID(int=organization_id.int)}'"


def person_statement(user_id: UUID) -> str:
    """The statement that says whose own rows the rest of the transaction may see."""
    return f"SET LOCAL app.user_id = '{UUID(int=user_id.int)}'"


# Where threads that mostly wait for something else come by for a connection; none: each keeps its own.
_door: ContextVar[AbstractContextManager[object] | None] = ContextVar("door", default=None)


@contextmanager
def few_connections(door: AbstractContextManager[object]) -> Iterator[None]:
    """Meanwhile each tenant scope of this thread passes a door, a semaphore, and gives its connection back after it."""
    before = _door.set(door)
    try:
        yield
    finally:
        _door.reset(before)


@contextmanager
def tenant_scope(organization_id: UUID) -> Iterator[None]:
    """Run a block as one transaction of one organization. Refuses to nest."""
    if connection.in_atomic_block:
        raise ScopeNested(organization=str(organization_id))
    door = _door.get()
    if door is None:
        with _as(organization_id):
            yield
        return
    with door:
        try:
            with _as(organization_id):
                yield
        finally:
            connection.close()


@contextmanager
def _as(organization_id: UUID) -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(organization_statement(organization_id))
        yield


@contextmanager
def user_scope(user_id: UUID) -> Iterator[None]:
    """One transaction of one person across their organizations: they see their own memberships, no more."""
    if connection.in_atomic_block:
        raise ScopeNested(user=str(user_id))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(person_statement(user_id))
        yield


@contextmanager
def acting_for_another_organization(other: UUID, *, back_to: UUID | None) -> Iterator[None]:
    """Work for another organization inside a transaction, and come back to the first (None: to nobody's).

    For two callers only: an agency that reaches into its client, and the platform's own door. Whoever opens it has
    shown by a stored row that they may.
    """
    if not connection.in_atomic_block:
        raise ScopeNested(organization=str(other))
    with connection.cursor() as cursor:
        cursor.execute(organization_statement(other))
    # Not restored after an error: the transaction is lost then, and its setting with it.
    yield
    with connection.cursor() as cursor:
        cursor.execute(organization_statement(back_to) if back_to else "SET LOCAL app.organization_id = ''")
