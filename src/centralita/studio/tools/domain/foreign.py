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

    def schema(self, node: object, depth: int = 0) -> dict[str, Any]:
        """What a model needs of a schema."""
        self.parts -= 1
        if self.parts < 0 or depth > _DEPTH:
            self.note("cut")
            return {}
        found = self.at(node)
        shown = {name: found[name] for name in _KEPT if _plain(found.get(name))}
        kind = shown.get("type")
        if isinstance(kind, list):
            shown["type"] = next((one for one in kind if one != "null"), "string")
        if isinstance(found.get("items"), dict):
            shown["items"] = self.schema(found["items"], depth + 1)
        if isinstance(found.get("properties"), dict):
            shown["type"] = "object"
            shown["properties"] = {
                str(name): self.schema(one, depth + 1)
                for name, one in list(found["properties"].items())[:MOST_ARGUMENTS]
            }
        return shown


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
