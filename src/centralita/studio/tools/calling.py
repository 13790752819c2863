"""Calling a tool over HTTP, by itself or at an MCP server: signed in, in time, again only where that does no harm. No database here.

What is logged and recorded of it carries neither secrets nor the address's query.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from centralita.engine.values import Value
from centralita.kit.errors import AppError
from centralita.kit.outbound import (
    Answer,
    Outbound,
    OutboundAnswerTooLarge,
    OutboundFailed,
    OutboundRefused,
)
from centralita.studio.tools.domain import mcp
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.answer import Read, read_answer
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.foreign import Operation
from centralita.studio.tools.domain.mcp import McpFault
from centralita.studio.tools.domain.request import CannotBeSent, Prepared, prepare, signed
from centralita.studio.tools.domain.sign_in import SignIn, header_of, signature_of, token_request
from centralita.studio.tools.mcp import McpSessions, Send

_AGAIN: Final = frozenset({429, 502, 503, 504})
_PAUSE: Final = 0.25
# Seconds for what only looks, and that somebody waits for.
_LOOKING: Final = 30.0
_TOKENS: Final = 500
_EARLY: Final = 30.0
_USUAL_LIFE: Final = 300.0


@dataclass(frozen=True, slots=True)
class Key:
    """How a tool signs in, with its secrets in the clear. `origins` are whom they are for; `identity` names them."""

    kind: SignIn
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    origins: frozenset[str] = frozenset()
    identity: tuple[UUID, int] | None = None


NO_KEY: Final = Key(SignIn.NONE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call. `value` is for the agent, `text` for people; `error` is a code, '' when it went well.

    `cost_micros` is what a message cost, in millionths of a USD.
    """

    ok: bool
    value: Value = None
    text: str = ""
    status: int | None = None
    error: str = ""
    ms: float = 0.0
    attempts: int = 0
    cost_micros: int = 0


class _Token(msgspec.Struct):
    access_token: str
    expires_in: float | None = None
    token_type: str = "Bearer"  # noqa: S105 - the standard's word


class SignInFailed(Exception):
    """No token was to be had."""


