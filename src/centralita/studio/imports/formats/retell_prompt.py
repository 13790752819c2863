"""A single prompt of Retell, with its states where it has some. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.shape import at, listed, objects, text
from centralita.studio.imports.formats.retell_tools import grant
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
    if text(prompt, "model"):
        drawing.lose("model", text=text(prompt, "model"))
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
    first = text(prompt, "starting_state") or text(states[0], "name")
    for state in states:
        key = text(state, "name")
        granted = grant(drawing, sheet, key, [*shared, *objects(state, "tools")])
        ways = [
            Way(
                text(edge, "destination_state_name"),
                text(edge, "description"),
                text(edge, "destination_state_name"),
            )
            for edge in objects(state, "edges")
            if text(edge, "destination_state_name")
        ]
        told = Told(
            text(state, "state_prompt"),
            opening if key == first else "",
            granted.tools,
            granted.collects,
            knowledge=bool(knowledge),
            ways=[*ways, *granted.ways],
            speaks_first=begins if key == first else True,
        )
        talk(sheet, key, key, told)
    sheet.entry = first if first in sheet.nodes else text(states[0], "name")
