"""Steps of Voiceflow that hear: what is wanted, and what is noted of it. Pure."""

from __future__ import annotations

from typing import Any

from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.talking import Way, sort
from centralita.studio.imports.formats.voiceflow_calling import prompt
from centralita.studio.imports.formats.voiceflow_canvas import heard_elsewhere
from centralita.studio.imports.formats.voiceflow_capture import HEARD, wanted
from centralita.studio.imports.formats.voiceflow_step import Step
from centralita.studio.imports.formats.voiceflow_text import slate

Made = dict[str, Any]


def sorts(step: Step) -> None:
    """By what is wanted; a choice that is a button only is known by what the button says."""
    ways = []
    for position, choice in enumerate(objects(step.data, "choices") or objects(step.data, "items")):
        label = step.canvas.words(slate(at(choice, "button", "label") or at(choice, "label") or ""))
        intent = text(choice, "intent") or text(choice, "intentID")
        called, said = step.canvas.project.wanted(intent) if intent else (label, [])
        if intent:
            step.lose("intent", text=called)
        about = step.canvas.project.about.get(intent, "") or called.replace("_", " ")
        phrases = [phrase for phrase in (called, label, *said) if phrase]
        ways.append(Way(step.led(position, choice), about, called, phrases=phrases))
    step.repeated(told=False)
    if not ways:
        step.adds("wait", {"until": "message"})
        return
    if heard_elsewhere(step.node):
        led = {way.target for way in ways}
        ways += [way for way in step.canvas.intents if way.target not in led]
    otherwise = step.otherwise() or step.onward or step.key
    sort(step.sheet, step.key, step.name, "", ways, otherwise=otherwise, at=step.at, hears=True)


def captures(step: Step) -> None:
    """It takes an answer; its question was said before, by a step that it becomes one with where it can."""
    variable, kind = wanted(step.data, step.canvas.project)
    if variable in HEARD:
        # Whatever is said last is known anyhow.
        step.adds("wait", {"until": "message"})
        return
    own = text(step.data, "capture", "intent", "slots", 0, "dialog", "prompt", 0, "text")
    before = step.canvas.questions.get(step.key)
    data: Made = {"variable": step.canvas.variable(variable), "input": {"type": kind}}
    if before is not None:
        asked = step.canvas.project.said_by(fields(step.canvas.nodes[before], "data"))
        retry = step.repeated(own)
    else:
        asked = own or slate(at(step.data, "prompt"))
        retry = step.repeated(told=bool(asked) or kind != "text")
    said = step.canvas.words(asked)
    if not said and kind == "text":
        # The question was said by the step before; here it is only listened.
        step.adds("wait", {"until": "message", "variable": data["variable"]})
        return
    name = step.canvas.project.names.get(variable) or step.canvas.project.slots.get(variable) or variable
    fallback = "" if said else f"{name}?"
    data["question"] = step.drawing.question(said, step.sheet, step.name, fallback)
    step.adds("ask", {**data, "retry_text": retry})
    step.sheet.link(step.key, "gave_up", step.otherwise())


def hears(step: Step) -> None:
    """What begins when somebody wants it: the slots that it needs are asked for, then it goes on."""
    triggers = [text(one, "resourceID") for one in objects(step.data, "items")]
    key = (
        text(step.data, "intent") or text(step.data, "intentID") or next((one for one in triggers if one), "")
    )
    if not step.canvas.listens:
        step.lose("trigger", text=step.canvas.project.wanted(key)[0] or "intent")
    asked = step.canvas.project.needed(key)
    onward, step.onward = step.onward, f"{step.key} asks 1" if asked else step.onward
    step.passes()
    for number, (slot, question) in enumerate(asked, 1):
        own = {
            "variable": step.canvas.variable(slot),
            "question": step.drawing.texts(step.canvas.words(question)),
        }
        place = {"x": step.at["x"], "y": step.at["y"] + 150.0 * number}
        asks = step.sheet.add(f"{step.key} asks {number}", "ask", step.name, own, place)
        step.sheet.link(asks, "next", f"{step.key} asks {number + 1}" if number < len(asked) else onward)


def listens(step: Step) -> None:
    """A step of the older files that only waits: whatever intent is heard then begins."""
    if text(step.data, "promptID") or ("noMatches" not in step.data and "reprompt" not in step.data):
        prompt(step)
        return
    ways = step.canvas.intents
    if not ways:
        step.adds("wait", {"until": "message"})
        return
    sort(
        step.sheet,
        step.key,
        step.name,
        "",
        ways,
        otherwise=step.onward or step.key,
        at=step.at,
        hears=True,
    )


def commands(step: Step) -> None:
    called, _ = step.canvas.project.wanted(text(step.data, "intent") or text(step.data, "name"))
    step.passes("trigger", text=called or text(step.data, "name") or "command")
