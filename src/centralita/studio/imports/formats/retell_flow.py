"""A conversation flow of Retell, with its components as flows of their own. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, listed, objects, text
from centralita.studio.imports.formats.retell_edges import asked
from centralita.studio.imports.formats.retell_node import Node
from centralita.studio.imports.formats.retell_step import Shared
from centralita.studio.imports.formats.retell_tools import model_of
from centralita.studio.imports.formats.talking import Way, pairs

Json = Mapping[str, Any]
_MOST_EVERYWHERE: Final = 2_000


class Flow:
    """Draws one flow: its own nodes into `main`, each component into another."""

    def __init__(self, drawing: Drawing, flow: Json) -> None:
        self.drawing, self.flow = drawing, flow
        tools = {text(tool, "tool_id") or text(tool, "name"): tool for tool in objects(flow, "tools")}
        self.shared = Shared(drawing, tools, [text(one) for one in listed(flow, "knowledge_base_ids")])

    def draw(self, name: str) -> None:
        """Everything."""
        drawing = self.drawing
        drawing.persona = drawing.words(text(self.flow, "global_prompt"))
        for variable, value in pairs(at(self.flow, "default_dynamic_variables")):
            drawing.variable(variable, default=value)
        if self.shared.knowledge:
            drawing.lose("knowledge", text=", ".join(self.shared.knowledge))
        model = text(self.flow, "model_choice", "model") or model_of(self.flow)
        if model:
            drawing.lose("model", text=model)
        for server in objects(self.flow, "mcps"):
            drawing.lose("tool_elsewhere", tool=f"MCP {text(server, 'name') or text(server, 'id')}")
        if at(self.flow, "flex_mode") is True:
            drawing.lose("setting", text="flex_mode")
        main = drawing.sheet("main", name)
        for component in objects(self.flow, "components"):
            own = text(component, "conversation_flow_component_id") or text(component, "name")
            self.shared.components[own] = f"component {own}"
            drawing.sheet(f"component {own}", text(component, "name") or own)
        drawing.entry_sheet = "main"
        self._nodes(main, self.flow)
        if text(self.flow, "start_speaker") == "user" and main.entry:
            first = main.entry
            main.entry = main.add("listens first", "wait", "…", {"until": "message"})
            main.link(main.entry, "next", first)
        for component in objects(self.flow, "components"):
            own = text(component, "conversation_flow_component_id") or text(component, "name")
            for tool in objects(component, "tools"):
                self.shared.tools.setdefault(text(tool, "tool_id") or text(tool, "name"), tool)
            sheet = drawing.sheet(f"component {own}", text(component, "name") or own)
            self._nodes(sheet, component, inner=True)

    def _nodes(self, sheet: Sheet, flow: Json, *, inner: bool = False) -> None:
        nodes = objects(flow, "nodes")
        # Known before a tool asks whether its arguments are.
        for node in nodes:
            for variable in objects(node, "variables"):
                if text(variable, "name"):
                    self.drawing.variable(text(variable, "name"), about=text(variable, "description"))
        everywhere = _heard_everywhere(nodes)
        for node in nodes:
            if self.drawing.full():
                break
            Node(self.shared, sheet, node, everywhere, inner=inner).draw()
        first = text(flow, "start_node_id")
        if first in sheet.nodes:
            sheet.entry = first


def _heard_everywhere(nodes: Sequence[Json]) -> list[Way]:
    """A way to each node that is global; none where that would be more ways than anybody can look through."""
    ways = [
        Way(text(node, "id") or text(node, "name"), said, text(node, "name"))
        for node in nodes
        if (said := asked(at(node, "global_node_setting", "condition")))
    ]
    return ways if len(ways) * len(nodes) <= _MOST_EVERYWHERE else []
