"""What changed between two blueprints, in pieces a person can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from centralita.studio.agents.domain.content import UNSEEN

Area = Literal[
    "general", "persona", "flow", "node", "edge", "variable", "tool", "knowledge", "settings", "texts"
]
How = Literal["added", "removed", "changed"]

_LISTED: dict[str, Area] = {"variables": "variable", "tools": "tool", "knowledge": "knowledge"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `name` says of which thing; `path` where inside it; `before` and `after` are JSON values."""

    area: Area
    how: How
    name: str
    path: str
    before: Any
    after: Any


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The changes from one content to the other, in the order of the document."""
    changes: list[Change] = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key == "flows":
            changes += _flows(_list(before, key), _list(after, key))
        elif key in _LISTED:
            changes += _named(_LISTED[key], _list(before, key), _list(after, key))
        else:
            changes += _leaves(_area(key), "", key, before.get(key), after.get(key))
    return changes


def _area(key: str) -> Area:
    if key in {"persona", "greeting", "ai_notice"}:
        return "persona"
    if key in {"fallback", "fallbacks", "texts"}:
        return "texts"
    if key in {"name", "languages", "default_language", "entry"}:
        return "general"
    return "settings"


def _list(content: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = content.get(key) or []
    if isinstance(value, Mapping):
        return [{"id": name, **item} for name, item in value.items()]
    return list(value)


def _identity(item: Mapping[str, Any]) -> str:
    return str(item.get("id") or item.get("name") or "")


def _label(item: Mapping[str, Any]) -> str:
    return str(item.get("name") or item.get("id") or "")


def _pairs(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    old = {_identity(item): item for item in before}
    new = {_identity(item): item for item in after}
    for key in [*old, *(key for key in new if key not in old)]:
        yield old.get(key), new.get(key)


def _named(area: Area, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Change]:
    changes: list[Change] = []
    for old, new in _pairs(before, after):
        if old is None and new is not None:
            changes.append(Change(area, "added", _label(new), "", None, new))
        elif new is None and old is not None:
            changes.append(Change(area, "removed", _label(old), "", old, None))
        elif old is not None and new is not None:
            changes += _leaves(area, _label(new), "", old, new)
    return changes


def _flows(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Change]:
    changes: list[Change] = []
    for old, new in _pairs(before, after):
        if old is None or new is None:
            changes += _named("flow", [old] if old else [], [new] if new else [])
            continue
        inner = {"nodes", "edges"}
        own_old = {key: value for key, value in old.items() if key not in inner}
        own_new = {key: value for key, value in new.items() if key not in inner}
        changes += _leaves("flow", _label(new), "", own_old, own_new)
        changes += _named("node", _list(old, "nodes"), _list(new, "nodes"))
        names = {item["id"]: _label(item) for item in [*_list(old, "nodes"), *_list(new, "nodes")]}
        changes += _edges(_list(old, "edges"), _list(new, "edges"), names)
    return changes


def _edges(
    before: list[dict[str, Any]], after: list[dict[str, Any]], names: Mapping[str, str]
) -> list[Change]:
    def text(edge: Mapping[str, Any]) -> str:
        source = names.get(str(edge.get("source")), str(edge.get("source")))
        target = names.get(str(edge.get("target")), str(edge.get("target")))
        return f"{source} ({edge.get('port', '')}) → {target}"

    old, new = {text(edge) for edge in before}, {text(edge) for edge in after}
    removed = [Change("edge", "removed", name, "", name, None) for name in sorted(old - new)]
    return removed + [Change("edge", "added", name, "", None, name) for name in sorted(new - old)]


def _leaves(area: Area, name: str, path: str, before: Any, after: Any) -> list[Change]:
    if before == after:
        return []
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        changes: list[Change] = []
        for key in [*before, *(key for key in after if key not in before)]:
            if key not in UNSEEN:
                inner = f"{path}.{key}" if path else str(key)
                changes += _leaves(area, name, inner, before.get(key), after.get(key))
        return changes
    how: How = (
        "added" if before in (None, "", [], {}) else "removed" if after in (None, "", [], {}) else "changed"
    )
    return [Change(area, how, name, path, before, after)]
