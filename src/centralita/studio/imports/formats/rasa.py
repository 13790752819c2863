"""Rasa CALM: flows with the domain that their texts and slots are in, as one file or as several. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats import rasa_mantle
from centralita.studio.imports.formats.rasa_domain import Domain
from centralita.studio.imports.formats.rasa_steps import Steps, slotted
from centralita.studio.imports.formats.talking import Way, sort

NAME: Final = "rasa"
Json = Mapping[str, Any]
_OWN: Final = "pattern_"
_BEGINS: Final = "pattern_session_start"


def recognise(files: Files) -> bool:
    """Whether one of them holds flows with steps, or an agent with skills."""
    return any(_flows(document) for document in files.values()) or rasa_mantle.recognise(files)


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing. In front of the flows stands a step that hears which of them somebody wants."""
    if not any(_flows(document) for document in files.values()):
        return rasa_mantle.draw(files), "Mantle"
    drawing = Drawing("Rasa")
    domain = Domain(files)
    flows: dict[str, Json] = {}
    for document in files.values():
        for key, flow in _flows(document).items():
            flows.setdefault(key, flow)
    main = drawing.sheet("main", "main")
    drawing.entry_sheet = "main"
    for key, flow in flows.items():
        if not key.startswith(_OWN):
            drawing.sheet(f"flow {key}", text(flow, "name") or key)
    for slot, told in domain.slots.items():
        drawing.variable(slot, default=at(told, "initial_value"))
    ways: list[Way] = []
    for key, flow in flows.items():
        if key.startswith(_OWN):
            if key != _BEGINS:
                drawing.lose("setting", text=key)
            continue
        sheet = drawing.sheet(f"flow {key}", key)
        Steps(drawing, sheet, flow, domain).draw()
        if text(flow, "if").lower() != "false" and at(flow, "if") is not False:
            name = text(flow, "name") or key
            examples = [one for trigger in objects(flow, "nlu_trigger") for one in domain.examples(trigger)]
            about = text(flow, "description") or name
            ways.append(Way(f"to {key}", about, name, phrases=[name, *examples]))
    greeting = _greeting(flows, domain)
    question = domain.text("utter_can_do_something_else") or ("" if greeting else domain.text("utter_help"))
    sort(main, "what", "main", slotted(drawing, question), ways, otherwise="what")
    main.entry = "what"
    if greeting:
        # Said once; what is asked after each flow is another text.
        main.add("greeting", "say", "main", {"text": drawing.texts(slotted(drawing, greeting))})
        main.add("hears", "wait", "main", {"until": "message"})
        main.link("greeting", "next", "hears")
        main.link("hears", "next", "what")
        main.entry = "greeting"
    _lead(drawing, flows, {way.target for way in ways})
    return drawing, "CALM"


def _lead(drawing: Drawing, flows: Mapping[str, Json], led: set[str]) -> None:
    """A step to each flow that may be wanted, and back."""
    main = drawing.sheets["main"]
    for key, flow in flows.items():
        if f"to {key}" in led:
            data = {"flow": drawing.sheets[f"flow {key}"].id, "comes_back": True}
            main.add(f"to {key}", "go_to_flow", text(flow, "name") or key, data)
            main.link(f"to {key}", "next", "what")


def _greeting(flows: Mapping[str, Json], domain: Domain) -> str:
    """What is said when a conversation begins."""
    steps = objects(flows.get(_BEGINS), "steps")
    steps += [
        one for step in steps for one in objects(flows.get(text(step, "link") or text(step, "call")), "steps")
    ]
    begun = [domain.text(text(step, "action")) for step in steps]
    said = "\n\n".join(one for one in begun if one)
    return said or domain.text("utter_greet") or domain.text("utter_welcome")


def _flows(document: Any) -> dict[str, Json]:
    found = fields(document, "flows")
    return {
        str(key): flow for key, flow in found.items() if isinstance(flow, Mapping) and listed(flow, "steps")
    }
