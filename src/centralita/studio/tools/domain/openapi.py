"""Reading an OpenAPI 3 document as tools. Pure: nothing is fetched, a `$ref` to elsewhere is told and left out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from centralita.kit import documents
from centralita.kit.documents import DocumentBroken
from centralita.kit.errors import Invalid
from centralita.studio.tools.domain import definition
from centralita.studio.tools.domain.checks import RESERVED_HEADERS
from centralita.studio.tools.domain.definition import MOST_ARGUMENTS
from centralita.studio.tools.domain.foreign import Operation, Reading, clean, listed, named, storable, unique
from centralita.studio.tools.domain.schemes import sign_in_of
from centralita.studio.tools.domain.sign_in import SignIn

MOST_OPERATIONS: Final = 500
_METHODS: Final = ("get", "post", "put", "patch", "delete")
# What is written here of what an operation may take, the one to prefer first.
_BODIES: Final = (
    ("application/json", "json"),
    ("application/x-www-form-urlencoded", "form"),
    ("multipart/form-data", "multipart"),
)
# The names of keys among parameters; a token may also say where a list goes on, or how many of them a model may use.
_KEY: Final = re.compile(
    r"(?:api|access|private|auth|subscription)[_-]?key$|secret|passw(?:or)?d|authori[sz]ation|token$",
    re.IGNORECASE,
)
_PAGE: Final = re.compile(
    r"page|next|continu|cursor|sync|start|skip|max|min|count|idempot|csrf", re.IGNORECASE
)
_IN_PATH: Final = re.compile(r"\{([^{}/]{1,100})\}")


class DocumentUnreadable(Invalid):
    """It is no OpenAPI 3 document in JSON or YAML. Data: `reason`: `json`, `version` or `empty`."""

    code = "tool_openapi_unreadable"


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. `left_out` counts operations over the limit or without a shape.

    `sign_in` is how it says that one signs in, with what it says of the form; never a secret.
    """

    title: str
    operations: tuple[Operation, ...]
    left_out: int
    sign_in: SignIn
    credentials: Mapping[str, str]


def read_document(text: str) -> Document:
    """The operations of a document. Raises DocumentUnreadable."""
    try:
        root, _ = documents.plain(documents.documents(text)[0])
    except (DocumentBroken, IndexError):
        raise DocumentUnreadable(field="document", reason="json") from None
    if not isinstance(root, dict) or not str(root.get("openapi", "")).startswith("3."):
        raise DocumentUnreadable(field="document", reason="version")
    operations: list[Operation] = []
    left_out = 0
    names: set[str] = set()
    for method, path, shared, node in _operations(root):
        if len(operations) >= MOST_OPERATIONS:
            left_out += 1
            continue
        try:
            one = _operation(root, method, path, shared, node)
        except definition.DefinitionMalformed:
            left_out += 1
            continue
        name = unique(one.name, names)
        operations.append(Operation(name, one.label, one.definition, one.notes))
    if not operations:
        raise DocumentUnreadable(field="document", reason="empty")
    info = root.get("info")
    title = str(info.get("title") or "") if isinstance(info, dict) else ""
    kind, credentials = sign_in_of(root, _keys(root))
    return Document(title[:200], tuple(operations), left_out, kind, credentials)


