"""What a conversation waits for, and those who see to it."""

import asyncio
from types import TracebackType
from typing import Self

from centralita import engine
from centralita.kit.ids import ConversationId, OrganizationId
from centralita.live.transcript import Kept


class Ahead:
    """Questions that are asked while the turn that asks them is still being written.

    Nothing of an answer is told or kept before `written`; a turn that is not written takes its questions back.
    """

    def __init__(self) -> None:
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.written = asyncio.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.drop()

    def drop(self) -> None:
        """Nobody asks any more."""
        for task in self.tasks.values():
            task.cancel()
        self.tasks.clear()


class PendingHandler:
    """Told what conversations wait for."""

    def ask_ahead(self, kept: Kept, state: engine.State, ahead: Ahead) -> None:
        """The conversation is about to wait for what is new in this state. Nothing by itself."""

    def __call__(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        state: engine.State,
        ahead: Ahead | None = None,
    ) -> None:
        """Told after each commit what the conversation waits for now. Nothing by itself."""
