"""Who wants to know that an account was connected, or was tried and works. Filled when the applications are ready."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

Notice = Callable[[UUID, UUID], object]
# Each is called with the organization and the account, inside the transaction that found it out.
ON_WORKING: Final[list[Notice]] = []


def account_works(organization_id: UUID, account_id: UUID) -> None:
    """Tell everybody who asked."""
    for notice in ON_WORKING:
        notice(organization_id, account_id)
