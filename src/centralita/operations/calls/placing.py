"""Placing a call."""

from uuid import UUID

from centralita.kit.ids import OrganizationId


def place(organization_id: OrganizationId, call_id: UUID) -> None:
    """Have the platform dial, once."""
    raise NotImplementedError
