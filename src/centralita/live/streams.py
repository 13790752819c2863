"""Server-sent events: what was said, as it is said, and everything missed since the last look."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from typing import Final

import msgspec

from centralita.kit.errors import AppError
from centralita.ledger.events.hints import Hint
from centralita.live import transcript
from centralita.live.broker import Broker
from centralita.live.database import Pool, tenant
from centralita.live.identities import Operator, Visitor
from centralita.live.presence import may_see
from centralita.live.wire import ConversationOut, MessageOut

_PING_EVERY: Final = 15.0
# A lost hint is found at the next look.
_LOOK_EVERY: Final = 5.0
# How often a dashboard hears of one kind of news at most.
_KIND_EVERY: Final = 0.25
_HEAD: Final = b"retry: 1000\n\n"

_encoder = msgspec.json.Encoder()


def event(name: str, data: object, identifier: int | None = None) -> bytes:
    """One event of a stream."""
    head = f"id: {identifier}\n" if identifier is not None else ""
    return head.encode() + b"event: " + name.encode() + b"\ndata: " + _encoder.encode(data) + b"\n\n"


class ConversationStream:
    """One visitor's stream. Each message once, in order, whatever is lost on the way."""

    def __init__(self, pool: Pool, broker: Broker, visitor: Visitor, after: int) -> None:
        self._pool = pool
        self._broker = broker
        self._visitor = visitor
        self._after = after
        self._status = b""

    async def events(self) -> AsyncGenerator[bytes]:
        """The stream, until the reader goes or the conversation ends."""
        with self._broker.listening(self._visitor.conversation_id) as queue:
            yield _HEAD
            async for piece in self._news():
                yield piece
            last_ping = asyncio.get_running_loop().time()
            while True:
                hint = await self._next(queue)
                if hint is None:
                    async for piece in self._news():
                        yield piece
                    moment = asyncio.get_running_loop().time()
                    if moment - last_ping >= _PING_EVERY:
                        last_ping = moment
                        yield b": ping\n\n"
                    continue
                told, look = self._gathered(hint, queue)
                if told:
                    yield told
                if look:
                    _drain(queue)
                    async for piece in self._news():
                        yield piece

    def _gathered(self, hint: Hint, queue: "asyncio.Queue[Hint]") -> tuple[bytes, bool]:
        """What this hint and those that have come since tell, in one piece, and whether a look is needed then."""
        pieces: list[bytes] = []
        while (piece := self._at_once(hint)) is not None:
            pieces.append(piece)
            if queue.empty():
                return b"".join(pieces), False
            hint = queue.get_nowait()
        return b"".join(pieces), True

    def _at_once(self, hint: Hint) -> bytes | None:
        """What can be told without a look; None where one is needed."""
        if hint.kind in {"delta", "typing"}:
            return event(hint.kind, hint.body)
        if hint.kind == "trace":
            return event("trace", hint.body) if self._visitor.test else b""
        return self._told(hint) or (b"" if self._knows(hint) else None)

    async def _next(self, queue: "asyncio.Queue[Hint]") -> Hint | None:
        try:
            async with asyncio.timeout(_LOOK_EVERY):
                return await queue.get()
        except TimeoutError:
            return None

    def _knows(self, hint: Hint) -> bool:
        sequence = hint.body.get("sequence")
        return hint.kind == "message" and isinstance(sequence, int) and sequence <= self._after

    async def _news(self) -> AsyncGenerator[bytes]:
        """Messages after the last one sent, then the status if it is another one."""
        organization_id, conversation_id = self._visitor.organization_id, self._visitor.conversation_id
        try:
            async with tenant(self._pool, organization_id) as connection:
                messages = await transcript.messages_after(
                    connection, organization_id, conversation_id, self._after
                )
                conversation = await transcript.summary(connection, organization_id, conversation_id)
        except AppError:
            # The database is away: the reader keeps the stream and gets the rest later.
            return
        if told := self._written(messages, conversation):
            yield told

    def _told(self, hint: Hint) -> bytes:
        """What came with the hint, if it is what comes next."""
        news = hint.body.get("news")
        if isinstance(news, transcript.News) and news.messages[0].sequence == self._after + 1:
            return self._written(news.messages, news.conversation)
        return b""

    def _written(self, messages: list[MessageOut], conversation: ConversationOut) -> bytes:
        """The events of what is new, together: each piece that is sent by itself costs as much as its making."""
        pieces = [event("message", message, message.sequence) for message in messages]
        if messages:
            self._after = messages[-1].sequence
        status = event("status", conversation)
        if status != self._status:
            self._status = status
            pieces.append(status)
        return b"".join(pieces)


def _drain(queue: "asyncio.Queue[Hint]") -> None:
    """One look answers all hints about messages that wait; pieces of text are kept in order behind it."""
    kept: list[Hint] = []
    while not queue.empty():
        hint = queue.get_nowait()
        if hint.kind in {"delta", "typing", "trace"}:
            kept.append(hint)
    for hint in kept:
        queue.put_nowait(hint)


class Changes:
    """What changed in an organization: the first of a kind is told at once, then that kind a few times a second.

    Busy organizations get a few batches a second, not one event a message; and no kind of news waits for another.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, dict[str, dict[str, object]]] = {}
        self._due: dict[str, float] = {}

    def add(self, hint: Hint) -> None:
        """Keep what is to be told; the same twice is told once."""
        same = self._waiting.setdefault(hint.kind, {})
        # Several people may be at one thing, each in a page of their own, whose goodbye may overtake what it said before.
        key = f"{hint.body.get('id')} {hint.body.get('tab', '')}"
        if key not in same or _said(same[key]) <= _said(hint.body):
            same[key] = {"type": hint.kind, **hint.body}

    def next_at(self) -> float | None:
        """When something may be told next; None while there is nothing."""
        return min((self._due.get(kind, 0.0) for kind in self._waiting), default=None)

    def taken(self, moment: float) -> bytes:
        """What may be told by now, in one piece."""
        ready = [kind for kind in self._waiting if self._due.get(kind, 0.0) <= moment]
        self._due = {kind: due for kind, due in self._due.items() if due > moment}
        self._due.update(dict.fromkeys(ready, moment + _KIND_EVERY))
        return b"".join(event("change", body) for kind in ready for body in self._waiting.pop(kind).values())


def _said(body: Mapping[str, object]) -> int:
    said = body.get("said")
    return said if isinstance(said, int) else 0


async def organization_events(broker: Broker, operator: Operator) -> AsyncGenerator[bytes]:
    """What changes in an organization, as hints: the reader asks the API for what it may see of it."""
    clock = asyncio.get_running_loop().time
    with broker.listening(operator.organization_id) as queue:
        yield _HEAD
        yield event("ready", {"restricted": operator.agent_ids is not None})
        changes = Changes()
        for hint in broker.changed_lately(operator.organization_id):
            if may_see(operator, hint):
                changes.add(hint)
        while True:
            until = changes.next_at()
            try:
                async with asyncio.timeout_at(clock() + _PING_EVERY if until is None else until):
                    heard = [await queue.get()]
                while not queue.empty():
                    heard.append(queue.get_nowait())
                for hint in heard:
                    if may_see(operator, hint):
                        changes.add(hint)
            except TimeoutError:
                if until is None:
                    yield b": ping\n\n"
            if told := changes.taken(clock()):
                yield told
