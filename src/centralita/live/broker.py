"""Who wants to know about what, in this process and across processes.

What was said is in the database; what passes here only wakes listeners and saves them a look. A hint that is lost
costs a moment, never a message: listeners look again by themselves.
"""

import asyncio
import contextlib
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID, uuid4

import asyncpg
import msgspec

from centralita.kit.logs import get_logger
from centralita.ledger.events.hints import CHANNEL, Envelope, Hint
from centralita.live.database import LOST, Connection, Pool

_QUEUED: Final = 500
# PostgreSQL takes less than 8,000 bytes in one notification.
_LARGEST: Final = 7_000
_EVERY: Final = 0.02
# What may get lost need not wait for the disk, nor keep a turn waiting that does.
_NOTIFY: Final = "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)"
# What changed a moment ago is told to who comes a moment late: so long, and at most so much of everybody's.
_LATE_SECONDS: Final = 10.0
_REMEMBERED: Final = 1_000
_CHANGED: Final = ".changed"
# The kinds that say that a conversation went on.
_MOVED: Final = frozenset({"message", "status", "look"})

log = get_logger(__name__)


def _sameness(hint: Hint) -> tuple[object, ...]:
    """Hints that say the same are one; pieces of text and traces are each their own."""
    if hint.kind in {"delta", "typing", "trace"}:
        return (id(hint),)
    return (hint.topic, hint.kind, msgspec.json.encode(hint.body))


def _ignore(_topic: UUID) -> None: ...


class Broker:
    """Hands hints to the listeners of their topic, here and in the other processes."""

    def __init__(self) -> None:
        self._origin = uuid4().hex[:12]
        self._listeners: defaultdict[str, set[asyncio.Queue[Hint]]] = defaultdict(set)
        self._changes: deque[tuple[float, Hint]] = deque(maxlen=_REMEMBERED)
        self._outgoing: list[Hint] = []
        self._wake = asyncio.Event()
        self._decoder = msgspec.json.Decoder(Envelope)
        self._tasks: set[asyncio.Task[None]] = set()
        # Told of each conversation that another process moved on.
        self.overheard: Callable[[UUID], None] = _ignore

    def start(self, pool: Pool) -> None:
        """Begin to talk with the other processes over this pool's server."""
        for work in (self._send(pool), self._listen(pool)):
            self._tasks.add(asyncio.create_task(work))

    async def stop(self) -> None:
        """End the talk with the other processes."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @contextlib.contextmanager
    def listening(self, *topics: UUID) -> Iterator[asyncio.Queue[Hint]]:
        """A queue of hints about these topics. A listener who does not keep up loses hints, never memory."""
        queue: asyncio.Queue[Hint] = asyncio.Queue(_QUEUED)
        for topic in topics:
            self._listeners[topic.hex].add(queue)
        try:
            yield queue
        finally:
            for topic in topics:
                listeners = self._listeners[topic.hex]
                listeners.discard(queue)
                if not listeners:
                    del self._listeners[topic.hex]

    def listened(self, topic: UUID) -> bool:
        """Whether anybody in this process listens to the topic."""
        return topic.hex in self._listeners

    def changed_lately(self, topic: UUID) -> list[Hint]:
        """What changed in the last seconds: a page may have been read before it, and begin to listen after it."""
        since = time.monotonic() - _LATE_SECONDS
        return [hint for at, hint in self._changes if at >= since and hint.topic == topic.hex]

    def tell_here(self, topic: UUID, kind: str, body: dict[str, object]) -> None:
        """Tell the listeners of a topic in this process alone."""
        self._deliver(Hint(topic.hex, kind, body))

    def tell(
        self, topic: UUID, kind: str, body: dict[str, object] | None = None, *, news: object = None
    ) -> None:
        """Tell the listeners of a topic, here at once and elsewhere in some milliseconds.

        `news` spares those in this process the look: what a look would find. The others look.
        """
        hint = Hint(topic.hex, kind, body or {})
        self._deliver(hint if news is None else Hint(hint.topic, kind, {**hint.body, "news": news}))
        self._outgoing.append(hint)
        self._wake.set()

    def _deliver(self, hint: Hint) -> None:
        if hint.kind.endswith(_CHANGED):
            self._changes.append((time.monotonic(), hint))
        for queue in self._listeners.get(hint.topic, ()):
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(hint)

    async def _send(self, pool: Pool) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(_EVERY)
            self._wake.clear()
            hints, self._outgoing = self._outgoing, []
            # A busy organization says the same thing many times in a moment.
            hints = list({_sameness(hint): hint for hint in hints}.values())
            for payload in self._payloads(hints):
                with contextlib.suppress(*LOST, asyncpg.PostgresError):
                    await pool.execute(_NOTIFY, CHANNEL, payload)

    def _payloads(self, hints: list[Hint]) -> Iterator[str]:
        batch: list[Hint] = []
        size = 0
        for hint in hints:
            length = len(msgspec.json.encode(hint))
            if length > _LARGEST:
                hint = Hint(hint.topic, "look")  # noqa: PLW2901 - too large to carry: they will look for themselves
                length = len(msgspec.json.encode(hint))
            if batch and size + length > _LARGEST:
                yield msgspec.json.encode(Envelope(self._origin, batch)).decode()
                batch, size = [], 0
            batch.append(hint)
            size += length + 1
        if batch:
            yield msgspec.json.encode(Envelope(self._origin, batch)).decode()

    async def _listen(self, pool: Pool) -> None:
        while True:
            with contextlib.suppress(*LOST, asyncpg.PostgresError):
                async with pool.acquire() as connection:
                    await self._hear(connection)
            await asyncio.sleep(1)

    async def _hear(self, connection: Connection) -> None:
        closed = asyncio.Event()
        connection.add_termination_listener(lambda _connection: closed.set())

        def heard(_connection: object, _pid: int, _channel: str, payload: object) -> None:
            try:
                envelope = self._decoder.decode(str(payload))
            except msgspec.DecodeError:
                log.warning("hint_unreadable")
                return
            if envelope.origin != self._origin:
                for hint in envelope.hints:
                    if hint.kind in _MOVED:
                        self.overheard(UUID(hex=hint.topic))
                    self._deliver(hint)

        await connection.add_listener(CHANNEL, heard)
        try:
            await closed.wait()
        finally:
            with contextlib.suppress(*LOST):
                await connection.remove_listener(CHANNEL, heard)
