"""Steps of Voiceflow that hear: what is wanted, and what is noted of it. Pure."""

from __future__ import annotations

from typing import Any

from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.noting import Wanted, note
from centralita.studio.imports.formats.talking import Way, sort
from centralita.studio.imports.formats.voiceflow_calling import prompt
from centralita.studio.imports.formats.voiceflow_canvas import heard_elsewhere
from centralita.studio.imports.formats.voiceflow_capture import ANSWERS, HEARD, together, wanted
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
    several = together(step.data, step.canvas.project)
    if several:
        _together(step, several)
        return
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


def _together(step: Step, several: list[tuple[str, str, str]]) -> None:
    """Several things out of one answer; what is missing in it is asked for, as far as there is a question for it."""
    kept = f"{step.key} keeps"
    fields_ = [Wanted(step.canvas.variable(one), "", {"type": kind}) for one, kind, _ in several]
    asked = [(one, kind, question) for one, kind, question in several if question]
    hears_ = f"{step.key} hears"
    step.sheet.add(step.key, "set", step.name, {"assignments": _anew(step, asked)}, step.at)
    step.sheet.add(hears_, "wait", step.name, {"until": "message"}, _below(step, 1))
    note(step.sheet, kept, step.name, fields_, _below(step, 2), source="message")
    step.sheet.link(step.key, "next", hears_)
    step.sheet.link(hears_, "next", kept)
    step.sheet.link(kept, "next", _asks(step, asked, 3) or step.onward)
    step.repeated(told=False)


def _anew(step: Step, asked: list[tuple[str, str, str]]) -> list[Made]:
    """What is to be asked for is forgotten first: whoever comes here again is asked again."""
    return [{"variable": step.canvas.variable(one), "operation": "clear"} for one, _, _ in asked]


def _asks(step: Step, asked: list[tuple[str, str, str]], row: int) -> str:
    """Questions one after another for what is not known yet, then on; the key of the first."""
    keys = [f"{step.key} asks {number}" for number in range(1, len(asked) + 1)]
    for number, (key, (variable, kind, question)) in enumerate(zip(keys, asked, strict=True)):
        own: Made = {
            "variable": step.canvas.variable(variable),
            "question": step.drawing.texts(step.canvas.words(question)),
            "input": {"type": kind},
            "unless_known": True,
        }
        step.sheet.add(key, "ask", step.name, own, _below(step, row + number))
        step.sheet.link(key, "next", keys[number + 1] if number + 1 < len(keys) else step.onward)
        step.sheet.link(key, "gave_up", step.otherwise())
    return keys[0] if keys else ""


def _below(step: Step, rows: int) -> dict[str, float]:
    return {"x": step.at["x"], "y": step.at["y"] + 150.0 * rows}


def hears(step: Step) -> None:
    """What begins when somebody wants it: the slots that it needs are asked for, then it goes on."""
    triggers = [text(one, "resourceID") for one in objects(step.data, "items")]
    key = (
        text(step.data, "intent") or text(step.data, "intentID") or next((one for one in triggers if one), "")
    )
    if not step.canvas.listens:
        step.lose("trigger", text=step.canvas.project.wanted(key)[0] or "intent")
    kinds = step.canvas.project.kinds
    asked = [
        (slot, ANSWERS.get(kinds.get(slot, ""), "text"), question)
        for slot, question in step.canvas.project.needed(key)
    ]
    slots = step.canvas.project.slots_heard(key)
    if not slots:
        step.passes()
        return
    # What the sentence says that began it is not asked for.
    wanted_ = [
        Wanted(step.canvas.variable(slot), "", {"type": ANSWERS.get(kinds.get(slot, ""), "text")})
        for slot in slots
    ]
    kept = f"{step.key} keeps"
    step.sheet.add(step.key, "set", step.name, {"assignments": _anew(step, asked)}, step.at)
    note(step.sheet, kept, step.name, wanted_, _below(step, 1), source="message")
    step.sheet.link(step.key, "next", kept)
    step.sheet.link(kept, "next", _asks(step, asked, 2) or step.onward)


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
