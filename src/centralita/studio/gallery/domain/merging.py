"""Taking a template's newer version into an agent that was made of an older one. Pure.

Three states are compared: what the template was (`base`), what it is now (`theirs`), and what the agent has become
(`ours`). What both changed otherwise is a conflict, and stays as it is unless somebody says so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from centralita.studio.agents.domain.content import UNSEEN
from centralita.studio.gallery.domain.comparing import (
    MISSING,
    Path,
    at,
    get,
    is_empty,
    key_of,
    keys_of,
    plain,
    put,
    same,
)

How = Literal["added", "removed", "changed"]
Area = Literal[
    "general",
    "persona",
    "texts",
    "text",
    "flow",
    "node",
    "edge",
    "variable",
    "tool",
    "knowledge",
    "settings",
    "scenario",
    "question",
    "document",
    "prompt",
]

# An agent's own: what it is called, and what it knows of the business.
_OWN: Final = frozenset({"name", "business"})
_AREAS: Final[Mapping[str, Area]] = {
    "persona": "persona",
    "greeting": "persona",
    "ai_notice": "persona",
    "texts": "texts",
    "languages": "general",
    "default_language": "general",
    "entry_flow": "general",
    "flows": "flow",
    "variables": "variable",
    "tools": "tool",
    "knowledge": "knowledge",
}
_LISTS: Final = {"variables": "name", "tools": "name", "knowledge": "id"}
# Taken over as a whole or not at all.
_WHOLE: Final = frozenset({"tools", "knowledge", "edges"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the template changed. `key` names it; a `conflict` is what the agent changed otherwise.

    `kind` is that of the step that changed, '' for all else. What is not `offered` is taken only if somebody says so.
    """

    key: str
    path: Path
    area: Area
    how: How
    name: str
    where: str
    base: Any
    theirs: Any
    ours: Any
    conflict: bool
    kind: str = ""
    offered: bool = True


def steps(
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    ours: Mapping[str, Any],
    titles: Mapping[str, str] | None = None,
) -> tuple[Step, ...]:
    """What the template changed and the agent does not have yet, in the order of the document.

    A step without a name goes by its kind's, of `titles`.
    """
    before, after, here = _indexed(base), _indexed(theirs), _indexed(ours)
    names, kinds = _names(titles or {}, before, after, here), _kinds(before, after, here)
    found: list[Step] = []
    for key in keys_of(before, after):
        if key not in _OWN:
            found += _differences((key,), get(before, key), get(after, key), get(here, key), names)
    return tuple(replace(step, kind=kinds.get(step.path[:4], "")) for step in found)


def merged(
    theirs: Mapping[str, Any], ours: Mapping[str, Any], found: Iterable[Step], taken: Collection[str]
) -> dict[str, Any]:
    """The agent with the steps whose keys are taken, and all else as it was. Lines that lead nowhere go."""
    document, after = deepcopy(_indexed(ours)), _indexed(theirs)
    for step in found:
        if step.key in taken:
            _put(document, step.path, at(after, step.path))
    return _restored(document)


def _differences(path: Path, base: Any, theirs: Any, ours: Any, names: Mapping[Path, str]) -> Iterator[Step]:
    if path[-1] in UNSEEN or same(base, theirs) or same(theirs, ours):
        return
    together = all(isinstance(each, Mapping) for each in (base, theirs, ours))
    if together and not _is_whole(path):
        for key in keys_of(base, theirs):
            yield from _differences((*path, key), get(base, key), get(theirs, key), get(ours, key), names)
        return
    if theirs is MISSING and ours is MISSING:
        return
    yield _step(path, base, theirs, ours, names)


def _is_whole(path: Path) -> bool:
    return len(path) >= 2 and path[-2] in _WHOLE and len(path) in {2, 4}


def _step(path: Path, base: Any, theirs: Any, ours: Any, names: Mapping[Path, str]) -> Step:
    how: How = "added" if is_empty(base) else "removed" if is_empty(theirs) else "changed"
    thing, area = _thing(path), _area(path)
    values = [plain(value) for value in (base, theirs, ours)]
    where = ".".join(path[len(thing) :])
    if area == "edge":
        where = next(str(value.get("port", "next")) for value in values if value)
    values = [_told(value, path, names) for value in values]
    return Step(
        key=key_of(path),
        path=path,
        area=area,
        how=how,
        name=names.get(thing, thing[-1]),
        where=where,
        base=values[0],
        theirs=values[1],
        ours=values[2],
        conflict=not same(base, ours),
    )


