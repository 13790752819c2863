"""Talking with an MCP server: a session is opened once and kept in memory, and opened anew when the server forgot it."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from centralita.kit.outbound import Answer
from centralita.studio.tools.domain import mcp
from centralita.studio.tools.domain.mcp import McpFault

# Sends one message with these headers beside those that sign it in.
Send = Callable[[bytes, dict[str, str]], Awaitable[Answer]]
_SESSIONS: Final = 500


@dataclass(frozen=True, slots=True)
class _Session:
    id: str
    version: str

    @property
    def headers(self) -> dict[str, str]:
        named = {mcp.SESSION: self.id} if self.id else {}
        return {**mcp.HEADERS, **named, "mcp-protocol-version": self.version}


class McpSessions:
    """Sessions with servers, by whom they are for."""

    def __init__(self) -> None:
        self._open: OrderedDict[object, _Session] = OrderedDict()

    async def ask(self, key: object, message: bytes, send: Send) -> dict[str, Any]:
        """The result of one message. Raises McpFault with the code of a refusal, and what sending raises."""
        known = self._open.get(key)
        session = known or await self._begin(key, send)
        answer = await send(message, session.headers)
        if known and answer.status == 404:
            # The server forgot us before it did anything: that is how it says so.
            session = await self._begin(key, send)
            answer = await send(message, session.headers)
        if answer.status == 404:
            self._open.pop(key, None)
        return _result(answer)

    async def _begin(self, key: object, send: Send) -> _Session:
        answer = await send(mcp.begin_message(), dict(mcp.HEADERS))
        version = _result(answer).get("protocolVersion")
        identifier = answer.headers.get(mcp.SESSION, "")
        if not isinstance(version, str) or not all("!" <= one <= "~" for one in version + identifier):
            raise McpFault(reason="malformed")
        session = _Session(identifier[:1_000], version[:40])
        await send(mcp.begun_message(), session.headers)
        self._open[key] = session
        if len(self._open) > _SESSIONS:
            self._open.popitem(last=False)
        return session


def _result(answer: Answer) -> dict[str, Any]:
    if not 200 <= answer.status < 300:
        raise McpFault(reason=f"http_{answer.status}")
    return mcp.result_of(answer.headers.get("content-type", ""), answer.body)
