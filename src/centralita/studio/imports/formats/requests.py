"""HTTP requests of other builders as tools of the organization. Pure: nothing is called.

A text with `{{variables}}` becomes one with `{arguments}`. What signs a request in never comes along: it is taken out,
counted and told, and is typed again on the tool's page.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from pydantic import ValidationError

from centralita.engine.settings import SLOW_AFTER
from centralita.kit.scrubbing import HIDDEN, names_a_secret, scrub_text
from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.naming import Names
from centralita.studio.tools.domain import answer
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.checks import RESERVED_HEADERS
from centralita.studio.tools.domain.definition import (
    ARGUMENT,
    LONGEST_TIMEOUT,
    MOST_ARGUMENTS,
    ToolDefinition,
)
from centralita.studio.tools.domain.packed import PackedSignIn
from centralita.studio.tools.domain.placeholder import PLACEHOLDER
from centralita.studio.tools.domain.schemes import fitting
from centralita.studio.tools.domain.sign_in import SignIn

Json = dict[str, Any]
_VARIABLE: Final = re.compile(r"\{\{\s*([^{}]{1,200}?)\s*\}\}")
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_MOST_PAIRS: Final = 30
_TIMEOUT: Final = 10.0


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a model gives a tool: as a JSON Schema that ours may have, and by argument how the other side calls it."""

    schema: Json
    called: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an agent says while a tool runs, and whether it waits for it at all. `slow_after` is seconds."""

    first: str = ""
    slow: str = ""
    slow_after: float | None = None
    failed: str = ""
    waits: bool = True


@dataclass(slots=True)
class Request:
    """A request being read. `call` holds the arguments as a tool call's node gives them."""

    drawing: Drawing
    tool: str
    sheet: Sheet
    node: str
    known: Callable[[str], str | None] | None = None
    call: Json = field(default_factory=dict)
    properties: Json = field(default_factory=dict)
    _names: Names = field(default_factory=Names)
    _by: tuple[str, str] | None = None

    def template(self, text: str) -> str:
        """`{{Lead Score}}` becomes `{lead_score}`, an argument that is given the variable."""

        def replaced(match: re.Match[str]) -> str:
            told = self.drawing.words("{{" + match[1] + "}}", self.known)
            if not told.startswith("{{"):
                return ""
            variable = told[2:-2]
            argument = self._names.variable(variable.replace(".", "_"))[:64]
            if len(self.properties) >= MOST_ARGUMENTS and argument not in self.properties:
                return ""
            self.properties[argument] = {"type": "string"}
            self.call[argument] = told
            return "{" + argument + "}"

        pieces: list[str] = []
        end = 0
        for match in _VARIABLE.finditer(text):
            pieces.append(self._literal(text[end : match.start()]))
            pieces.append(replaced(match))
            end = match.end()
        pieces.append(self._literal(text[end:]))
        return "".join(pieces)

    def _literal(self, text: str) -> str:
        """Single braces: an argument where the tool has one of that name, else the text's own."""
        return PLACEHOLDER.sub(lambda match: match[0] if match[1] in self.properties else match[1], text)

    def pairs(
        self, rows: Iterable[tuple[str, str]], *, headers: bool = False, query: bool = False
    ) -> list[Json]:
        """Names with texts, without those that sign in."""
        kept: list[Json] = []
        for name, value in rows:
            plain = name.strip()
            if not plain or len(kept) >= _MOST_PAIRS:
                continue
            if headers and plain.lower() in {"content-type", "accept", "content-length", "host"}:
                continue
            reserved = headers and plain.lower() in RESERVED_HEADERS
            literal = _VARIABLE.sub("", value).strip()
            # In an address some names tell a secret that tell none elsewhere: `?key=`.
            shown = f"?{plain}={literal}" if query else value
            if reserved or (literal and (names_a_secret(plain) or scrub_text(shown) != shown)):
                self._sign(literal, _way(plain, value, headers=headers, query=query))
                continue
            kept.append({"name": plain[:200], "value": self.template(value)[:4_000]})
        return kept

    def _sign(self, literal: str, way: tuple[str, str]) -> None:
        """Of what signs in only the way is kept: a kind of sign-in, and the name that the secret goes by."""
        if literal and literal not in {"Bearer", "Basic", "Token"}:
            self.drawing.scrubber.found += 1
        if self._by is None:
            self._by = way
            self.sheet.lose("tool_sign_in", self.node, tool=self.tool)

    def _sign_in(self, address: str) -> PackedSignIn | None:
        """The sign-in that is to be filled in: one for all tools that ask the same host."""
        host = origin_of(address).partition("://")[2]
        if self._by is None or not host or "{" in host:
            return None
        kind, name = self._by
        told = {"api_key": "header", "query_key": "parameter", "body_key": "parameter"}.get(kind)
        shown = dict(fitting(SignIn(kind), {told: name})) if told else {}
        return PackedSignIn.model_validate({"label": host[:120], "kind": kind, "shown": shown})

    def made(
        self,
        *,
        label: str,
        about: str,
        method: str,
        address: str,
        query: Iterable[tuple[str, str]] = (),
        headers: Iterable[tuple[str, str]] = (),
        body: object = None,
        outputs: Iterable[tuple[str, str]] = (),
        parameters: Arguments | None = None,
        seconds: float | None = None,
        spoken: Spoken | None = None,
    ) -> str:
        """The tool of it; its name here. `body`: a text, or an object that JSON is made of."""
        headers = list(headers)
        before, given = _split(address)
        method = method.upper() if method.upper() in _METHODS else "GET"
        if parameters is not None:
            self.properties.update(parameters.schema["properties"])
        called = parameters.called if parameters is not None else {}
        own = [{"name": called.get(name, name), "value": f"{{{name}}}"} for name in self.properties]
        address_ = self._address(before)
        kind, fields = self._body(body, form=_is_form(headers))
        definition: Json = {
            "description": self.drawing.plain(about or label)[:2_000],
            "request": {
                "method": method,
                "address": address_,
                "query": self.pairs([*given, *query], query=True),
                "headers": self.pairs(headers, headers=True),
                "body": kind if method != "GET" else "none",
                "fields": fields if method != "GET" else [],
            },
            **_spoken(self.drawing, spoken or Spoken()),
            "timeout": min(max(seconds or _TIMEOUT, 1.0), LONGEST_TIMEOUT),
            "outputs": self._outputs(outputs),
        }
        schema = parameters.schema if parameters is not None else {}
        definition["parameters"] = {**schema, "type": "object", "properties": self.properties}
        if parameters is not None:
            # A model gives the arguments: what the address does not take goes with the request.
            left = [pair for pair in own if pair["value"] not in address_]
            part = "query" if method in {"GET", "DELETE"} else "fields"
            request = definition["request"]
            request[part] = [*request[part], *left]
            request["body"] = "json" if request["fields"] and method != "GET" else request["body"]
        try:
            read = ToolDefinition.model_validate(definition)
        except ValidationError:
            self.sheet.lose("tool_elsewhere", self.node, tool=self.tool)
            read = ToolDefinition(description=definition["description"])
        called_at = read.request.address
        # What was to be filled in before it is used is no address either.
        if not called_at or ("{" not in called_at and not host_of(called_at)):
            self.sheet.lose("tool_address", self.node, tool=self.tool)
        return self.drawing.tool(self.tool, label, read, self._sign_in(called_at))

    def _address(self, address: str) -> str:
        scrubbed = scrub_text(address)
        if HIDDEN in scrubbed and HIDDEN not in address:
            self._sign(address, ("basic", ""))
            address = scrubbed.replace(f"{HIDDEN}@", "").replace(HIDDEN, "")
        return self.template(address)[:2_000]

    def _body(self, body: object, *, form: bool) -> tuple[str, list[Json]]:
        if isinstance(body, str):
            if not body.strip():
                return "none", []
            parsed = _parsed(body)
            if parsed is None:
                self.sheet.lose("tool_body", self.node, tool=self.tool)
                return "json", [{"name": "body", "value": self.template(body)[:4_000]}]
            body = parsed
        if not isinstance(body, Mapping) or not body:
            return "none", []
        rows = list(_leaves(body))[:100]
        return ("form" if form else "json"), self.pairs(rows)

    def _outputs(self, outputs: Iterable[tuple[str, str]]) -> list[Json]:
        kept: dict[str, Json] = {}
        for variable, path in outputs:
            if not answer.well_formed(path) or len(path) > 300:
                self.sheet.lose("tool_answer", self.node, tool=self.tool, text=path[:120])
            elif len(kept) < 30:
                kept.setdefault(variable, {"name": variable, "path": path})
        return list(kept.values())


