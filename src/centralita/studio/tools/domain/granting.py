"""A blueprint whose tools go by other names, or are granted anew. Pure."""

from collections.abc import Mapping
from typing import Any


def with_grants(blueprint: Mapping[str, Any], granted: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A blueprint that names the tools that were made for it; `granted` are by the names that it gives them."""
    document = renamed(blueprint, {wished: str(one["name"]) for wished, one in granted.items()})
    made = {one["name"]: one for one in granted.values()}
    document["tools"] = [made.get(tool["name"], tool) for tool in document["tools"]]
    return document


def renamed(blueprint: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A blueprint whose tools go by other names, wherever they are named."""
    return {
        **blueprint,
        "tools": [
            {**tool, "name": names.get(tool["name"], tool["name"])} for tool in blueprint.get("tools") or ()
        ],
        "flows": [
            {**flow, "nodes": [_with_names(node, names) for node in flow.get("nodes") or ()]}
            for flow in blueprint.get("flows") or ()
        ],
    }


def _with_names(node: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    data = node.get("data") or {}
    if node.get("kind") == "tool_call":
        tool = str(data.get("tool") or "")
        return {**node, "data": {**data, "tool": names.get(tool, tool)}}
    if node.get("kind") == "ai_answer":
        return {
            **node,
            "data": {**data, "tools": [names.get(name, name) for name in data.get("tools") or ()]},
        }
    return dict(node)
