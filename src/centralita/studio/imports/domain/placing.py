"""Where nodes lie when the file does not say: in columns by how far they are from the entry. Pure."""

from typing import Any, Final

from pydantic import ValidationError

from centralita.engine.nodes import KINDS

Json = dict[str, Any]
_COLUMN: Final = 340.0
_ROW: Final = 160.0


def placed(nodes: list[Json], edges: list[Json], entry: str | None) -> None:
    """Give every node a place; those of the file are kept when all nodes of the flow have one."""
    if nodes and all("position" in node for node in nodes):
        return
    following: dict[str, list[str]] = {}
    for edge in edges:
        following.setdefault(edge["source"], []).append(edge["target"])
    column: dict[str, int] = {}
    for begin in [entry, *(node["id"] for node in nodes)]:
        if begin is None or begin in column:
            continue
        column[begin] = 0
        queue = [begin]
        for source in queue:
            for target in following.get(source, ()):
                if target not in column:
                    column[target] = column[source] + 1
                    queue.append(target)
    rows: dict[int, int] = {}
    for node in nodes:
        lies = column[node["id"]]
        rows[lies] = rows.get(lies, -1) + 1
        node["position"] = {"x": 80 + _COLUMN * min(lies, 2_000), "y": 80 + _ROW * rows[lies]}


def needed_ports(node: Json) -> list[str]:
    """The ways out that have to lead somewhere; none of a node whose data is no data."""
    kind = KINDS[node["kind"]]
    try:
        data = kind.data.model_validate(node["data"])
    except ValidationError:
        return []
    return [port.id for port in kind.ports(data) if port.needed]
