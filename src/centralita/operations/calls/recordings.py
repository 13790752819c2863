"""Keeping the audio of a call."""

from uuid import UUID

from centralita.kit.ids import OrganizationId


def fetch(organization_id: OrganizationId, call_id: UUID) -> None:
    """Keep the audio of a call that is over."""
    raise NotImplementedError
