"""Rasa CALM: flows with the domain that their texts and slots are in, as one file or as several. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.rasa_steps import Steps
from centralita.studio.imports.formats.talking import Way, sort

NAME: Final = "rasa"
Json = Mapping[str, Any]
_OWN: Final = "pattern_"


def recognise(files: Files) -> bool:
    """Whether one of them holds flows with steps."""
    return any(_flows(document) for document in files.values())


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing. In front of the flows stands a step that hears which of them somebody wants."""
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
            drawing.lose("setting", text=key)
            continue
        sheet = drawing.sheet(f"flow {key}", key)
        Steps(drawing, sheet, flow, domain).draw()
        if text(flow, "if").lower() != "false" and at(flow, "if") is not False:
            name = text(flow, "name") or key
            examples = [one for trigger in objects(flow, "nlu_trigger") for one in domain.examples(trigger)]
            about = text(flow, "description") or name
            ways.append(Way(f"to {key}", about, name, phrases=[name, *examples]))
    greeting = domain.text("utter_greet") or domain.text("utter_welcome")
    question = domain.text("utter_can_do_something_else") or greeting or domain.text("utter_help")
    sort(main, "what", "main", question, ways, otherwise="what")
    for key, flow in flows.items():
        if f"flow {key}" in drawing.sheets:
            data = {"flow": drawing.sheets[f"flow {key}"].id, "comes_back": True}
            main.add(f"to {key}", "go_to_flow", text(flow, "name") or key, data)
            main.link(f"to {key}", "next", "what")
    main.entry = "what"
    return drawing, "CALM"


def _flows(document: Any) -> dict[str, Json]:
    found = fields(document, "flows")
    return {
        str(key): flow for key, flow in found.items() if isinstance(flow, Mapping) and listed(flow, "steps")
    }


class Domain:
    """Texts, slots and examples of all files together."""

    def __init__(self, files: Files) -> None:
        self.responses: dict[str, list[Json]] = {}
        self.slots: dict[str, Json] = {}
        self.intents: dict[str, list[str]] = {}
        for document in files.values():
            for name, variants in fields(document, "responses").items():
                self.responses[str(name)] = [one for one in objects(variants) if one]
            for name, slot in fields(document, "slots").items():
                self.slots[str(name)] = fields(slot)
            for one in objects(document, "nlu"):
                lines = text(one, "examples").splitlines()
                told = [line.lstrip("- ").strip() for line in lines if line.strip().startswith("-")]
                self.intents.setdefault(text(one, "intent"), []).extend(told)

    def text(self, name: str) -> str:
        """The first text of a response; one without a condition before one with."""
        variants = self.responses.get(name, [])
        plain = [one for one in variants if not listed(one, "condition")] or variants
        return next((text(one, "text") for one in plain if text(one, "text")), "")

    def buttons(self, name: str) -> list[tuple[str, str]]:
        """The buttons of a response, with what each sends."""
        rows = [button for one in self.responses.get(name, []) for button in objects(one, "buttons")]
        return [(text(row, "title"), text(row, "payload")) for row in rows if text(row, "title")]

    def examples(self, trigger: Json) -> list[str]:
        """What people say for the intent of a trigger."""
        name = text(trigger, "intent") or text(trigger, "intent", "name")
        return self.intents.get(name, [])[:20]
