"""What a webhook of ElevenLabs sends: as its API has it, and as its pages show it, where lists stand for objects. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from centralita.studio.imports.domain.shape import at, fields, first, listed, objects, text

Json = Mapping[str, Any]
_DEEPEST = 5


@dataclass(slots=True)
class Sent:
    """The arguments that a model gives, those that it has to, and what is always sent."""

    properties: dict[str, Any] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    fixed: list[tuple[str, str]] = field(default_factory=list)
    # Arguments that are a variable's value.
    known: list[tuple[str, str]] = field(default_factory=list)


def sent(*schemas: object) -> Sent:
    """Several parts of a request, each an object with properties or only the properties."""
    found = Sent()
    for schema in schemas:
        wanted = {text(name) for name in listed(schema, "required")}
        for name, one in _rows(schema).items():
            constant = at(one, "constant_value")
            if constant not in (None, ""):
                found.fixed.append(
                    (
                        name,
                        str(constant).lower() if isinstance(constant, bool) else text(one, "constant_value"),
                    )
                )
            elif at(one, "is_omitted") is not True and at(one, "is_system_provided") is not True:
                found.properties[name] = _plain(one)
                if text(one, "dynamic_variable"):
                    found.known.append((name, text(one, "dynamic_variable")))
                if name in wanted or at(one, "required") is True:
                    found.required.append(name)
    return found


def headers_of(schema: object) -> list[tuple[str, str]]:
    """The headers; one that is kept elsewhere as a secret is called so."""
    told = at(schema, "request_headers") or at(schema, "headers")
    if isinstance(told, Mapping):
        return [(str(name), _header(value)) for name, value in told.items()]
    return [(text(row, "name") or text(row, "key"), _header(row)) for row in objects(told)]


def _header(value: object) -> str:
    variable = text(value, "variable_name") or text(value, "dynamic_variable")
    if variable:
        return "{{" + variable + "}}"
    return text(value) or first(value, "value", "constant_value") or "secret"


def _rows(schema: object) -> dict[str, Json]:
    """The properties by name: an object of them, or a list in which each says its own."""
    inner = at(schema, "properties")
    rows = inner if inner is not None else schema
    if isinstance(rows, Mapping):
        return {str(name): fields(one) for name, one in rows.items() if isinstance(one, Mapping)}
    return {name: one for one in objects(rows) if (name := first(one, "id", "name"))}


def _plain(one: Json, depth: int = 0) -> dict[str, Any]:
    """A property as JSON Schema has it."""
    kept: dict[str, Any] = {**one}
    kind = at(one, "type")
    if isinstance(kind, list):
        # A type or nothing.
        kept["type"] = next((name for name in kind if name != "null"), "string")
    variable = text(one, "dynamic_variable")
    if variable and not text(one, "description"):
        kept["description"] = f"The value of {variable}"
    constant = at(one, "constant_value")
    if constant not in (None, ""):
        kept["enum"] = [constant]
    if depth < _DEEPEST and at(one, "properties") is not None:
        kept["properties"] = {name: _plain(inner, depth + 1) for name, inner in _rows(one).items()}
    if depth < _DEEPEST and isinstance(at(one, "items"), Mapping):
        kept["items"] = _plain(fields(one, "items"), depth + 1)
    return kept
