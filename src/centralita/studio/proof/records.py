"""Where real conversations come from: a room above this one keeps them, and fills this port."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from centralita.studio.proof.domain.drawing import Drawable
from centralita.studio.proof.domain.recording import Recorded


class Records(Protocol):
    """Conversations that really took place. Inside the organization's scope."""

    def drawable(self, agent_id: UUID, since: datetime, limit: int) -> Sequence[Drawable]:
        """The agent's last conversations in which a caller said something, no tests, none that still goes on."""
        ...

    def recorded(self, conversation_id: UUID) -> Recorded | None:
        """One of them with all that happened in it; None when it is gone."""
        ...

    def up_to(self, conversation_id: UUID, message_id: UUID) -> Recorded | None:
        """The same up to an answer of the agent, as its `turn`; None when that is gone, or was no answer of it."""
        ...


class _Nothing:
    def drawable(self, agent_id: UUID, since: datetime, limit: int) -> Sequence[Drawable]:
        return ()

    def recorded(self, conversation_id: UUID) -> Recorded | None:
        return None

    def up_to(self, conversation_id: UUID, message_id: UUID) -> Recorded | None:
        return None


class _Port:
    records: Records = _Nothing()


def use_records(records: Records) -> None:
    """Take real conversations from here."""
    _Port.records = records


def records() -> Records:
    """Where they are."""
    return _Port.records
