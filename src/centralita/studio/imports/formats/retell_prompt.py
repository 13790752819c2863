"""A single prompt of Retell, with its states where it has some. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.retell_tools import grant, model_of
from centralita.studio.imports.formats.talking import Told, Way, pairs, talk

Json = Mapping[str, Any]


def draw_prompt(drawing: Drawing, prompt: Json, name: str) -> None:
    """One step for the prompt, or one for each state with the general prompt as the agent's persona."""
    sheet = drawing.sheet("main", name)
    for variable, value in pairs(at(prompt, "default_dynamic_variables")):
        drawing.variable(variable, default=value)
    knowledge = [text(one) for one in listed(prompt, "knowledge_base_ids")]
    if knowledge:
        drawing.lose("knowledge", text=", ".join(knowledge))
    model = text(prompt, "model") or text(prompt, "s2s_model") or model_of(prompt)
    if model:
        drawing.lose("model", text=model)
    for server in objects(prompt, "mcps"):
        drawing.lose("tool_elsewhere", tool=f"MCP {text(server, 'name') or text(server, 'id')}")
    general = text(prompt, "general_prompt")
    opening = text(prompt, "begin_message")
    states = [state for state in objects(prompt, "states") if text(state, "name")]
    shared = objects(prompt, "general_tools")
    # Without a text to begin with its model begins, unless the caller is to.
    begins = text(prompt, "start_speaker") != "user" and not ("begin_message" in prompt and not opening)
    if not states:
        granted = grant(drawing, sheet, name, shared)
        told = Told(
            general,
            opening,
            granted.tools,
            granted.collects,
            knowledge=bool(knowledge),
            ways=granted.ways,
            speaks_first=begins,
        )
        talk(sheet, "main", name, told)
        sheet.entry = "main"
        return
    drawing.persona = drawing.words(general)
    # What all states share is told once, for the agent.
    common = grant(drawing, sheet, name, shared)
    first = text(prompt, "starting_state") or text(states[0], "name")
    for state in states:
        key = text(state, "name")
        granted = grant(drawing, sheet, key, objects(state, "tools"))
        told = Told(
            text(state, "state_prompt"),
            opening if key == first else "",
            [*common.tools, *granted.tools],
            [*_handed_on(drawing, state), *common.collects, *granted.collects],
            knowledge=bool(knowledge),
            ways=[*_ways(state), *common.ways, *granted.ways],
            speaks_first=begins if key == first else True,
        )
        talk(sheet, key, key, told)
    sheet.entry = first if first in sheet.nodes else text(states[0], "name")


def _ways(state: Json) -> list[Way]:
    """Where a state may lead, as its model is told."""
    return [
        Way(target, text(edge, "description"), target)
        for edge in objects(state, "edges")
        if (target := text(edge, "destination_state_name"))
    ]


def _handed_on(drawing: Drawing, state: Json) -> list[str]:
    """What a state has to have found out when it hands on: noted here, so that the next one knows it."""
    wanted = [fields(edge, "parameters", "properties") for edge in objects(state, "edges")]
    return [
        drawing.variable(str(name), about=text(one, "description"))
        for properties in wanted
        for name, one in list(properties.items())[:30]
    ]
