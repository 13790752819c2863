"""The OpenAPI document of the chat API, from the very types that the live plane decodes and encodes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from centralita import __version__
from centralita.config.openapi import problem_components, refusals
from centralita.live import wire

_BASE = "/chat/v1/conversations"
_ONE = f"{_BASE}/{{id}}"
_REFUSED = (400, 401, 403, 404, 422, 429, 503)
_WRITE_REFUSED = (*_REFUSED, 409, 413)


class Agent(msgspec.Struct):
    """The agent as visitors see it."""

    name: str


class Organization(msgspec.Struct):
    """Whose agent it is."""

    name: str
    logo_url: str | None
    color: str | None


class Widget(msgspec.Struct):
    """What the widget looks like and says, in one language."""

    position: str
    color: str | None
    greeting: str
    theme: str
    attachments: bool
    ai_notice: str
    calls: bool


class ConfigOut(msgspec.Struct):
    """What a page needs before anybody has said anything."""

    agent: Agent
    organization: Organization
    widget: Widget
    languages: list[str]
    language: str
    available: bool


@dataclass(frozen=True, slots=True)
class _Operation:
    method: str
    path: str
    name: str
    told: str
    status: int
    answer: type[msgspec.Struct] | str
    body: type[msgspec.Struct] | str | None = None
    query: Sequence[tuple[str, dict[str, object]]] = ()
    refused: Sequence[int] = _REFUSED


_LANGUAGE = ("language", {"type": "string", "maxLength": 16})
_AFTER = ("after", {"type": "integer", "minimum": 0, "maximum": 999_999_999})
_OPERATIONS = (
    _Operation(
        "get",
        "/chat/v1/config",
        "chat_config",
        "What the widget looks like and says",
        200,
        ConfigOut,
        query=(_LANGUAGE,),
    ),
    _Operation(
        "post",
        _BASE,
        "chat_start",
        "Open a conversation",
        201,
        wire.StartedOut,
        wire.StartRequest,
        refused=_WRITE_REFUSED,
    ),
    _Operation(
        "post",
        "/chat/v1/calls",
        "chat_call",
        "Speak with the agent, where the channel allows it: what a browser needs to join the call, once",
        201,
        wire.CallOpenedOut,
        wire.CallRequest,
        refused=_WRITE_REFUSED,
    ),
    _Operation(
        "get",
        _ONE,
        "chat_history",
        "The conversation and its messages after a sequence",
        200,
        wire.HistoryOut,
        query=(_AFTER,),
    ),
    _Operation(
        "post",
        f"{_ONE}/messages",
        "chat_say",
        "Say something. The same `client_id` again is said once and answered alike",
        202,
        wire.SaidOut,
        wire.SayRequest,
        refused=_WRITE_REFUSED,
    ),
    _Operation(
        "get",
        f"{_ONE}/stream",
        "chat_stream",
        "Follow the conversation: `message`, `delta`, `typing`, `status`, `trace`",
        200,
        "text/event-stream",
        query=(_AFTER,),
    ),
    _Operation(
        "post",
        f"{_ONE}/files",
        "chat_upload",
        "Send a file of at most 10 MB; name it in the next message",
        201,
        wire.UploadedOut,
        "multipart/form-data",
        refused=(*_WRITE_REFUSED, 415),
    ),
    _Operation(
        "get",
        f"{_ONE}/files/{{file}}",
        "chat_download",
        "A file of this conversation, always as a download",
        200,
        "application/octet-stream",
    ),
    _Operation(
        "post",
        f"{_ONE}/rating",
        "chat_rate",
        "What the visitor thinks: `csat` from 1 to 5, `nps` from 0 to 10",
        200,
        wire.ConversationOnlyOut,
        wire.RatingRequest,
        refused=_WRITE_REFUSED,
    ),
    _Operation(
        "post",
        f"{_ONE}/language",
        "chat_language",
        "Go on in another of the agent's languages",
        200,
        wire.ConversationOnlyOut,
        wire.LanguageRequest,
        refused=_WRITE_REFUSED,
    ),
    _Operation(
        "post",
        f"{_ONE}/end",
        "chat_end",
        "The visitor is done",
        200,
        wire.ConversationOnlyOut,
        refused=_WRITE_REFUSED,
    ),
    _Operation(
        "post",
        f"{_ONE}/rewind",
        "chat_rewind",
        "Tests only: a new conversation that goes on from before a message",
        201,
        wire.StartedOut,
        wire.RewindRequest,
        refused=_WRITE_REFUSED,
    ),
)


def chat_document() -> dict[str, Any]:
    """The chat API as OpenAPI 3.1."""
    types = {kind for each in _OPERATIONS for kind in (each.answer, each.body) if isinstance(kind, type)}
    ordered = sorted(types, key=lambda kind: kind.__name__)
    _, schemas = msgspec.json.schema_components(
        ordered, ref_template="#/components/schemas/{name}", schema_hook=_any_value
    )
    problems = problem_components()
    paths: dict[str, dict[str, Any]] = {}
    for each in _OPERATIONS:
        paths.setdefault(each.path, {})[each.method] = _told(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Centralita chat",
            "version": __version__,
            "description": "What the widget speaks, and what your own page or program may speak.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {**schemas, **problems["schemas"]},
            "responses": problems["responses"],
            "securitySchemes": {
                "channelKey": _bearer("A channel's publishable key, `cpk_…`"),
                "testTicket": _bearer("A ticket for the draft from the control API, `ctt_…`"),
                "conversationToken": _bearer("What starting a conversation answers with, `cct_…`"),
            },
        },
    }


def _any_value(_kind: type) -> dict[str, Any]:
    """For `object`."""
    return {"description": "Any JSON value"}


def _bearer(told: str) -> dict[str, str]:
    return {"type": "http", "scheme": "bearer", "description": told}


def _told(operation: _Operation) -> dict[str, Any]:
    path_parts = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    parameters: list[dict[str, Any]] = [
        {"in": "path", "name": name, "required": True, "schema": {"type": "string"}} for name in path_parts
    ]
    parameters += [
        {"in": "query", "name": name, "required": False, "schema": schema} for name, schema in operation.query
    ]
    names = ["conversationToken"] if path_parts else ["channelKey", "testTicket"]
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.told,
        "tags": ["chat"],
        "security": [{name: []} for name in names],
        "parameters": parameters,
        "responses": {
            str(operation.status): {"description": "OK", "content": _content(operation.answer)},
            **{str(status): answer for status, answer in refusals(operation.refused).items()},
        },
    }
    if operation.body is not None:
        told["requestBody"] = {"required": True, "content": _content(operation.body)}
    return told


def _content(kind: type[msgspec.Struct] | str) -> dict[str, Any]:
    if not isinstance(kind, str):
        return {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}
    if kind != "multipart/form-data":
        return {kind: {"schema": {"type": "string"}}}
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    return {kind: {"schema": {"type": "object", "properties": {"file": file}, "required": ["file"]}}}
