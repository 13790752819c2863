"""What is sent: a definition and its arguments made into one request. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from centralita.engine.values import Value, shown
from centralita.kit.errors import Invalid
from centralita.studio.tools.domain import addresses, body, mcp, parts
from centralita.studio.tools.domain.definition import ToolDefinition, ToolPair
from centralita.studio.tools.domain.placeholder import PLACEHOLDER
from centralita.studio.tools.domain.sign_in import SignIn

MOST_BODY: Final = 256 * 1024
_LONGEST_HEADER: Final = 2_000
_FORM: Final = "application/x-www-form-urlencoded"


class CannotBeSent(Invalid):
    """With these arguments there is no request. Data: `argument`, the one at fault, or ''."""

    code = "tool_cannot_be_sent"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request ready to go, without what signs it in."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None


def prepare(definition: ToolDefinition, arguments: Mapping[str, Value]) -> Prepared:
    """The request for these arguments; what is given of the conversation is among them. Raises CannotBeSent."""
    request = definition.request
    texts = {name: shown(value) for name, value in arguments.items() if value is not None}
    try:
        url = addresses.filled(request.address, texts)
    except addresses.UnfitForPath as error:
        raise CannotBeSent(argument=str(error)) from None
    query = urlencode(
        [(pair.name, text) for pair in request.query if (text := _text(pair, texts)) is not None]
    )
    if query:
        url = f"{url}{'&' if urlsplit(url).query else '?'}{query}"
    headers = {"accept": "application/json, text/*;q=0.8, */*;q=0.5"}
    for pair in request.headers:
        text = _text(pair, texts)
        if text is not None:
            headers[pair.name.lower()] = _header(text)
    if request.kind == "mcp":
        message = mcp.call_message(request.remote, _fields(definition, arguments, texts))
        return Prepared("POST", url, headers | mcp.HEADERS, _bounded(message))
    if request.body == "none" or request.method == "GET":
        return Prepared(request.method, url, headers)
    pairs = [(pair.name, text) for pair in request.fields if (text := _text(pair, texts)) is not None]
    headers["content-type"] = "application/json"
    match request.body:
        case "json":
            content = _json(_fields(definition, arguments, texts))
        case "raw":
            content = _json(body.filled(_written(request.template), arguments, texts))
        case "multipart":
            headers["content-type"], content = parts.written(pairs)
        case _:
            headers["content-type"], content = _FORM, urlencode(pairs).encode()
    return Prepared(request.method, url, headers, _bounded(content))


def signed(prepared: Prepared, kind: SignIn, fields: Mapping[str, str]) -> Prepared:
    """The request with a key that stands in its address or its body. Raises CannotBeSent where there is no place for it."""
    name, secret = fields.get("parameter", "api_key"), fields.get("api_key", "")
    if kind is SignIn.QUERY_KEY:
        joint = "&" if urlsplit(prepared.url).query else "?"
        return replace(prepared, url=f"{prepared.url}{joint}{urlencode({name: secret})}")
    if kind is not SignIn.BODY_KEY:
        return prepared
    content = prepared.content or b""
    kind_of_body = prepared.headers.get("content-type", "")
    if parts.is_of_parts(kind_of_body):
        return replace(prepared, content=parts.with_part(kind_of_body, content, name, secret))
    if kind_of_body == _FORM:
        added = urlencode({name: secret}).encode()
        return replace(prepared, content=content + (b"&" if content else b"") + added)
    try:
        written = json.loads(content)
    except ValueError:
        written = None
    if not isinstance(written, dict):
        raise CannotBeSent(argument="")
    return replace(prepared, content=_json({**written, name: secret}))


def _fields(
    definition: ToolDefinition, arguments: Mapping[str, Value], texts: Mapping[str, str]
) -> dict[str, Any]:
    try:
        return body.nested(definition.request.fields, arguments, texts)
    except body.NotJson:
        raise CannotBeSent(argument="") from None


def _written(template: str) -> Any:
    try:
        return body.read_json(template)
    except body.NotJson:
        raise CannotBeSent(argument="") from None


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _bounded(content: bytes) -> bytes:
    if len(content) > MOST_BODY:
        raise CannotBeSent(argument="")
    return content


def _text(pair: ToolPair, texts: Mapping[str, str]) -> str | None:
    """The text with its placeholders filled in; None when it is made of one that was not given."""
    whole = PLACEHOLDER.fullmatch(pair.value)
    if whole:
        return texts.get(whole[1])
    return PLACEHOLDER.sub(lambda match: texts.get(match[1], ""), pair.value)


def _header(text: str) -> str:
    """One line: what a caller says never begins another header."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line.encode("ascii", "replace").decode()[:_LONGEST_HEADER]
