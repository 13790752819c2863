"""What happens to a person's account, in a chain of that person's own: sign-ins, new passwords, second steps.

A person belongs to several organizations or none, so this is nobody's tenant data: row-level security lets each
person's rows be seen by that person only.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from centralita.identity.access import witness
from centralita.identity.audit import writing
from centralita.identity.audit.chain import Act, Snapshot, Verdict, plain
from centralita.identity.audit.models import SecurityEntry, SecurityHead
from centralita.identity.tenancy.scope import person_statement, user_scope
from centralita.kit.logs import current_request_id
from centralita.kit.pagination import Page, decode_cursor, paginate

# Attempts on addresses that nobody has are kept too: telling them apart by time would name who has an account.
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Where:
    """From where: the caller's address and how their browser calls itself."""

    address: str = ""
    browser: str = ""


def _chain(user_id: UUID) -> writing.Chain:
    return writing.Chain(
        owner=f"person:{user_id}",
        entries=SecurityEntry,
        heads=SecurityHead,
        keys={"user_id": user_id},
    )


def record(user_id: UUID, action: str, where: Where, *, details: Snapshot = None) -> None:
    """Append one entry to the person's chain; joins the caller's transaction when there is one."""
    witness.recorded()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(person_statement(user_id))
        writing.add(
            _chain(user_id),
            Act(
                action=action,
                actor_id=None if user_id == NOBODY else user_id,
                address=where.address,
                after=plain({**(details or {}), "browser": where.browser[:200]}),
                request_id=current_request_id() or "",
            ),
        )


def entries(*, cursor: str | None, limit: int) -> Page[SecurityEntry]:
    """One page of the entries of the person whose scope is open, newest first."""
    rows = SecurityEntry.objects.order_by("-sequence")
    if cursor:
        (sequence,) = decode_cursor(cursor, length=1)
        rows = rows.filter(sequence__lt=sequence if isinstance(sequence, int) else 0)
    return paginate(list(rows[: limit + 1]), limit, lambda entry: (entry.sequence,))


def verify(user_id: UUID) -> Verdict:
    """Walk a person's chain. Opens that person's scope."""
    with user_scope(user_id):
        return writing.check(_chain(user_id))
