"""How a script sounds on each wire: the pieces of a stream, and what was asked, read back."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable
from typing import Final, NamedTuple

from centralita.providers.llm.model import Message, ModelRequest, Tool, ToolCall
from centralita.providers.llm.scripted import Line, words

Json = dict[str, object]


class Dialect(NamedTuple):
    """One vendor's way: `pieces` of the answer to a path and body, `request` out of a body."""

    pieces: Callable[[Line, str, Json], AsyncIterator[bytes]]
    request: Callable[[Json], ModelRequest]


def dialect_of(path: str) -> Dialect | None:
    """Whose wire this path belongs to."""
    return next((dialect for pattern, dialect in _DIALECTS if pattern.search(path)), None)


def _event(data: Json, name: str | None = None) -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n".encode()


async def _paced(line: Line) -> AsyncIterator[str]:
    await asyncio.sleep(line.wait)
    for number, word in enumerate(words(line.text)):
        if number and line.pause:
            await asyncio.sleep(line.pause)
        yield word


async def _openai(line: Line, _path: str, asked: Json) -> AsyncIterator[bytes]:
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


async def _anthropic(line: Line, _path: str, asked: Json) -> AsyncIterator[bytes]:
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
    return _words_in(_request(asked))


def _words_in(request: ModelRequest) -> int:
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


async def _google(line: Line, path: str, asked: Json) -> AsyncIterator[bytes]:
    def chunk(parts: list[Json], **more: object) -> bytes:
        candidate = {"content": {"role": "model", "parts": parts}, "index": 0, **more}
        return _event({"candidates": [candidate], "modelVersion": model, "usageMetadata": usage})

    model = path.rpartition("/")[2].partition(":")[0]
    usage: Json = {"promptTokenCount": _words_in(_google_request(asked))}
    async for word in _paced(line):
        yield chunk([{"text": word}])
    if not line.text:
        await asyncio.sleep(line.wait)
    usage["candidatesTokenCount"] = len(words(line.text))
    calls: list[Json] = [
        {"functionCall": {"id": call.id, "name": call.name, "args": call.arguments}}
        for call in line.tool_calls
    ]
    named = {"length": "MAX_TOKENS", "filtered": "SAFETY", "other": "OTHER"}
    yield chunk(calls, finishReason=named.get(line.finish or "stop", "STOP"))


def _google_request(body: Json) -> ModelRequest:
    messages: list[Message] = []
    for content in _list(body.get("contents")):
        parts = _list(content.get("parts"))
        results = [_object(part["functionResponse"]) for part in parts if "functionResponse" in part]
        messages += [_google_result(result) for result in results]
        text = "".join(str(part.get("text", "")) for part in parts)
        calls = tuple(_google_call(_object(part["functionCall"])) for part in parts if "functionCall" in part)
        if text or calls:
            messages.append(Message("assistant" if content.get("role") == "model" else "user", text, calls))
    declared = [one for tool in _list(body.get("tools")) for one in _list(tool.get("functionDeclarations"))]
    return ModelRequest(
        system=_text(_object(body.get("systemInstruction")).get("parts")),
        messages=tuple(messages),
        tools=tuple(_google_tool(one) for one in declared),
    )


def _google_result(result: Json) -> Message:
    said = _object(result.get("response"))
    text = str(said.get("return_value", said.get("output", "")))
    return Message("tool", text, tool_call_id=str(result.get("id", "")))


def _google_call(call: Json) -> ToolCall:
    return ToolCall(str(call.get("id", "")), str(call["name"]), _object(call.get("args")))


def _google_tool(given: Json) -> Tool:
    schema = (
        given.get("parameters_json_schema") or given.get("parametersJsonSchema") or given.get("parameters")
    )
    return Tool(str(given["name"]), str(given.get("description", "")), _object(schema))


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


_DIALECTS: Final = (
    (re.compile(r"/chat/completions\Z"), Dialect(_openai, _request)),
    (re.compile(r"/messages\Z"), Dialect(_anthropic, _request)),
    (re.compile(r":streamGenerateContent\Z"), Dialect(_google, _google_request)),
)