def _spoken(drawing: Drawing, spoken: Spoken) -> Json:
    return {
        "say_first": drawing.texts(spoken.first),
        "say_slow": drawing.texts(spoken.slow),
        "slow_after": min(max(spoken.slow_after or SLOW_AFTER, 2.0), 60.0),
        "say_failed": drawing.texts(spoken.failed),
        "waits": spoken.waits,
    }


def _way(name: str, value: str, *, headers: bool, query: bool) -> tuple[str, str]:
    """The kind of sign-in that such a pair is, and the name that its secret goes by."""
    if query:
        return "query_key", name
    if not headers:
        return "body_key", name
    if name.lower() != "authorization":
        return "api_key", name
    return ("basic" if value.strip().lower().startswith("basic") else "bearer"), ""


def described(parameters: object) -> Arguments:
    """The JSON Schema of a model's tool, made one that ours may have: an object with named properties."""
    schema = parameters if isinstance(parameters, Mapping) else {}
    properties = schema.get("properties")
    names = Names()
    given: dict[str, str] = {}
    kept: Json = {}
    for name, one in properties.items() if isinstance(properties, Mapping) else ():
        if isinstance(one, Mapping) and len(kept) < MOST_ARGUMENTS:
            own = str(name)
            if not ARGUMENT.fullmatch(own) or own in kept:
                # The other side goes by the name as it is written: it changes only where it has to.
                own = names.variable(own.replace(".", "_"))[:64]
                while own in kept:
                    own = f"{own[:60]}_2"
            given[str(name)] = own
            kept[own] = _schema(one)
    required = schema.get("required")
    wanted = [
        given[str(name)] for name in (required if isinstance(required, list) else ()) if str(name) in given
    ]
    found: Json = {"type": "object", "properties": kept}
    if wanted:
        found["required"] = list(dict.fromkeys(wanted))
    # Dots in a field's name would nest it.
    called = {own: name[:200] for name, own in given.items() if name and "." not in name}
    return Arguments(found, called)


