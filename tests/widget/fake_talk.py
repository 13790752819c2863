"""What the fake chat server keeps of a conversation, and what may go wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.responses import JSONResponse, Response, StreamingResponse

Json = dict[str, Any]


@dataclass(eq=False)
class Talk:
    """One conversation, its listeners, and what was already answered to each `client_id`."""

    id: str
    token: str
    language: str
    start: Json
    status: str = "active"
    held_by: str | None = None
    messages: list[Json] = field(default_factory=list)
    answered: dict[str, Json] = field(default_factory=dict)
    listeners: set[asyncio.Queue[tuple[str, Json] | None]] = field(default_factory=set)
    ratings: list[Json] = field(default_factory=list)

    def wire(self) -> Json:
        held_by = {"name": self.held_by} if self.held_by else None
        return {
            "id": self.id,
            "status": self.status,
            "language": self.language,
            "held_by": held_by,
            "outcome": None,
        }

    def add(self, role: str, text: str, **more: Any) -> Json:
        message = {
            "id": f"msg_{uuid4().hex}",
            "sequence": len(self.messages) + 1,
            "role": role,
            "text": text,
            "choices": None,
            "input": None,
            "citations": None,
            "attachments": None,
            "created_at": datetime.now(UTC).isoformat(),
            "client_id": None,
            "author": None,
            **more,
        }
        self.messages.append(message)
        self.tell("message", message)
        return message

    def tell(self, event: str, data: Json) -> None:
        for queue in self.listeners:
            queue.put_nowait((event, data))


class Faults:
    """What goes wrong, until told otherwise. Counts say how many more times."""

    def __init__(self) -> None:
        self.refuse_sends: list[tuple[int, Json, dict[str, str]]] = []
        self.lose_answers = 0
        self.silent_streams = False
        self.down = False


def problem(status: int, *, headers: dict[str, str] | None = None, **body: str) -> Response:
    content = {"type": "about:blank", "status": status, **body}
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def cut() -> Response:
    """A connection that breaks before the whole answer is through."""

    async def half() -> AsyncIterator[bytes]:
        yield b"{"

    return StreamingResponse(half(), headers={"content-length": "1000"}, media_type="application/json")
