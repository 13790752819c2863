"""What the flow editor shows: the kinds of node, their ports and the JSON Schema of their data."""

from __future__ import annotations

from typing import Any

from centralita.engine.data import pick
from centralita.engine.nodes import KINDS
from centralita.engine.nodes.kind import Port


def node_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind's data, with `x-widget`, `x-title` and `x-help` for the form."""
    return {name: kind.data.model_json_schema() for name, kind in KINDS.items()}


def describe_nodes() -> list[dict[str, Any]]:
    """The palette in the order to show it: kind, group, icon, title, summary, ports of an empty node."""
    return [
        {
            "kind": kind.name,
            "group": kind.group,
            "icon": kind.icon,
            "title": kind.title,
            "summary": kind.summary,
            "ports": [_port(port) for port in kind.ports(kind.data())],
            "data": kind.data().model_dump(mode="json"),
        }
        for kind in KINDS.values()
    ]


def node_titles(language: str) -> dict[str, str]:
    """What each kind of node is called in `language`."""
    return {name: pick(kind.title, language, "en") for name, kind in KINDS.items()}


def ports_of(kind: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    """The ports that a node of `kind` has with `data`. Raises KeyError, ValidationError."""
    found = KINDS[kind]
    return [_port(port) for port in found.ports(found.data.model_validate(data))]


def _port(port: Port) -> dict[str, Any]:
    return {"id": port.id, "label": port.label, "needed": port.needed}
