"""What is said to an MCP server over streamable HTTP, and what it says. Pure.

Source: the specification of the Model Context Protocol of 2025-06-18, transports and server tools.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from centralita.engine.values import bounded, clean_text
from centralita.kit.errors import AppError
from centralita.studio.tools.domain.answer import KEPT_TEXT, Read, mapped
from centralita.studio.tools.domain.definition import (
    MOST_ARGUMENTS,
    DefinitionMalformed,
    ToolOutput,
    read,
)
from centralita.studio.tools.domain.foreign import Operation, Reading, clean, listed, named, storable, unique

VERSION: Final = "2025-06-18"
SESSION: Final = "mcp-session-id"
MOST_TOOLS: Final = 200
HEADERS: Final = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
# One question at a time goes over a connection, so one number does for all.
_ID: Final = 1


class McpFault(AppError):
    """The server did not answer as the protocol says, or with an error. Data: `reason`, a code."""

    code = "tool_mcp_fault"


@dataclass(frozen=True, slots=True)
class Offered:
    """What a server offers. `left_out` counts tools over the limit or without a shape; `cursor` leads to more."""

    operations: tuple[Operation, ...]
    left_out: int
    cursor: str


def begin_message() -> bytes:
    """The first message: who asks, and by which version."""
    client = {"name": "centralita", "version": "1"}
    return _message("initialize", {"protocolVersion": VERSION, "capabilities": {}, "clientInfo": client})


def begun_message() -> bytes:
    """The notice that the beginning is over; it gets no answer."""
    return json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}).encode()


def list_message(cursor: str = "") -> bytes:
    """Asks for the tools, from a cursor on."""
    return _message("tools/list", {"cursor": cursor} if cursor else {})


def call_message(tool: str, arguments: Mapping[str, Any]) -> bytes:
    """Calls a tool."""
    return _message("tools/call", {"name": tool, "arguments": dict(arguments)})


def _message(method: str, parameters: Mapping[str, Any]) -> bytes:
    message = {"jsonrpc": "2.0", "id": _ID, "method": method, "params": parameters}
    return json.dumps(message, ensure_ascii=False).encode()


def result_of(content_type: str, body: bytes) -> dict[str, Any]:
    """The result in an answer of either kind. Raises McpFault."""
    for message in _messages(content_type, body):
        if message.get("id") != _ID or "method" in message:
            continue
        if isinstance(message.get("result"), dict):
            found: dict[str, Any] = message["result"]
            return found
        error = message.get("error")
        number = error.get("code") if isinstance(error, dict) else None
        raise McpFault(reason=f"rpc_{number}" if isinstance(number, int) else "malformed")
    raise McpFault(reason="malformed")


def is_answered(content_type: str, body: bytes) -> bool:
    """Whether the answer is in what has come of a stream: a server may keep it open for whatever comes later."""
    if not _is_stream(content_type) or not body.endswith((b"\n\n", b"\r\r", b"\n\r\n")):
        return False
    return any(one.get("id") == _ID and "method" not in one for one in _messages(content_type, body))


def _is_stream(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "text/event-stream"


def _messages(content_type: str, body: bytes) -> Iterator[dict[str, Any]]:
    texts = [body]
    if _is_stream(content_type):
        events = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n\n")
        texts = [b"\n".join(_data(event)) for event in events]
    for text in filter(None, texts):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        yield from (one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict))


def _data(event: bytes) -> Iterator[bytes]:
    for line in event.split(b"\n"):
        if line.startswith(b"data:"):
            yield line[5:].removeprefix(b" ")


def read_result(result: Mapping[str, Any], outputs: tuple[ToolOutput, ...]) -> Read:
    """What a tool answered: its structured content where there is one, else its text, as JSON when that is some."""
    said = "\n".join(
        str(part["text"])
        for part in listed(result.get("content"))
        if isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str)
    )
    value: object = result.get("structuredContent")
    text = clean_text(said or json.dumps(bounded(value), ensure_ascii=False), KEPT_TEXT)
    if result.get("isError") is True:
        return Read(text, None, "remote_failed")
    if not isinstance(value, dict):
        try:
            value = json.loads(said)
        except (ValueError, RecursionError):
            value = {"text": text}
    return Read(text, mapped(value, outputs))


def offered(result: Mapping[str, Any], address: str, taken: set[str]) -> Offered:
    """The tools in an answer to `list_message`, as tools of ours; `taken` are the names so far, and grows."""
    operations: list[Operation] = []
    left_out = 0
    for tool in listed(result.get("tools")):
        remote = tool.get("name") if isinstance(tool, dict) else None
        if not isinstance(remote, str) or not 0 < len(remote) <= 128 or len(taken) >= MOST_TOOLS:
            left_out += 1
            continue
        try:
            operations.append(_operation(tool, remote, address, taken))
        except DefinitionMalformed:
            left_out += 1
    cursor = result.get("nextCursor")
    return Offered(
        tuple(operations), left_out, cursor if isinstance(cursor, str) and len(cursor) < 2_000 else ""
    )


def _operation(tool: Mapping[str, Any], remote: str, address: str, taken: set[str]) -> Operation:
    schema = tool.get("inputSchema")
    root: dict[str, Any] = schema if isinstance(schema, dict) else {}
    reading = Reading(root)
    found = reading.whole(root).get("properties")
    given = list(found.items()) if isinstance(found, dict) else []
    if len(given) > MOST_ARGUMENTS:
        reading.note("cut")
    properties: dict[str, Any] = {}
    names: dict[str, str] = {}
    taken_here: set[str] = set()
    for key, one in given[:MOST_ARGUMENTS]:
        names[str(key)] = argument = unique(named(str(key)), taken_here)
        properties[argument] = reading.schema(one)
    required = [names[key] for key in map(str, listed(reading.whole(root).get("required"))) if key in names]
    content = {
        "description": str(tool.get("description") or tool.get("title") or "")[:2_000],
        "parameters": {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
        },
        "request": {
            "kind": "mcp",
            "method": "POST",
            "address": address,
            "body": "json",
            "remote": remote,
            "fields": [
                {"name": key[:200], "value": f"{{{argument}}}"} for key, argument in names.items() if key
            ],
        },
    }
    definition = read(clean(content))
    label = str(tool.get("title") or remote)
    return Operation(unique(named(remote), taken), storable(label)[:120], definition, tuple(reading.notes))