def _schema(one: Mapping[str, Any], depth: int = 0) -> Json:
    kept: Json = {}
    kind = one.get("type")
    kept["type"] = kind if kind in ("string", "number", "integer", "boolean", "array", "object") else "string"
    if isinstance(one.get("description"), str):
        kept["description"] = scrub_text(one["description"])[:500]
    options = one.get("enum")
    if not isinstance(options, list) and one.get("const") not in (None, ""):
        options = [one["const"]]
    if isinstance(options, list):
        kept["enum"] = [option for option in options if isinstance(option, str | int | float)][:100]
    if depth < 4 and isinstance(one.get("items"), Mapping):
        kept["items"] = _schema(one["items"], depth + 1)
    inner = one.get("properties")
    if depth < 4 and isinstance(inner, Mapping):
        kept["properties"] = {
            str(name)[:64]: _schema(value, depth + 1)
            for name, value in list(inner.items())[:30]
            if isinstance(value, Mapping)
        }
    return kept


def _split(address: str) -> tuple[str, list[tuple[str, str]]]:
    before, mark, query = address.strip().partition("?")
    query = query.partition("#")[0]
    if not mark or query.count("&") > 100:
        return before, []
    return before, parse_qsl(query, keep_blank_values=True)


def _is_form(headers: Iterable[tuple[str, str]]) -> bool:
    return any(
        name.lower() == "content-type" and "form-urlencoded" in value.lower() for name, value in headers
    )


def _parsed(body: str) -> object | None:
    """A JSON object with variables in it, bare or in quotes."""
    bare = re.sub(r"(?<![\"\w])\{\{([^{}]+)\}\}(?![\"\w])", r'"{{\1}}"', body)
    for attempt in (body, bare):
        try:
            parsed = json.loads(attempt)
        except (ValueError, RecursionError):
            continue
        return parsed if isinstance(parsed, dict) else None
    return None


def _leaves(value: Mapping[str, Any], path: str = "", depth: int = 0) -> Iterable[tuple[str, str]]:
    for key, inner in value.items():
        name = f"{path}.{key}" if path else str(key)
        if isinstance(inner, Mapping) and inner and depth < 5:
            yield from _leaves(inner, name, depth + 1)
        elif isinstance(inner, str):
            yield name, inner
        elif inner is not None:
            yield name, json.dumps(inner, ensure_ascii=False)


def host_of(address: str) -> str:
    """Where an address leads, for people; '' when that cannot be told."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
