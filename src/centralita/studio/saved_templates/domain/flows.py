"""A flow on its own: taken out of an agent, and put into another one under new ids. Pure."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

Json = dict[str, Any]

_TALK = frozenset({"node", "signed", "answers", "done"})


def taken_out(blueprint: Mapping[str, Any], flow_id: str) -> Json | None:
    """A flow with the variables and tools of its agent that it names; None when there is no such flow."""
    flow = next((one for one in blueprint.get("flows") or () if one["id"] == flow_id), None)
    if flow is None:
        return None
    called = tools_called(flow)
    said = set(_strings(flow))
    return {
        "flow": deepcopy(flow),
        "tools": [tool for tool in blueprint.get("tools") or () if tool["name"] in called],
        "variables": [
            one
            for one in blueprint.get("variables") or ()
            if one["name"] in said or any(one["name"] in text for text in said if "{{" in text)
        ],
    }


def without_talk(content: Mapping[str, Any]) -> Json:
    """An agent, or a flow taken out of one, without what its makers said to one another about it.

    Notes on the canvas explain the drawing and stay, unsigned; answers, comments at a step and those that are done go.
    """
    document: Json = deepcopy(dict(content))
    flows = [*(document.get("flows") or ()), *([document["flow"]] if "flow" in document else ())]
    for flow in flows:
        layout = flow.get("layout")
        if layout:
            layout["notes"] = [
                {key: value for key, value in note.items() if key not in _TALK}
                for note in layout.get("notes") or ()
                if not note.get("done") and not note.get("node")
            ]
    return document


def put_into(
    blueprint: Mapping[str, Any], content: Mapping[str, Any], new_id: Callable[[str], str]
) -> tuple[Json, str]:
    """The agent with the flow beside its own, and the flow's id there. `new_id` makes an id from what it is for.

    Its steps keep their ids, by which they are known when the flow is kept again, where the agent has none of that id;
    else they get ids of their own. A step that goes on to another flow does so where the agent has one of that id; else
    it says nowhere, as the checks tell.
    """
    document: Json = deepcopy(dict(blueprint))
    flow = deepcopy(content["flow"])
    others = {one["id"] for one in document["flows"]}
    used = {node["id"] for one in document["flows"] for node in one.get("nodes") or ()}
    steps = [node["id"] for node in flow.get("nodes") or ()]
    ids = {step: new_id("step") if step in used else step for step in steps}
    was = flow["id"]
    flow["id"] = new_id("flow")
    flow["name"] = _free(flow.get("name") or was, {one.get("name") for one in document["flows"]})
    if flow.get("entry"):
        flow["entry"] = ids.get(flow["entry"])
    for node in flow.get("nodes") or ():
        node["id"] = ids[node["id"]]
        data = node.get("data") or {}
        if node.get("kind") == "go_to_flow":
            wanted = data.get("flow")
            data["flow"] = flow["id"] if wanted == was else wanted if wanted in others else None
    flow["edges"] = [
        {**edge, "id": new_id("edge"), "source": ids[edge["source"]], "target": ids[edge["target"]]}
        for edge in flow.get("edges") or ()
        if edge["source"] in ids and edge["target"] in ids
    ]
    document["flows"].append(flow)
    for part in ("variables", "tools"):
        names = {one["name"] for one in document.get(part) or ()}
        more = [one for one in content[part] if one["name"] not in names]
        document[part] = [*(document.get(part) or ()), *more]
    return document, str(flow["id"])


def _free(wished: str, taken: set[Any]) -> str:
    name, number = wished, 1
    while name in taken:
        number += 1
        name = f"{wished[:190]} ({number})"
    return name


def tools_called(flow: Mapping[str, Any]) -> frozenset[str]:
    """The names of the tools that its steps call."""
    return frozenset(_tools(flow))


def _tools(flow: Mapping[str, Any]) -> Iterator[str]:
    for node in flow.get("nodes") or ():
        data = node.get("data") or {}
        if isinstance(data.get("tool"), str):
            yield data["tool"]
        if isinstance(data.get("tools"), list):
            yield from data["tools"]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value