def _told(value: Any, path: Path, names: Mapping[Path, str]) -> Any:
    """A value for reading: what leads to a step or a flow says its name."""
    if isinstance(value, Mapping) and _area(path) == "edge":
        ends = (str(value.get(end)) for end in ("source", "target"))
        return " → ".join(names.get((*path[:2], "nodes", end), end) for end in ends)
    if isinstance(value, str) and path[-1] == "entry":
        return names.get((*path[:2], "nodes", value), value)
    if isinstance(value, str) and path[-1] in {"entry_flow", "flow"}:
        return names.get(("flows", value), value)
    return value


def _thing(path: Path) -> Path:
    """The part of a path that names something: a flow, a step, a line, a variable."""
    if path[0] == "flows":
        return path[:4] if len(path) >= 4 and path[2] in {"nodes", "edges"} else path[:2]
    return path[:2] if path[0] in _LISTS and len(path) > 1 else path[:1]


def _area(path: Path) -> Area:
    if path[0] == "flows" and len(path) >= 4 and path[2] in {"nodes", "edges"}:
        return "node" if path[2] == "nodes" else "edge"
    return _AREAS.get(path[0], "settings")


def _put(document: dict[str, Any], path: Path, value: Any) -> None:
    if path[0] == "flows" and len(path) > 2 and not isinstance(at(document, path[:-1]), dict):
        # Inside something that the agent does not have any more.
        return
    put(document, path, value)


def _names(titles: Mapping[str, str], *documents: Mapping[str, Any]) -> dict[Path, str]:
    """What things are called, where the first document says it last."""
    names: dict[Path, str] = {}
    for document in reversed(documents):
        for flow_id, flow in document["flows"].items():
            names["flows", flow_id] = flow.get("name") or flow_id
            labels = {
                key: node.get("name") or titles.get(str(node.get("kind")), key)
                for key, node in flow["nodes"].items()
            }
            names |= {("flows", flow_id, "nodes", key): label for key, label in labels.items()}
            for key, edge in flow["edges"].items():
                source, target = (
                    labels.get(str(edge.get(end)), str(edge.get(end))) for end in ("source", "target")
                )
                names["flows", flow_id, "edges", key] = f"{source} → {target}"
    return names


def _kinds(*documents: Mapping[str, Any]) -> dict[Path, str]:
    """The kinds of steps by their paths, where the first document says it last."""
    return {
        ("flows", flow_id, "nodes", key): str(node.get("kind", ""))
        for document in reversed(documents)
        for flow_id, flow in document["flows"].items()
        for key, node in flow["nodes"].items()
    }


def _indexed(content: Mapping[str, Any]) -> dict[str, Any]:
    """A blueprint whose lists of things are things by their ids."""
    document = {key: value for key, value in content.items() if key not in {"flows", *_LISTS}}
    for key, identity in _LISTS.items():
        document[key] = {str(item.get(identity)): item for item in content.get(key) or ()}
    document["flows"] = {
        str(flow["id"]): {
            **flow,
            "nodes": {str(node["id"]): node for node in flow.get("nodes") or ()},
            "edges": _edges(flow.get("edges") or ()),
        }
        for flow in content.get("flows") or ()
    }
    return document


def _edges(edges: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Lines by where they begin: a second one from the same place is kept, under another key."""
    found: dict[str, Any] = {}
    for edge in edges:
        key = wanted = f"{edge['source']} {edge.get('port', 'next')}"
        number = 1
        while key in found:
            number += 1
            key = f"{wanted} {number}"
        found[key] = edge
    return found


def _restored(document: Mapping[str, Any]) -> dict[str, Any]:
    content = dict(document)
    for key in _LISTS:
        content[key] = list(document[key].values())
    content["flows"] = [_flow(flow) for flow in document["flows"].values()]
    return content


def _flow(flow: Mapping[str, Any]) -> dict[str, Any]:
    edges: list[dict[str, Any]] = []
    ids: set[str] = set()
    for edge in flow["edges"].values():
        if edge["source"] not in flow["nodes"] or edge["target"] not in flow["nodes"]:
            continue
        identifier = wanted = str(edge["id"])
        number = 1
        while identifier in ids:
            number += 1
            identifier = f"{wanted[:56]}-{number}"
        ids.add(identifier)
        edges.append({**edge, "id": identifier})
    return {**flow, "nodes": list(flow["nodes"].values()), "edges": edges}
