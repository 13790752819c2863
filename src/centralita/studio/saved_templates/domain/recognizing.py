"""A flow that is kept again, under the ids that it was kept with: what follows it elsewhere tells steps by them. Pure."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from copy import deepcopy
from typing import Any

Json = dict[str, Any]
Key = Callable[[Json], Hashable]


def recognized(before: Mapping[str, Any], after: Mapping[str, Any]) -> Json:
    """A flow that was taken out of an agent, with the ids of what it was kept as before for all that is the same.

    A step is the same when it has the same id. Else, among steps of one kind: the only one that does the same under the
    same name; the only one that does the same; the only one of that name; the one to which the same way of the same
    step leads.
    """
    document: Json = deepcopy(dict(after))
    was, flow = before["flow"], document["flow"]
    ids = _same_steps(was, flow)
    for node in _nodes(flow):
        if node not in ids:
            ids[node] = _free(node, set(ids.values()))
    lines = {(edge["source"], edge.get("port")): edge["id"] for edge in was.get("edges") or ()}
    old, flow["id"] = flow["id"], was["id"]
    if flow.get("entry"):
        flow["entry"] = ids.get(flow["entry"])
    for node in flow.get("nodes") or ():
        node["id"] = ids[node["id"]]
        data = node.get("data") or {}
        if node.get("kind") == "go_to_flow" and data.get("flow") == old:
            data["flow"] = was["id"]
    for note in (flow.get("layout") or {}).get("notes") or ():
        if note.get("node"):
            note["node"] = ids.get(note["node"])
    taken: set[str] = set()
    for edge in flow.get("edges") or ():
        edge["source"], edge["target"] = (ids.get(edge[end], edge[end]) for end in ("source", "target"))
        wished = lines.get((edge["source"], edge.get("port")), edge["id"])
        edge["id"] = _free(wished, taken)
        taken.add(edge["id"])
    return document


def _same_steps(was: Json, flow: Json) -> dict[str, str]:
    """Which step was which: the ids before, by the ids now."""
    before, after = _nodes(was), _nodes(flow)
    same = {
        identifier: identifier
        for identifier in after
        if identifier in before and before[identifier].get("kind") == after[identifier].get("kind")
    }
    for key in (_deeds_and_name, _deeds, _name):
        same |= dict(_only_ones(before, after, same, key))
    ways = {(edge["source"], edge.get("port")): edge["target"] for edge in was.get("edges") or ()}
    found = True
    while found:
        found = False
        for edge in flow.get("edges") or ():
            wanted = ways.get((same.get(edge["source"], ""), edge.get("port")))
            now = edge["target"]
            if wanted is None or now in same or now not in after or wanted in same.values():
                continue
            if before[wanted].get("kind") == after[now].get("kind"):
                same[now] = wanted
                found = True
    return same


def _only_ones(
    before: Mapping[str, Json], after: Mapping[str, Json], same: Mapping[str, str], key: Key
) -> Iterator[tuple[str, str]]:
    """Those of which each side has one, of what has not been recognized yet."""
    known = set(same.values())
    old = _single({name: node for name, node in before.items() if name not in known}, key)
    new = _single({name: node for name, node in after.items() if name not in same}, key)
    for found, identifier in new.items():
        if found in old:
            yield identifier, old[found]


def _single(nodes: Mapping[str, Json], key: Key) -> dict[Hashable, str]:
    found: dict[Hashable, str] = {}
    twice: set[Hashable] = set()
    for identifier, node in nodes.items():
        name = key(node)
        if name is not None and found.setdefault(name, identifier) != identifier:
            twice.add(name)
    return {name: identifier for name, identifier in found.items() if name is not None and name not in twice}


def _deeds(node: Json) -> Hashable:
    data = dict(node.get("data") or {})
    if node.get("kind") == "go_to_flow":
        # Where it leads has another name in each agent.
        data.pop("flow", None)
    return str(node.get("kind")), repr(sorted(data.items()))


def _deeds_and_name(node: Json) -> Hashable:
    return node.get("name") or "", _deeds(node)


def _name(node: Json) -> Hashable:
    return (str(node.get("kind")), node["name"]) if node.get("name") else None


def _nodes(flow: Mapping[str, Any]) -> dict[str, Json]:
    return {node["id"]: node for node in flow.get("nodes") or ()}


def _free(wished: str, taken: set[str]) -> str:
    name, number = wished, 1
    while name in taken:
        number += 1
        name = f"{wished[:50]}_{number}"
    return name
