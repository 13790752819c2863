"""An endpoint of the chat-completions kind, for platforms that bring their own voice: each request is one turn.

The request tells the whole talk so far; which call it is comes from what the platform passes along, else from the
talk itself. A stream that the platform closes is a caller who spoke meanwhile; what of it was heard stands in the
next request. Source: shared facts on ElevenLabs, section on custom models.
"""

import contextlib
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from centralita import engine
from centralita.kit.errors import AppError, TooLarge
from centralita.kit.ids import ConversationId, MalformedId, from_text, new_id
from centralita.kit.logs import get_logger
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.live.brain.answering import AlwaysOpen, Answering, Closed, closed_now, turned_away
from centralita.live.brain.hearing import Ear, Line, cut_short
from centralita.live.brain.openai_wire import Answer, Request, decoder, error
from centralita.live.brain.ports import CALL_KEY, Behind, Calls, Deployments, conversation_for, our_call_of
from centralita.live.brain.rings import Ring, Rings
from centralita.live.brain.voice import LISTEN, CallContext, Deed, Spoken, VoiceCalls, VoiceSession
from centralita.live.database import LOST
from centralita.live.http import bearer, read_bytes

_LARGEST: Final = 1024 * 1024
_REMEMBERED: Final = 5_000
# Somebody who says less than this before the agent has begun only greets.
_GREETING_WORDS: Final = 3
# Whoever was turned away may say this much until the line is down.
_LAST_WORDS: Final = 3
_TROUBLE = (AppError, asyncpg.PostgresError, *LOST)
_OURS: Final = (CALL_KEY, "call_id")
_THEIRS: Final = ("platform_call_id", "system__conversation_id", "conversation")

log = get_logger(__name__)


@dataclass(slots=True)
class _Heard:
    """What is remembered of a call between its requests."""

    ear: Ear = field(default_factory=Ear)
    sent: str = ""
    known: bool = False


