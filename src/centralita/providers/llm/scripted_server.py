"""A local server that plays a script over the wire of OpenAI's chat completions and of Anthropic's messages.

For tests and benchmarks of what stands between a wire and us, and for trying the product with no account
anywhere: connect an "OpenAI compatible" provider to it. It listens on this machine only.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Final

from centralita.providers.llm.model import Message, ModelRequest, Tool, ToolCall
from centralita.providers.llm.scripted import Line, Script, words

_LARGEST_REQUEST: Final = 4 * 1024 * 1024

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a request, instead of an answer."""

    status: int = 200
    body: bytes = b""
    headers: tuple[str, ...] = ()
    hang: bool = False
    """Answer nothing and keep the connection."""
    cut_after: int | None = None
    """Break the connection off after so many pieces of the stream."""
    insert: bytes | None = None
    """Send these bytes amid the stream."""


@dataclass
class Received:
    """A request as it came: path, headers in lower case, and the body's JSON."""

    path: str
    headers: dict[str, str]
    body: Json = field(default_factory=dict)


class ScriptedServer:
    """Start with `async with`; then `url` is the base of the OpenAI wire and `root` of Anthropic's."""

    def __init__(
        self,
        script: Script,
        *,
        key: str | None = None,
        fault: Callable[[Received], Fault | None] | None = None,
    ) -> None:
        self._script = script
        self._key = key
        self._fault = fault
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()
        self.received: list[Received] = []
        self.connections = 0
        self.port = 0

    @property
    def open_connections(self) -> int:
        return len(self._talks)

    @property
    def root(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.root}/v1"

    async def __aenter__(self) -> "ScriptedServer":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_LARGEST_REQUEST)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
            for talk in self._talks:
                talk.cancel()
            await asyncio.gather(*self._talks, return_exceptions=True)
            await self._server.wait_closed()

    def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        talk = asyncio.ensure_future(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (received := await _read(reader)) is not None:
                self.received.append(received)
                if not await self._answer(received, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _answer(
        self, received: Received, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Whether the connection can take another request."""
        fault = self._fault(received) if self._fault else None
        if fault is not None and fault.hang:
            await reader.read(1)
            return False
        if fault is not None and fault.status != 200:
            return await _send(writer, fault.status, fault.body, fault.headers)
        presented = (
            received.headers.get("authorization", "").removeprefix("Bearer "),
            received.headers.get("x-api-key"),
            received.headers.get("api-key"),
        )
        if self._key is not None and self._key not in presented:
            return await _send(
                writer,
                401,
                b'{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}',
            )
        if received.path.endswith("/chat/completions"):
            line, pieces = self._say(received), _openai
        elif received.path.endswith("/messages"):
            line, pieces = self._say(received), _anthropic
        else:
            return await _send(writer, 404, b'{"error":{"message":"not found"}}')
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        number = 0
        async for piece in pieces(line, received.body):
            if fault is not None and number == 2 and fault.insert is not None:
                _chunk(writer, fault.insert)
            if fault is not None and fault.cut_after is not None and number >= fault.cut_after:
                await writer.drain()
                return False
            _chunk(writer, piece)
            await writer.drain()
            number += 1
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True

    def _say(self, received: Received) -> Line:
        return self._script(_request(received.body))


async def _read(reader: asyncio.StreamReader) -> Received | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *rest = head.split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest) if name
    }
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    body = json.loads(raw) if raw else {}
    return Received(first.split(" ")[1].partition("?")[0], headers, body)


async def _send(
    writer: asyncio.StreamWriter, status: int, body: bytes, headers: tuple[str, ...] = ()
) -> bool:
    lines = (
        f"HTTP/1.1 {status} Fault",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *headers,
        "",
        "",
    )
    writer.write("\r\n".join(lines).encode() + body)
    await writer.drain()
    return True


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%b\r\n" % (len(data), data))


def _event(data: Json, name: str | None = None) -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n".encode()


async def _paced(line: Line) -> AsyncIterator[str]:
    await asyncio.sleep(line.wait)
    for number, word in enumerate(words(line.text)):
        if number and line.pause:
            await asyncio.sleep(line.pause)
        yield word


async def _openai(line: Line, asked: Json) -> AsyncIterator[bytes]:
    def chunk(delta: Json, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _event({**base, "choices": [choice]})

    base: Json = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": asked.get("model"),
    }
    yield chunk({"role": "assistant", "content": ""})
    async for word in _paced(line):
        yield chunk({"content": word})
    for number, call in enumerate(line.tool_calls):
        text = json.dumps(call.arguments)
        half = len(text) // 2
        function: Json = {"name": call.name, "arguments": ""}
        yield chunk(
            {"tool_calls": [{"index": number, "id": call.id, "type": "function", "function": function}]}
        )
        for part in (text[:half], text[half:]):
            yield chunk({"tool_calls": [{"index": number, "function": {"arguments": part}}]})
    named = {"filtered": "content_filter", "other": "stop"}
    finish = line.finish or ("tool_calls" if line.tool_calls else "stop")
    yield chunk({}, named.get(finish, finish))
    usage = {"prompt_tokens": _count(asked), "completion_tokens": len(words(line.text)), "total_tokens": 0}
    yield _event({**base, "choices": [], "usage": usage})
    yield b"data: [DONE]\n\n"


async def _anthropic(line: Line, asked: Json) -> AsyncIterator[bytes]:
    def event(kind: str, **data: object) -> bytes:
        return _event({"type": kind, **data}, kind)

    message: Json = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": asked.get("model"),
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
    }
    yield event(
        "message_start", message={**message, "usage": {"input_tokens": _count(asked), "output_tokens": 1}}
    )
    index = 0
    if line.text:
        yield event("content_block_start", index=0, content_block={"type": "text", "text": ""})
        async for word in _paced(line):
            yield event("content_block_delta", index=0, delta={"type": "text_delta", "text": word})
        yield event("content_block_stop", index=0)
        index = 1
    else:
        await asyncio.sleep(line.wait)
    for number, call in enumerate(line.tool_calls, start=index):
        text = json.dumps(call.arguments)
        half = len(text) // 2
        block: Json = {"type": "tool_use", "id": call.id, "name": call.name, "input": {}}
        yield event("content_block_start", index=number, content_block=block)
        for part in (text[:half], text[half:]):
            yield event(
                "content_block_delta", index=number, delta={"type": "input_json_delta", "partial_json": part}
            )
        yield event("content_block_stop", index=number)
    named = {
        "stop": "end_turn",
        "length": "max_tokens",
        "tool_calls": "tool_use",
        "filtered": "refusal",
        "other": "pause_turn",
    }
    finish = named[line.finish or ("tool_calls" if line.tool_calls else "stop")]
    usage = {"output_tokens": len(words(line.text))}
    yield event("message_delta", delta={"stop_reason": finish, "stop_sequence": None}, usage=usage)
    yield event("message_stop")


def _count(asked: Json) -> int:
    request = _request(asked)
    return len(words(request.system)) + sum(len(words(message.text)) for message in request.messages)


def _request(body: Json) -> ModelRequest:
    """What was asked, read back from either wire."""
    system = [_text(body.get("system"))]
    messages = []
    for given in _list(body.get("messages")):
        role = given.get("role")
        if role in ("system", "developer"):
            system.append(_text(given.get("content")))
            continue
        calls = tuple(_openai_call(call) for call in _list(given.get("tool_calls")))
        blocks = _list(given.get("content"))
        calls += tuple(_anthropic_call(block) for block in blocks if block.get("type") == "tool_use")
        results = [block for block in blocks if block.get("type") == "tool_result"]
        if results:
            messages += [
                Message("tool", _text(one.get("content")), tool_call_id=str(one.get("tool_use_id")))
                for one in results
            ]
        elif role == "tool":
            messages.append(
                Message("tool", _text(given.get("content")), tool_call_id=str(given.get("tool_call_id")))
            )
        else:
            messages.append(
                Message("assistant" if role == "assistant" else "user", _text(given.get("content")), calls)
            )
    return ModelRequest(
        system="\n\n".join(part for part in system if part),
        messages=tuple(messages),
        tools=tuple(_tool(given) for given in _list(body.get("tools"))),
    )


def _tool(given: Json) -> Tool:
    inner = given.get("function", given)
    assert isinstance(inner, dict)
    return Tool(
        str(inner["name"]),
        str(inner.get("description", "")),
        inner.get("parameters") or inner.get("input_schema") or {},
    )


def _openai_call(call: Json) -> ToolCall:
    function = call["function"]
    assert isinstance(function, dict)
    return ToolCall(str(call["id"]), str(function["name"]), json.loads(str(function["arguments"])))


def _anthropic_call(block: Json) -> ToolCall:
    given = block["input"]
    assert isinstance(given, dict)
    return ToolCall(str(block["id"]), str(block["name"]), given)


def _list(value: object) -> list[Json]:
    return value if isinstance(value, list) else []


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    return "".join(str(block.get("text", "")) for block in _list(content))
