"""What changed between two blueprints, in pieces a person can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from centralita.studio.agents.domain.content import UNSEEN

Area = Literal[
    "general",
    "persona",
    "flow",
    "node",
    "edge",
    "variable",
    "tool",
    "knowledge",
    "settings",
    "texts",
    "scenario",
]
How = Literal["added", "removed", "changed"]

_LISTED: dict[str, Area] = {"variables": "variable", "tools": "tool", "knowledge": "knowledge"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `name` says of which thing; `path` where inside it; `before` and `after` are JSON values.

    `kind` is that of the step that changed, '' for all else. A connection's `path` is the way out that it leaves by.
    """

    area: Area
    how: How
    name: str
    path: str
    before: Any
    after: Any
    kind: str = ""


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The changes from one content to the other, in the order of the document."""
    changes: list[Change] = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key == "flows":
            changes += _flows(_list(before, key), _list(after, key))
        elif key == "entry_flow":
            names = _labels([*_list(before, "flows"), *_list(after, "flows")])
            changes += _leaves(_area(key), "", key, *_named_as(before.get(key), after.get(key), names))
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
    if key in {"name", "languages", "default_language", "entry_flow"}:
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


def _labels(items: list[dict[str, Any]]) -> dict[str, str]:
    return {str(item["id"]): _label(item) for item in items}


def _named_as(before: Any, after: Any, names: Mapping[str, str]) -> tuple[Any, Any]:
    """Two ids by the names of what they stand for, as far as these tell them apart: nobody knows a flow by its id."""
    old, new = (names.get(each, each) if isinstance(each, str) else each for each in (before, after))
    return (before, after) if old == new else (old, new)


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
        kind = str((new or old or {}).get("kind", "")) if area == "node" else ""
        if old is None and new is not None:
            changes.append(Change(area, "added", _label(new), "", None, new, kind))
        elif new is None and old is not None:
            changes.append(Change(area, "removed", _label(old), "", old, None, kind))
        elif old is not None and new is not None:
            changes += _leaves(area, _label(new), "", old, new, kind)
    return changes


def _flows(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Change]:
    changes: list[Change] = []
    for old, new in _pairs(before, after):
        if old is None or new is None:
            changes += _named("flow", [old] if old else [], [new] if new else [])
            continue
        names = _labels([*_list(old, "nodes"), *_list(new, "nodes")])
        entries = _named_as(old.get("entry"), new.get("entry"), names)
        own_old, own_new = (_own(flow, entry) for flow, entry in zip((old, new), entries, strict=True))
        changes += _leaves("flow", _label(new), "", own_old, own_new)
        changes += _named("node", _list(old, "nodes"), _list(new, "nodes"))
        changes += _edges(old, new, names)
    return changes


def _own(flow: Mapping[str, Any], entry: Any) -> dict[str, Any]:
    """What a flow says of itself, beside its steps and connections."""
    return {**{key: value for key, value in flow.items() if key not in {"nodes", "edges"}}, "entry": entry}


def _edges(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> list[Change]:
    old, new = (
        {_ends(edge): _line(edge, names, flow) for edge in _list(flow, "edges")} for flow in (before, after)
    )
    gone = sorted(line for ends, line in old.items() if ends not in new)
    come = sorted(line for ends, line in new.items() if ends not in old)
    removed = [Change("edge", "removed", name, port, name, None) for name, port in gone]
    return removed + [Change("edge", "added", name, port, None, name) for name, port in come]


def _ends(edge: Mapping[str, Any]) -> tuple[str, str, str]:
    """What makes a connection that one: where it begins, by which way out, and where it leads."""
    return str(edge.get("source")), str(edge.get("port", "next")), str(edge.get("target"))


def _line(edge: Mapping[str, Any], names: Mapping[str, str], flow: Mapping[str, Any]) -> tuple[str, str]:
    """From where to where a connection leads, and by which way out: its id, or what its author calls it."""
    source, port, target = _ends(edge)
    node = next((item for item in _list(flow, "nodes") if item["id"] == source), {})
    lists = [value for value in (node.get("data") or {}).values() if isinstance(value, list)]
    ways = [way for ways in lists for way in ways if isinstance(way, Mapping)]
    own = next((_label(way) for way in ways if way.get("id") == port), port)
    return f"{names.get(source, source)} → {names.get(target, target)}", own


def _leaves(area: Area, name: str, path: str, before: Any, after: Any, kind: str = "") -> list[Change]:
    if before == after:
        return []
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        changes: list[Change] = []
        for key in [*before, *(key for key in after if key not in before)]:
            if key not in UNSEEN:
                inner = f"{path}.{key}" if path else str(key)
                changes += _leaves(area, name, inner, before.get(key), after.get(key), kind)
        return changes
    how: How = (
        "added" if before in (None, "", [], {}) else "removed" if after in (None, "", [], {}) else "changed"
    )
    return [Change(area, how, name, path, before, after, kind)]