def _keys(root: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where operations take a key that no scheme speaks of: `header` or `query`, and its name; the commonest first."""
    found: Counter[tuple[str, str]] = Counter()
    for _, _, shared, node in islice(_operations(root), MOST_OPERATIONS):
        reading = Reading(root)
        for one in map(reading.at, [*listed(shared), *listed(node.get("parameters"))][: 2 * MOST_ARGUMENTS]):
            where, name = one.get("in"), str(one.get("name") or "")[:200]
            if where in ("header", "query") and _is_key(name) and name.lower() not in RESERVED_HEADERS:
                found[str(where), name] += 1
    return [key for key, _ in found.most_common()]


def _is_key(name: str) -> bool:
    return _KEY.search(name) is not None and _PAGE.search(name) is None


def _operations(root: Mapping[str, Any]) -> Iterator[tuple[str, str, object, Mapping[str, Any]]]:
    paths = root.get("paths")
    for path, item in (paths if isinstance(paths, dict) else {}).items():
        for method in _METHODS:
            node = item.get(method) if isinstance(item, dict) else None
            if isinstance(node, dict):
                yield method, path, item.get("parameters"), node


def _operation(
    root: Mapping[str, Any], method: str, path: str, shared: object, node: Mapping[str, Any]
) -> Operation:
    reading = Reading(root)
    properties: dict[str, Any] = {}
    required: list[str] = []
    placed: dict[str, Any] = {"query": [], "headers": [], "fields": [], "template": ""}
    in_path: dict[str, str] = {}

    def argue(name: str, schema: dict[str, Any], *, needed: bool) -> str:
        argument = unique(named(name), set(properties))
        if len(properties) >= MOST_ARGUMENTS:
            reading.note("cut")
            return ""
        properties[argument] = schema
        if needed:
            required.append(argument)
        return argument

    for parameter in map(
        reading.at, [*listed(shared), *listed(node.get("parameters"))][: 2 * MOST_ARGUMENTS]
    ):
        where, name = parameter.get("in"), str(parameter.get("name") or "")[:200]
        if not name or not isinstance(where, str) or where not in {"path", "query", "header"}:
            reading.note("parameter_left_out")
            continue
        if where == "header" and name.lower() in RESERVED_HEADERS:
            continue
        if where != "path" and _is_key(name):
            # No model makes up a key, and nobody says one: it belongs to the sign-in.
            reading.note("key_left_out")
            continue
        schema = reading.schema(parameter.get("schema"))
        if isinstance(parameter.get("description"), str):
            schema["description"] = parameter["description"][:500]
        argument = argue(name, schema, needed=where == "path" or parameter.get("required") is True)
        if where == "path":
            in_path[name] = argument
        elif argument:
            placed["query" if where == "query" else "headers"].append(
                {"name": name, "value": f"{{{argument}}}"}
            )
    body = _body(reading, node, argue, placed)
    address = _server(reading, node) + _IN_PATH.sub(
        lambda match: f"{{{in_path.get(match[1]) or argue(match[1], {'type': 'string'}, needed=True)}}}", path
    )
    label = str(node.get("summary") or node.get("operationId") or f"{method.upper()} {path}")
    content = {
        "description": str(node.get("description") or node.get("summary") or "")[:2_000],
        "parameters": {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
        },
        "request": {
            "method": method.upper(),
            "address": address[:2_000],
            "query": placed["query"][:50],
            "headers": placed["headers"][:30],
            "body": body,
            "fields": placed["fields"][:100],
            "template": placed["template"],
        },
    }
    name = named(str(node.get("operationId") or f"{method}_{path}"))
    return Operation(name, storable(label)[:120], definition.read(clean(content)), tuple(reading.notes))


def _body(reading: Reading, node: Mapping[str, Any], argue: Any, placed: dict[str, Any]) -> str:
    """The kind of body, with its fields among the arguments; of a list, or whatever else, the whole as one."""
    content = reading.at(node.get("requestBody")).get("content")
    media = content if isinstance(content, dict) else {}
    for name, kind in _BODIES:
        if not isinstance(media.get(name), dict):
            continue
        schema = reading.whole(media[name].get("schema"))
        properties = schema.get("properties")
        if kind == "json" and not isinstance(properties, dict) and schema:
            return _whole_body(reading, media[name].get("schema"), argue, placed)
        if not isinstance(properties, dict):
            reading.note("body_left_out")
            return "none"
        needed = listed(schema.get("required"))
        for key, one in list(properties.items())[:MOST_ARGUMENTS]:
            if kind == "multipart" and _is_file(reading.schema(one)):
                # Nobody says a file to an agent.
                reading.note("file_left_out")
                continue
            argument = argue(str(key), reading.schema(one), needed=key in needed)
            if argument:
                placed["fields"].append({"name": str(key)[:200], "value": f"{{{argument}}}"})
        return kind
    if media:
        reading.note("body_left_out")
    return "none"


def _is_file(schema: Mapping[str, Any]) -> bool:
    items = schema.get("items")
    files = (schema, items if isinstance(items, Mapping) else {})
    return any(one.get("format") == "binary" or "contentMediaType" in one for one in files)


def _whole_body(reading: Reading, schema: object, argue: Any, placed: dict[str, Any]) -> str:
    argument = argue("body", reading.schema(schema), needed=True)
    if not argument:
        reading.note("body_left_out")
        return "none"
    placed["template"] = f'"{{{argument}}}"'
    return "raw"


def _server(reading: Reading, node: Mapping[str, Any]) -> str:
    servers = listed(node.get("servers")) or listed(reading.root.get("servers"))
    first = servers[0] if servers and isinstance(servers[0], dict) else {}
    url = str(first.get("url") or "")[:1_000]
    variables = first.get("variables")
    for name, one in (variables if isinstance(variables, dict) else {}).items():
        if isinstance(one, dict):
            url = url.replace(f"{{{name}}}", str(one.get("default") or "")[:200])
    if "://" not in url or "{" in url:
        reading.note("server_missing")
        return ""
    return url.rstrip("/")