class OpenAiBrain:
    """Answers requests for all calls of this process."""

    def __init__(
        self,
        voices: VoiceCalls,
        deployments: Deployments,
        calls: Calls,
        rings: Rings,
        answering: Answering | None = None,
    ) -> None:
        self._voices = voices
        self._deployments = deployments
        self._calls = calls
        self._rings = rings
        self._answering = answering or AlwaysOpen()
        self._heard: OrderedDict[ConversationId, _Heard] = OrderedDict()
        # What was said in a call so far → the calls in which exactly that was said.
        self._by_talk: OrderedDict[bytes, list[ConversationId]] = OrderedDict()

    def routes(self) -> list[Route]:
        """With and without what clients append."""
        paths = ("/v1/chat/completions", "/v1", "/chat/completions", "")
        return [Route(f"/brain/openai/{{token}}{path}", self.complete, methods=["POST"]) for path in paths]

    async def complete(self, http: HttpRequest) -> Response:  # noqa: PLR0911 - a return for each refusal
        """One turn."""
        try:
            behind = await self._deployments.by_token(http.path_params["token"][:200])
            if behind is None or behind.native or not _opens(behind, http):
                return _refused(401, "Incorrect API key provided", "invalid_request_error")
            request = decoder.decode(await read_bytes(http, _LARGEST))
            ring = self._ring(behind, request)
            context, talk = await self._context(behind, request, ring)
            closed = await self._closed(behind, request, ring, context)
        except TooLarge:
            return _refused(413, "The request is too large", "invalid_request_error")
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return _refused(400, "The request could not be read", "invalid_request_error")
        except ClientDisconnect:
            return Response(status_code=499)
        except _TROUBLE as trouble:
            log.warning("brain_failed", error=repr(trouble))
            return _refused(503, "Try again", "server_error")
        if closed is not None:
            turn = turned_away(closed, request.heard_last)
        else:
            turn = self._turn(context, request, talk)
        if request.stream:
            headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
            return StreamingResponse(
                self._stream(request, turn), media_type="text/event-stream", headers=headers
            )
        return await self._whole(request, turn)

    def _ring(self, behind: Behind, request: Request) -> Ring:
        """Who was rung by whom: as we were told before the call, else as a client of the tenant's own tells it."""
        told = request.told
        said = Ring(*(str(told.get(name) or "")[:64] for name in ("called_number", "caller")))
        return self._rings.read(behind.account_id, request.instructions) or said

    async def _closed(
        self, behind: Behind, request: Request, ring: Ring, context: CallContext
    ) -> Closed | None:
        """Outside the hours of the number that was rung, where we know it. Only until the agent has answered."""
        said = sum(line.role == "user" for line in request.lines)
        if not ring.number or said > _LAST_WORDS or context.conversation_id in self._heard:
            return None
        return await closed_now(self._answering, behind.organization_id, behind.account_id, ring.number)

    # Which call it is

    async def _context(self, behind: Behind, request: Request, ring: Ring) -> tuple[CallContext, bytes]:
        told = request.told
        ours = our_call_of(*(told.get(name) for name in _OURS), request.user_id, request.user)
        theirs = next((str(told[name])[:200] for name in _THEIRS if told.get(name)), "")
        talk = b""
        named = _conversation(told.get("conversation_id"))
        if named is not None:
            identifier = named
        elif ours is not None or theirs:
            identifier = await conversation_for(
                self._calls, behind.organization_id, behind.account_id, ours, theirs
            )
        else:
            identifier, talk = self._by_what_was_said(behind, request.lines)
        variables: dict[str, engine.Value] = {
            name: value for name, value in list(told.items())[:100] if isinstance(value, str | int | float)
        }
        context = CallContext(
            organization_id=behind.organization_id,
            agent_id=behind.agent_id,
            version_id=behind.version_id,
            conversation_id=identifier,
            language=str(told["language"])[:16] if told.get("language") else None,
            variables=variables,
            caller=ring.caller,
        )
        return context, talk

    def _by_what_was_said(self, behind: Behind, lines: list[Line]) -> tuple[ConversationId, bytes]:
        """The call in which exactly this was said before, and what is said in it now. Two calls alike so far may
        take each other's place: until they differ nobody can tell them apart, and nothing is in one that is not in
        the other.
        """
        said = [line.content for line in lines if line.role == "user"]
        now, before = _talk(behind, said), _talk(behind, said[:-1])
        for talk in (before, now) if len(said) > 1 else ():
            waiting = self._by_talk.get(talk)
            if waiting:
                identifier = waiting.pop()
                if not waiting:
                    del self._by_talk[talk]
                return identifier, now
        return ConversationId(new_id()), now

    # What is answered

    async def _turn(self, context: CallContext, request: Request, talk: bytes) -> AsyncGenerator[Spoken]:
        heard = self._remember(context.conversation_id)
        if talk:
            self._by_talk.setdefault(talk, []).append(context.conversation_id)
            if len(self._by_talk) > _REMEMBERED:
                self._by_talk.popitem(last=False)
        async with self._voices.session(context) as session:
            async for spoken in self._answer(session, heard, request.lines):
                if isinstance(spoken, str):
                    heard.sent += spoken
                yield spoken

    async def _answer(
        self, session: VoiceSession, heard: _Heard, lines: list[Line]
    ) -> AsyncGenerator[Spoken]:
        begun = any(line.role == "agent" for line in lines)
        if not session.resumed:
            deed = LISTEN
            async for spoken in session.greet():
                if isinstance(spoken, Deed):
                    deed = spoken
                elif not begun:
                    yield spoken
            fresh = heard.ear.listen(lines)
            heard.known = True
            # What was said before the agent asked anything answers no question of its.
            asked = session.last is not None and session.last.input is not None
            early = not begun and (asked or len(fresh.text.split()) <= _GREETING_WORDS)
            if deed != LISTEN or early:
                yield deed
                return
        else:
            if not heard.known:
                heard.ear.begin_at(lines)
                heard.known = True
            fresh = heard.ear.listen(lines)
            if heard.sent and cut_short(heard.sent, fresh.heard):
                await session.interrupted(fresh.heard)
        heard.sent = ""
        async for spoken in session.hear(fresh.text, key=fresh.key):
            yield spoken

    async def _stream(self, request: Request, turn: AsyncGenerator[Spoken]) -> AsyncGenerator[bytes]:
        answer, tool, said = Answer(), None, False
        try:
            async with contextlib.aclosing(turn):
                async for spoken in turn:
                    if isinstance(spoken, Deed):
                        tool = _tool(spoken, request.offered, said=said)
                    else:
                        said = True
                        yield answer.words(spoken)
        except _TROUBLE as trouble:
            log.warning("brain_failed", error=repr(trouble))
        if tool is not None:
            yield answer.tool(*tool)
        yield answer.last(tool=tool is not None)

    async def _whole(self, request: Request, turn: AsyncGenerator[Spoken]) -> Response:
        words: list[str] = []
        tool = None
        try:
            async with contextlib.aclosing(turn):
                async for spoken in turn:
                    if isinstance(spoken, Deed):
                        tool = _tool(spoken, request.offered, said=bool(words))
                    else:
                        words.append(spoken)
        except _TROUBLE as trouble:
            log.warning("brain_failed", error=repr(trouble))
            return _refused(503, "Try again", "server_error")
        return Response(Answer().whole("".join(words).strip(), tool), media_type="application/json")

    def _remember(self, identifier: ConversationId) -> _Heard:
        heard = self._heard.setdefault(identifier, _Heard())
        self._heard.move_to_end(identifier)
        if len(self._heard) > _REMEMBERED:
            self._heard.popitem(last=False)
        return heard


def _tool(deed: Deed, offered: frozenset[str], *, said: bool) -> tuple[str, dict[str, str]] | None:
    """The platform's tool for a deed, where it offers one."""
    if deed.kind == "end" and "end_call" in offered:
        return "end_call", {"reason": deed.reason or "finished"}
    if deed.kind == "transfer" and "transfer_to_number" in offered:
        try:
            number = read_phone(deed.number).e164
        except PhoneInvalid:
            log.warning("transfer_number_invalid")
            return None
        arguments = {"transfer_number": number, "client_message": "", "agent_message": deed.reason[:500]}
        return "transfer_to_number", {**arguments, "reason": "requested"}
    if not said and "skip_turn" in offered:
        return "skip_turn", {"reason": "nothing_to_say"}
    return None


def _opens(behind: Behind, http: HttpRequest) -> bool:
    return not behind.secret or hmac.compare_digest(
        behind.secret.encode(), bearer(http).encode(errors="replace")
    )


def _conversation(told: object) -> ConversationId | None:
    """A conversation of ours that is named outright."""
    if not isinstance(told, str):
        return None
    try:
        identifier: UUID = from_text("cnv", told)
    except MalformedId:
        return None
    return ConversationId(identifier)


def _talk(behind: Behind, said: list[str]) -> bytes:
    digest = hashlib.sha256(f"{behind.organization_id.hex}{behind.agent_id.hex}".encode())
    for text in said:
        digest.update(b"\0" + text.strip().encode(errors="replace"))
    return digest.digest()


def _refused(status: int, message: str, kind: str) -> Response:
    return Response(error(message, kind), status, media_type="application/json")
