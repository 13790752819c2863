"""Steps whose task was taken from the library of prompts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """Which prompt a step took its task from: by the label that it follows, else the version that it stays with."""

    prompt_id: str
    label: str
    version: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A step with its link. `node` is the content itself."""

    flow_id: str
    node: Mapping[str, Any]
    link: Link


@dataclass(frozen=True, slots=True)
class Text:
    """What a link gives now. Without a label the step stays with this version."""

    number: int
    text: str
    label: str


def links_of(draft: Mapping[str, Any]) -> Iterator[Linked]:
    """The steps of a draft that have a link."""
    for flow in draft.get("flows") or ():
        for node in flow.get("nodes") or ():
            link = (node.get("data") or {}).get("library")
            if link:
                known = Link(link["id"], link.get("label") or "", int(link["version"]))
                yield Linked(str(flow.get("id")), node, known)


def with_texts(draft: Mapping[str, Any], give: Callable[[Link], Text | None]) -> dict[str, Any]:
    """The draft with each linked step's task as its link gives it; where it gives none, the task becomes the step's own."""
    if not any(links_of(draft)):
        return dict(draft)
    return {**draft, "flows": [_flow(flow, give) for flow in draft.get("flows") or ()]}


def _flow(flow: Mapping[str, Any], give: Callable[[Link], Text | None]) -> dict[str, Any]:
    return {**flow, "nodes": [_node(node, give) for node in flow.get("nodes") or ()]}


def _node(node: Mapping[str, Any], give: Callable[[Link], Text | None]) -> dict[str, Any]:
    data = node.get("data") or {}
    link = data.get("library")
    if not link:
        return dict(node)
    found = give(Link(link["id"], link.get("label") or "", int(link["version"])))
    own = {key: value for key, value in data.items() if key != "library"}
    if found is None:
        return {**node, "data": own}
    library = {"id": link["id"], "label": found.label, "version": found.number}
    return {**node, "data": {**data, "prompt": found.text, "library": library}}
