"""Components of Retell that flows share: an API gives each of them by itself. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from centralita.studio.imports.domain.shape import objects, text

Json = Mapping[str, Any]


def component_id(document: Json) -> str:
    """What flows call a component; nothing for a flow."""
    return "" if text(document, "conversation_flow_id") else text(document, "conversation_flow_component_id")


def shared_by(flow: Json, beside: Iterable[Json]) -> list[Json]:
    """Of the components that came with a flow, those that it uses and does not hold itself, from step to step."""
    known = {component_id(one): one for one in beside if component_id(one)}
    own = objects(flow, "components")
    held = {text(one, "conversation_flow_component_id") or text(one, "name") for one in own}
    found: dict[str, Json] = {}
    waiting = [flow, *own]
    while waiting:
        for node in objects(waiting.pop(), "nodes"):
            named = text(node, "component_id")
            if named in known and named not in held and named not in found:
                found[named] = known[named]
                waiting.append(known[named])
    return list(found.values())
