"""Retell's custom-LLM WebSocket: Retell connects to us and tells what it hears, we answer with what it speaks.

Source: shared facts on Retell, section on the custom LLM socket (names, rules and close codes are Retell's).
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Any, Final

import asyncpg
import msgspec
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from centralita import engine
from centralita.kit.errors import AppError
from centralita.kit.ids import ConversationId
from centralita.kit.logs import get_logger
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.live.brain.answering import AlwaysOpen, Answering, Closed, closed_now, turned_away
from centralita.live.brain.hearing import Ear, Fresh, Line, cut_short
from centralita.live.brain.ports import CALL_KEY, Behind, Calls, Deployments, conversation_for, our_call_of
from centralita.live.brain.voice import (
    LISTEN,
    CallContext,
    Deed,
    Spoken,
    VoiceCalls,
    VoiceSession,
    words_and_deed,
)
from centralita.live.database import LOST

_REFUSED: Final = 1008
_CORRUPT: Final = 1007
_BROKEN: Final = 1011
_CLOSED: Final = frozenset({1000, 1001})
_DETAILS_SECONDS: Final = 2.0
# Retell tries again several times after a cut; after that nobody is on the line any more.
_GONE_SECONDS: Final = 30.0
_MOST_VARIABLES: Final = 100
_CONFIG: Final = {
    "response_type": "config",
    "config": {"auto_reconnect": True, "call_details": True, "transcript_with_tool_calls": True},
}
_TROUBLE = (AppError, asyncpg.PostgresError, *LOST)

log = get_logger(__name__)
_encoder = msgspec.json.Encoder()


class _Call(msgspec.Struct):
    metadata: Any = None
    retell_llm_dynamic_variables: Any = None
    direction: Any = ""
    from_number: Any = ""
    to_number: Any = ""


class _Message(msgspec.Struct):
    interaction_type: str = ""
    response_id: int = 0
    timestamp: int | float = 0
    transcript: list[Line] = []
    transcript_with_tool_calls: list[Line] | None = None
    call: _Call | None = None

    @property
    def lines(self) -> list[Line]:
        return self.transcript_with_tool_calls or self.transcript


_decoder = msgspec.json.Decoder(_Message)


class RetellBrain:
    """Answers the sockets of all calls of this process."""

    def __init__(
        self,
        voices: VoiceCalls,
        deployments: Deployments,
        calls: Calls,
        answering: Answering | None = None,
    ) -> None:
        self._voices = voices
        self._deployments = deployments
        self._calls = calls
        self._answering = answering or AlwaysOpen()
        self._open: dict[ConversationId, int] = {}
        self._waiting: set[asyncio.Task[None]] = set()

    def routes(self) -> list[WebSocketRoute]:
        """With and without a slash at the end."""
        path = "/brain/retell/{token}/{call_id}"
        return [WebSocketRoute(path, self.connect), WebSocketRoute(f"{path}/", self.connect)]

    async def stop(self) -> None:
        """Nobody is waited for any more."""
        for task in self._waiting:
            task.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)

    async def connect(self, socket: WebSocket) -> None:
        """One socket, from opening to closing."""
        await socket.accept()
        behind = await self._behind(socket.path_params["token"])
        if behind is None:
            await socket.close(_REFUSED)
            return
        try:
            await self._serve(socket, behind)
        except WebSocketDisconnect:
            pass
        except _Corrupt:
            await _close(socket, _CORRUPT)
        except _TROUBLE as error:
            log.warning("brain_failed", call=socket.path_params["call_id"][:80], error=repr(error))
            await _close(socket, _BROKEN)

    async def _behind(self, token: str) -> Behind | None:
        try:
            return await self._deployments.by_token(token[:200])
        except _TROUBLE as error:
            log.warning("brain_failed", error=repr(error))
            return None

    async def _serve(self, socket: WebSocket, behind: Behind) -> None:
        await _send(socket, _CONFIG)
        first, details = await _details(socket)
        closed = await self._closed(behind, details)
        if closed is not None:
            await _turn_away(socket, closed)
            return
        context = await self._context(behind, socket.path_params["call_id"], details)
        identifier = context.conversation_id
        self._open[identifier] = self._open.get(identifier, 0) + 1
        code = _BROKEN
        try:
            async with self._voices.session(context) as session:
                line = _Line(socket, session)
                try:
                    await line.run(first)
                except WebSocketDisconnect as gone:
                    code = gone.code
                finally:
                    await line.close()
                if code in _CLOSED:
                    await session.hung_up()
        finally:
            self._open[identifier] -= 1
            if not self._open[identifier]:
                del self._open[identifier]
        if code not in _CLOSED:
            task = asyncio.create_task(self._unless_it_comes_back(context))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def _closed(self, behind: Behind, call: _Call | None) -> Closed | None:
        if call is None or call.direction != "inbound" or not isinstance(call.to_number, str):
            return None
        return await closed_now(self._answering, behind.organization_id, behind.account_id, call.to_number)

    async def _unless_it_comes_back(self, context: CallContext) -> None:
        await asyncio.sleep(_GONE_SECONDS)
        if context.conversation_id in self._open:
            return
        with contextlib.suppress(*_TROUBLE):
            async with self._voices.session(context) as session:
                await session.hung_up("line")

    async def _context(self, behind: Behind, call_id: str, call: _Call | None) -> CallContext:
        metadata = _mapping(call.metadata if call else None)
        variables = _mapping(call.retell_llm_dynamic_variables if call else None)
        ours = our_call_of(metadata.get(CALL_KEY), metadata.get("call_id"), variables.get("call_id"))
        caller = (call.from_number if call.direction == "inbound" else call.to_number) if call else ""
        return CallContext(
            organization_id=behind.organization_id,
            agent_id=behind.agent_id,
            version_id=behind.version_id,
            conversation_id=await conversation_for(
                self._calls, behind.organization_id, behind.account_id, ours, call_id[:200]
            ),
            language=str(variables["language"])[:16] if variables.get("language") else None,
            variables=variables,
            caller=str(caller or ""),
        )


class _Corrupt(Exception):
    """What came is not what Retell sends."""


class _Line:
    """One open socket with the session behind it: reads in one place, speaks in another."""

    def __init__(self, socket: WebSocket, session: VoiceSession) -> None:
        self._socket = socket
        self._session = session
        self._ear = Ear()
        self._fresh_ear = session.resumed
        self._speaking: asyncio.Task[None] | None = None
        self._sent = ""
        self._interrupts = 0

    async def run(self, first: "_Message | None") -> None:
        """Until the socket closes."""
        self._speak(0, self._session.greet())
        if first is not None:
            await self._take(first)
        while True:
            await self._take(await _receive(self._socket))

    async def close(self) -> None:
        """Say nothing more."""
        if self._speaking is not None:
            self._speaking.cancel()
            await asyncio.gather(self._speaking, return_exceptions=True)

    async def _take(self, message: _Message) -> None:
        match message.interaction_type:
            case "ping_pong":
                await _send(self._socket, {"response_type": "ping_pong", "timestamp": message.timestamp})
            case "response_required":
                self._speak(message.response_id, self._answer(message.lines))
            case "reminder_required":
                self._speak(message.response_id, self._session.silence())
            case _:
                pass

    async def _answer(self, lines: list[Line]) -> AsyncGenerator[Spoken]:
        if self._fresh_ear:
            self._fresh_ear = False
            self._ear.begin_at(lines)
        fresh = self._ear.listen(lines)
        sent, self._sent = self._sent, ""
        if sent and cut_short(sent, fresh.heard):
            await self._session.interrupted(fresh.heard)
        async for spoken in self._heard(fresh):
            yield spoken

    async def _heard(self, fresh: Fresh) -> AsyncGenerator[Spoken]:
        if fresh.digits:
            if not fresh.text:
                async for spoken in self._session.key(fresh.digits, key=fresh.key):
                    yield spoken
                return
            await words_and_deed(self._session.key(fresh.digits, key=f"keys {fresh.key}"))
        async for spoken in self._session.hear(fresh.text, key=fresh.key):
            yield spoken

    def _speak(self, response_id: int, words: AsyncGenerator[Spoken]) -> None:
        """What was asked for last is answered; whatever is being said for an older request is not gone on with."""
        self._speaking = asyncio.create_task(self._speak_after(self._speaking, response_id, words))

    async def _speak_after(
        self, before: "asyncio.Task[None] | None", response_id: int, words: AsyncGenerator[Spoken]
    ) -> None:
        if before is not None:
            before.cancel()
            await asyncio.gather(before, return_exceptions=True)
        head: dict[str, object] = {"response_type": "response", "response_id": response_id}
        if not await self._say(head, words):
            await self._unasked()

    async def _say(self, head: dict[str, object], words: AsyncGenerator[Spoken]) -> bool:
        """Speak an answer and close it, whatever happens; whether the call is over with it."""
        deed = LISTEN
        try:
            async with contextlib.aclosing(words):
                async for spoken in words:
                    if isinstance(spoken, Deed):
                        deed = spoken
                        break
                    self._sent += spoken
                    await _send(self._socket, {**head, "content": spoken, "content_complete": False})
        except _TROUBLE as error:
            log.warning("brain_failed", conversation=str(self._session.conversation_id), error=repr(error))
        # Not when a newer request cancels this one: Retell forgets the older by itself.
        await _send(self._socket, {**head, "content": "", "content_complete": True, **_done(deed)})
        return deed.kind == "end"

    async def _unasked(self) -> None:
        """What the agent says by itself while the line is quiet."""
        words = self._session.unasked()
        async with contextlib.aclosing(words):
            async for spoken in words:
                if isinstance(spoken, Deed) and spoken == LISTEN:
                    await self._interrupt("", complete=True)
                    self._interrupts += 1
                elif isinstance(spoken, Deed):
                    await self._interrupt("", complete=True, **_done(spoken))
                    self._interrupts += 1
                    if spoken.kind == "end":
                        return
                else:
                    self._sent += spoken
                    await self._interrupt(spoken, complete=False)

    async def _interrupt(self, content: str, *, complete: bool, **more: object) -> None:
        message = {
            "response_type": "agent_interrupt",
            "interrupt_id": self._interrupts + 1,
            "content": content,
            "content_complete": complete,
            **more,
        }
        await _send(self._socket, message)


async def _turn_away(socket: WebSocket, closed: Closed) -> None:
    """Say it, and let Retell do the rest; its pings are answered until it closes."""
    async with contextlib.aclosing(turned_away(closed)) as words:
        async for spoken in words:
            more = {"content": "", **_done(spoken)} if isinstance(spoken, Deed) else {"content": spoken}
            complete = isinstance(spoken, Deed)
            await _send(
                socket, {"response_type": "response", "response_id": 0, "content_complete": complete, **more}
            )
    while True:
        message = await _receive(socket)
        if message.interaction_type == "ping_pong":
            await _send(socket, {"response_type": "ping_pong", "timestamp": message.timestamp})


def _done(deed: Deed) -> dict[str, object]:
    if deed.kind == "end":
        return {"end_call": True}
    if deed.kind == "transfer":
        try:
            return {"transfer_number": read_phone(deed.number).e164}
        except PhoneInvalid:
            log.warning("transfer_number_invalid")
    return {}


def _mapping(told: Any) -> dict[str, engine.Value]:
    if not isinstance(told, dict):
        return {}
    return {
        name: value
        for name, value in list(told.items())[:_MOST_VARIABLES]
        if isinstance(name, str) and isinstance(value, str | int | float | bool)
    }


async def _details(socket: WebSocket) -> "tuple[_Message | None, _Call | None]":
    """What comes first: the call's details, or nothing in time, or something that must be answered."""
    until = asyncio.get_running_loop().time() + _DETAILS_SECONDS
    while True:
        try:
            async with asyncio.timeout_at(until):
                message = await _receive(socket)
        except TimeoutError:
            return None, None
        match message.interaction_type:
            case "call_details":
                return None, message.call
            case "ping_pong":
                await _send(socket, {"response_type": "ping_pong", "timestamp": message.timestamp})
            case "response_required" | "reminder_required":
                return message, None
            case _:
                pass


async def _receive(socket: WebSocket) -> _Message:
    """The next message that can be read; those of another shape are let pass. Raises _Corrupt for what is no JSON."""
    while True:
        frame = await socket.receive()
        if frame["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(frame.get("code") or 1006)
        text = frame.get("text")
        if text is None:
            raise _Corrupt
        try:
            return _decoder.decode(text)
        except msgspec.ValidationError:
            continue
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            raise _Corrupt from None


async def _send(socket: WebSocket, message: dict[str, Any]) -> None:
    try:
        await socket.send_text(_encoder.encode(message).decode())
    except (RuntimeError, OSError):
        # Closed meanwhile; whoever reads will find out.
        raise WebSocketDisconnect(1006) from None


async def _close(socket: WebSocket, code: int) -> None:
    with contextlib.suppress(RuntimeError, OSError, WebSocketDisconnect):
        await socket.close(code)