class HttpCaller:
    """Calls tools. It keeps fetched tokens until they run out, in memory only."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound
        self._tokens: OrderedDict[tuple[UUID, int], tuple[str, float]] = OrderedDict()
        self._sessions = McpSessions()

    async def call(
        self, definition: ToolDefinition, arguments: Mapping[str, Value], key: Key, *, once: str = ""
    ) -> Outcome:
        """Call it and read the answer; whatever goes wrong is an outcome. `once` names the wish, for the other side."""
        began = time.perf_counter()
        tries = _Tries()
        try:
            prepared = prepare(definition, arguments)
            if key.kind is not SignIn.NONE and origin_of(prepared.url) not in key.origins:
                return _failed("secret_elsewhere", began, 0)
            if once and definition.request.method in {"POST", "PATCH"}:
                prepared = replace(prepared, headers={**prepared.headers, "idempotency-key": once})
            async with asyncio.timeout(definition.timeout):
                status, read = await self._read(definition, prepared, key, tries)
        except TimeoutError:
            return _failed("timed_out", began, tries.made)
        except SignInFailed:
            return _failed("sign_in_failed", began, tries.made)
        except CannotBeSent:
            return _failed("argument_unfit", began, 0)
        except AppError as error:
            return _failed(code_of(error), began, tries.made)
        return Outcome(
            ok=not read.error,
            value=read.value,
            text=read.text,
            status=status,
            error=read.error,
            ms=_since(began),
            attempts=tries.made,
        )

    async def probe(self, address: str, key: Key) -> int | None:
        """The status that an address answers to a plain look at it, signed in; None where only a token was fetched.

        Raises SignInFailed, CannotBeSent, TimeoutError, and what fetching raises.
        """
        async with asyncio.timeout(_LOOKING):
            if not address:
                await self._signed(key)
                return None
            answer = await self._answer(ToolDefinition(retries=0), Prepared("GET", address), key, _Tries())
            return answer.status

    async def offered(self, address: str, headers: Mapping[str, str], key: Key) -> list[Operation]:
        """The tools of an MCP server, as ours. Raises McpFault, SignInFailed, TimeoutError, and what fetching raises."""
        names: set[str] = set()
        found: list[Operation] = []
        cursor, asked = "", set[str]()
        send = self._sender(ToolDefinition(), Prepared("POST", address, headers), key, _Tries())
        sessions = McpSessions()
        async with asyncio.timeout(_LOOKING):
            while cursor not in asked:
                asked.add(cursor)
                result = await sessions.ask(address, mcp.list_message(cursor), send)
                page = mcp.offered(result, address, names)
                found += page.operations
                cursor = page.cursor if len(names) < mcp.MOST_TOOLS else ""
        return found

    async def _read(
        self, definition: ToolDefinition, prepared: Prepared, key: Key, tries: "_Tries"
    ) -> tuple[int | None, Read]:
        if definition.request.kind == "mcp":
            sessions = self._sessions if key.identity else McpSessions()
            send = self._sender(definition, prepared, key, tries)
            result = await sessions.ask((key.identity, prepared.url), prepared.content or b"", send)
            return None, mcp.read_result(result, definition.outputs)
        answer = await self._answer(definition, prepared, key, tries)
        return answer.status, read_answer(answer.status, answer.headers, answer.body, definition.outputs)

    def _sender(self, definition: ToolDefinition, prepared: Prepared, key: Key, tries: "_Tries") -> Send:
        def send(content: bytes, headers: dict[str, str]) -> Awaitable[Answer]:
            message = replace(prepared, content=content, headers={**prepared.headers, **headers})
            return self._answer(definition, message, key, tries, mcp.is_answered)

        return send

    async def _answer(
        self,
        definition: ToolDefinition,
        prepared: Prepared,
        key: Key,
        tries: "_Tries",
        enough: Callable[[str, bytes], bool] | None = None,
    ) -> Answer:
        left = definition.retries if definition.repeats else 0
        renewed = False
        while True:
            going = signed(prepared, key.kind, key.fields)
            headers = {**going.headers, **await self._signed(key)}
            if key.kind is SignIn.HMAC:
                headers |= signature_of(
                    key.fields, going.method, going.url, going.content or b"", int(time.time())
                )
            tries.made += 1
            try:
                answer = await self._outbound.fetch_async(
                    going.method, going.url, headers=headers, content=going.content, enough=enough
                )
            except OutboundFailed:
                if not left:
                    raise
            else:
                if answer.status == 401 and key.kind is SignIn.OAUTH2 and not renewed:
                    # Refused before anything was done: the token may have been taken back.
                    renewed = True
                    self._forget(key)
                    continue
                if answer.status not in _AGAIN or not left:
                    return answer
            left -= 1
            await asyncio.sleep(_PAUSE * tries.made)

    async def _signed(self, key: Key) -> dict[str, str]:
        if key.kind is not SignIn.OAUTH2:
            return header_of(key.kind, key.fields)
        kept = self._tokens.get(key.identity) if key.identity else None
        if kept is None or kept[1] < time.monotonic():
            kept = await self._fetch_token(key)
            if key.identity:
                self._tokens[key.identity] = kept
                if len(self._tokens) > _TOKENS:
                    self._tokens.popitem(last=False)
        return {"authorization": f"Bearer {kept[0]}"}

    def _forget(self, key: Key) -> None:
        if key.identity:
            self._tokens.pop(key.identity, None)

    async def _fetch_token(self, key: Key) -> tuple[str, float]:
        signing, form = token_request(key.fields)
        try:
            answer = await self._outbound.fetch_async(
                "POST",
                key.fields["endpoint"],
                headers={
                    "accept": "application/json",
                    "content-type": "application/x-www-form-urlencoded",
                    **signing,
                },
                content=urlencode(form).encode(),
            )
            token = msgspec.json.decode(answer.body, type=_Token) if answer.status == 200 else None
        except (AppError, msgspec.MsgspecError, UnicodeDecodeError):
            raise SignInFailed from None
        if (
            token is None
            or not token.access_token
            or not all("!" <= one <= "~" for one in token.access_token)
        ):
            raise SignInFailed
        life = max(1.0, (token.expires_in or _USUAL_LIFE) - _EARLY)
        return token.access_token, time.monotonic() + life


@dataclass(slots=True)
class _Tries:
    made: int = 0


def code_of(error: AppError) -> str:
    """A short word for what stood in the way."""
    match error:
        case OutboundRefused():
            return "address_refused"
        case OutboundAnswerTooLarge():
            return "answer_too_large"
        case McpFault():
            return str(error.data["reason"])
        case OutboundFailed():
            return "timed_out" if error.data.get("reason") == "timed_out" else "unreachable"
        case _:
            return "failed"


def _failed(code: str, began: float, attempts: int) -> Outcome:
    return Outcome(ok=False, error=code, ms=_since(began), attempts=attempts)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
