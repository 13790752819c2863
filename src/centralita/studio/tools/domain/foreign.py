"""Descriptions of other people's operations, cut to what a model needs. Pure.

They are anybody's: references may go in circles or blow up, names may be anything. Each operation has a budget of
parts; what goes over it is cut, and told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from centralita.studio.tools.domain.definition import MOST_ARGUMENTS, ToolDefinition

_PARTS: Final = 400
_DEPTH: Final = 6
_HOPS: Final = 20
_KEPT: Final = ("type", "description", "enum", "format", "minimum", "maximum", "minLength", "maxLength")
_MADE_OF: Final = ("allOf", "oneOf", "anyOf")
_TELLING: Final = ("type", "properties", "items", "enum", "const", "format")
_LONGEST_ENUM: Final = 50
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as a tool. `notes` are codes of what was left out."""

    name: str
    label: str
    definition: ToolDefinition
    notes: tuple[str, ...]


@dataclass(slots=True)
class Reading:
    """One operation's budget and findings."""

    root: Mapping[str, Any]
    parts: int = _PARTS
    notes: list[str] = field(default_factory=list)

    def note(self, code: str) -> None:
        if code not in self.notes:
            self.notes.append(code)

    def at(self, node: object) -> dict[str, Any]:
        """The object itself, behind references inside the document; nothing where they lead nowhere or round."""
        for _ in range(_HOPS):
            if not isinstance(node, dict):
                return {}
            ref = node.get("$ref")
            if not isinstance(ref, str):
                return node
            if not ref.startswith("#/"):
                self.note("reference_elsewhere")
                return {}
            node = _pointed(self.root, ref)
        self.note("reference_round")
        return {}

    def whole(self, node: object, depth: int = 0) -> dict[str, Any]:
        """The object with what it is made of (`allOf`), and with the first that it may be (`oneOf`, `anyOf`).

        Of several that it may be, the others are told as left out; that it may be null is no other.
        """
        found = self.at(node)
        if not any(isinstance(found.get(word), list) for word in _MADE_OF):
            return found
        self.parts -= 1
        if self.parts < 0 or depth > _DEPTH:
            self.note("cut")
            return {name: value for name, value in found.items() if name not in _MADE_OF}
        made: dict[str, Any] = {}
        for one in listed(found.get("allOf"))[:_PARTS]:
            made = _joined(made, self.whole(one, depth + 1))
        for word in ("oneOf", "anyOf"):
            others = [one for one in map(self.at, listed(found.get(word))[:_PARTS]) if _tells(one)]
            if others:
                made = _joined(made, self._chosen(others, depth))
        return _joined(made, {name: value for name, value in found.items() if name not in _MADE_OF})

    def _chosen(self, others: list[dict[str, Any]], depth: int) -> dict[str, Any]:
        """One of what something may be: all constants as a list, else the first that is told."""
        if all(_plain([one["const"]]) if "const" in one else False for one in others):
            return {"enum": [one["const"] for one in others][:_LONGEST_ENUM]}
        if len(others) > 1:
            self.note("one_of_several")
        return self.whole(others[0], depth + 1)

    def schema(self, node: object, depth: int = 0) -> dict[str, Any]:
        """What a model needs of a schema."""
        self.parts -= 1
        if self.parts < 0 or depth > _DEPTH:
            self.note("cut")
            return {}
        found = self.whole(node)
        shown = {name: found[name] for name in _KEPT if _plain(found.get(name))}
        kind = shown.get("type")
        if isinstance(kind, list):
            shown["type"] = next((one for one in kind if one != "null"), "string")
        if "type" not in shown and isinstance(found.get("enum"), list) and "enum" in shown:
            shown["type"] = _type_of(shown["enum"])
        if isinstance(found.get("items"), dict):
            shown.setdefault("type", "array")
            shown["items"] = self.schema(found["items"], depth + 1)
        if isinstance(found.get("properties"), dict):
            shown["type"] = "object"
            shown["properties"] = {
                str(name): self.schema(one, depth + 1)
                for name, one in list(found["properties"].items())[:MOST_ARGUMENTS]
            }
        return shown


def _tells(one: Mapping[str, Any]) -> bool:
    """Whether it says what something is: neither that it may be nothing, nor a rule about which fields go together."""
    return one.get("type") != "null" and any(word in one for word in (*_MADE_OF, *_TELLING))


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Both as one: the second says the rest, and the fields of both are its fields."""
    joined = {**first, **second}
    if isinstance(first.get("properties"), dict) and isinstance(second.get("properties"), dict):
        joined["properties"] = {**first["properties"], **second["properties"]}
    required = dict.fromkeys(
        one
        for one in [*listed(first.get("required")), *listed(second.get("required"))]
        if isinstance(one, str)
    )
    if required:
        joined["required"] = list(required)
    return joined


def _type_of(values: list[Any]) -> str:
    kinds = {type(one) for one in values if one is not None}
    if kinds == {bool}:
        return "boolean"
    if kinds == {int}:
        return "integer"
    return "number" if kinds and kinds <= {int, float} else "string"


def _pointed(root: Mapping[str, Any], ref: str) -> object:
    found: object = root
    for part in ref[2:].split("/")[:_HOPS]:
        if not isinstance(found, dict):
            return None
        found = found.get(part.replace("~1", "/").replace("~0", "~"))
    return found


def _plain(value: object) -> bool:
    if isinstance(value, list):
        return 0 < len(value) <= 50 and all(isinstance(one, str | int | float | bool | None) for one in value)
    return isinstance(value, str | int | float) and len(str(value)) <= 1_000


def listed(value: object) -> list[Any]:
    """The value where it is a list."""
    return value if isinstance(value, list) else []


def named(text: str) -> str:
    """A name of letters, digits and _."""
    name = _NO_NAME.sub("_", text).strip("_")[:50].lower() or "x"
    return name if not name[0].isdigit() else f"x{name}"


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; it is taken afterwards."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found)
    return found


def storable(text: str) -> str:
    """A text that a database can keep, never empty."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd").strip() or "?"


def clean(value: Any) -> Any:
    """Texts that a database can keep; numbers that JSON has."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
        case dict():
            return {clean(str(key)): clean(one) for key, one in value.items()}
        case list():
            return [clean(one) for one in value]
        case float() if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN
            return None
        case _:
            return value
