"""A content as it is told to people: what has no name by its kind's, and a flow that is led to by its name."""

from collections import Counter
from collections.abc import Mapping
from typing import Any


def with_names(content: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """The content with its steps named, for reading only. `titles` are the kinds' names in the reader's language."""
    flows = content.get("flows") or []
    names = {str(flow["id"]): str(flow.get("name") or flow["id"]) for flow in flows}
    alike = Counter(names.values())
    told = {key: name for key, name in names.items() if alike[name] == 1}
    return {**content, "flows": [_flow(flow, titles, told) for flow in flows]}


def _flow(flow: Mapping[str, Any], titles: Mapping[str, str], flows: Mapping[str, str]) -> dict[str, Any]:
    return {**flow, "nodes": [_node(node, titles, flows) for node in flow.get("nodes") or []]}


def _node(node: Mapping[str, Any], titles: Mapping[str, str], flows: Mapping[str, str]) -> dict[str, Any]:
    kind, data = str(node.get("kind", "")), node.get("data") or {}
    if kind == "go_to_flow" and data.get("flow") in flows:
        data = {**data, "flow": flows[data["flow"]]}
    return {**node, "name": node.get("name") or titles.get(kind, node["id"]), "data": data}
