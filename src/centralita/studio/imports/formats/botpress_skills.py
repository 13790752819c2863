"""Skills of Botpress 12: a choice, a slot, a call, an e-mail, a person. Drawn where they stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_OPTIONS
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text, whole
from centralita.studio.imports.formats import botpress_ways as ways
from centralita.studio.imports.formats.botpress_calling import call, hand_over
from centralita.studio.imports.formats.botpress_step import Step
from centralita.studio.imports.formats.conditions import variable_is
from centralita.studio.imports.formats.talking import Way, judge

Json = Mapping[str, Any]
Made = dict[str, Any]
_SYSTEM: Final[dict[str, Made]] = {
    "number": {"type": "number"},
    "amountofmoney": {"type": "number"},
    "ordinal": {"type": "number"},
    "email": {"type": "email"},
    "phonenumber": {"type": "phone"},
    # Any day, also one that is past.
    "time": {"type": "date", "earliest_days": -36_500},
    "date": {"type": "date", "earliest_days": -36_500},
}


_PICKED: Final = re.compile(r"skill-choice-ret.{0,60}?==\s*([\"'])(.{1,200})\1\s*$", re.DOTALL)


def kind_of(flow: Json) -> str:
    """Which skill a flow is kept for, by what it is given; '' for a flow of somebody's own."""
    data = fields(flow, "skillData")
    for marks, kind in _MARKS:
        if marks <= set(data):
            return kind
    return ""


_MARKS: Final = (
    ({"slotName"}, "slot"),
    ({"toAddress"}, "sendemail"),
    ({"redirectNoAgent"}, "hitlnext"),
    ({"timeoutDelay"}, "hitlnext"),
    ({"contentId"}, "choice"),
    ({"url"}, "callapi"),
)


def draw(node: Step) -> None:
    """The skill that a node calls; of one that is not known here, the flow that is kept for it."""
    called = text(node.node, "flow").removesuffix(".flow.json")
    flow = node.flow.bot.skills.get(called, {})
    data = fields(flow, "skillData") or fields(node.node, "skillData")
    named = text(node.node, "skill").lower()
    kind = kind_of({"skillData": data}) or (named if named in _DRAWERS else "")
    if not kind and "choice" in called:
        kind = "choice"
    if kind:
        _DRAWERS[kind](node, data)
        return
    node.lose("node", kind=f"skill {named or called}")
    sheet = node.drawing.sheets.get(f"flow {called}")
    if sheet is not None:
        node.add("go_to_flow", {"flow": sheet.id, "comes_back": True})
    else:
        node.add("set", {"assignments": []})
    ways.lead(node, objects(node.node, "next"), listens=False)


def _to(node: Step, *marks: str) -> str | None:
    """Where the way leads whose condition or caption names one of these; None where there is none."""
    for way in objects(node.node, "next"):
        told = f"{text(way, 'condition')} {text(way, 'caption')}".lower()
        if any(mark in told for mark in marks):
            return ways.target(node, way)
    return None


def _anyway(node: Step) -> str | None:
    """Where the way leads that is taken when no other is."""
    for way in objects(node.node, "next"):
        if text(way, "condition").strip() in ways.ALWAYS:
            return ways.target(node, way)
    return None


def _given_up(node: Step, failed: str | None) -> str:
    """Where it goes on when nothing was understood, which is to nobody else than it was."""
    return ways.end_of(node) if failed is None else failed or ways.back_of(node)


def _choice(node: Step, data: Json) -> None:
    element = text(data, "contentId")
    said = node.flow.bot.element(element)
    words = fields(data, "keywords")
    # Without its element, what can be picked is told by the words for it, or by the ways out.
    picked = (_PICKED.search(text(way, "condition")) for way in objects(node.node, "next"))
    named = [str(value) for value in words] or [match[2] for match in picked if match]
    choices = list(said.choices) or [(value, value) for value in named]
    if not said.known:
        node.lose("words", text=element or "?")
    if len(choices) > MOST_OPTIONS:
        node.lose("options_cut", limit=str(MOST_OPTIONS))
    choices = choices[:MOST_OPTIONS]
    config = fields(data, "config")
    asks: Made = {
        "question": node.drawing.question(node.flow.words(said.text), node.sheet, node.name),
        "retries": whole(at(config, "nbMaxRetries"), 0, 10, 2),
        "retry_text": node.drawing.texts(node.flow.words(_text(node, text(data, "invalidContentId")))),
    }
    kept = _kept(node, data, config)
    if kept or node.flow.bot.heard:
        asks["variable"] = kept or node.flow.bot.heard
    if choices:
        options = [
            {
                "id": f"option-{position + 1}",
                "label": node.drawing.texts(node.flow.words(title)),
                "synonyms": node.drawing.phrases(
                    [value, *(text(one) for one in listed(words, value) if text(one))]
                ),
            }
            for position, (title, value) in enumerate(choices)
        ]
        asks["input"] = {"type": "choice", "options": options}
    else:
        node.lose("options_dynamic", text=element or node.name)
    asked = node.add("ask", asks)
    _picked(node, asked, choices, kept)


def _picked(node: Step, asked: str, choices: Sequence[tuple[str, str]], kept: str | None) -> None:
    """Where each choice leads, and what leads on when none is picked."""
    failed = _anyway(node)
    for position, (title, value) in enumerate(choices):
        port = f"option-{position + 1}"
        own = next((way for way in objects(node.node, "next") if _names(text(way, "condition"), value)), None)
        to = failed if own is None else ways.target(node, own)
        if kept and value != title:
            # The bot goes on by the value, not by what is shown for it.
            note = {"variable": kept, "operation": "set", "value": node.drawing.plain(value)[:4_000]}
            step = node.sheet.add(f"{asked} {port}", "set", node.name, {"assignments": [note]}, node.below())
            node.sheet.link(asked, port, step)
            node.sheet.link(step, "next", to or "")
        else:
            node.sheet.link(asked, port, to or "")
    for port in ("next", "gave_up"):
        node.sheet.link(asked, port, _given_up(node, failed))


def _kept(node: Step, data: Json, config: Json) -> str | None:
    """The variable that keeps what was picked; None where nothing reads it."""
    name = text(config, "variableName") or text(data, "variableName")
    if name:
        return node.drawing.variable(name)
    usual = "skill-choice-ret"
    own = f"{usual}-{text(data, 'randomId')}" if text(data, "randomId") else usual
    return next((node.drawing.variable(one) for one in (own, usual) if one in node.flow.bot.recalled), None)


def _text(node: Step, element: str) -> str:
    """What an element says, where it is there."""
    return node.flow.bot.element(element).text if element else ""


def _slot(node: Step, data: Json) -> None:
    """Ask for a value that is not known yet; what was not understood often enough goes another way."""
    own = node.drawing.variable(text(data, "slotName") or node.name)
    known = _to(node, "alreadyextracted", "already extracted")
    if known is not None:
        asks = f"{node.name} asks"
        way = Way(known, name=text(data, "slotName"), condition=variable_is(own, "is_filled"))
        node.last = judge(node.sheet, node.name, node.name, [way], otherwise=asks, at=node.below())
        node.ports = ()
    if text(data, "validationAction"):
        node.lose("validation", text=text(data, "validationAction"))
    question = node.flow.words(_text(node, text(data, "contentElement")))
    asked = node.sheet.add(
        f"{node.name} asks" if known is not None else node.name,
        "ask",
        node.name,
        {
            "question": node.drawing.question(question, node.sheet, node.name),
            "input": _input(node, data),
            "variable": own,
            "retries": whole(at(data, "retryAttempts"), 0, 10, 2),
            "retry_text": node.drawing.texts(node.flow.words(_text(node, text(data, "notFoundElement")))),
        },
        node.below(),
    )
    failed = _to(node, "notextracted", "not found")
    done = next(
        (
            ways.target(node, way)
            for way in objects(node.node, "next")
            if "temp.extracted" in text(way, "condition") or text(way, "caption").lower() == "on extracted"
        ),
        _anyway(node),
    )
    node.sheet.link(asked, "next", done or "")
    node.sheet.link(asked, "gave_up", _given_up(node, failed if failed is not None else _anyway(node)))


def _input(node: Step, data: Json) -> Made:
    """What kind of answer an entity is: a system's own, one of a list, or any words."""
    named = [text(one) for one in listed(data, "entities")] or [text(data, "entities")]
    entity = next((one for one in named if one), "")
    system = _SYSTEM.get(entity.removeprefix("system.").lower())
    if system is not None:
        return dict(system)
    described = node.flow.bot.entities.get(
        entity.removeprefix("custom.list.").removeprefix("custom.pattern.")
    )
    rows = objects(described, "occurrences")
    if not rows:
        if text(described, "pattern"):
            node.lose("validation", text=text(described, "pattern"))
        return {"type": "text"}
    if len(rows) > MOST_OPTIONS:
        node.lose("options_cut", limit=str(MOST_OPTIONS))
    options = [
        {
            "id": f"option-{position + 1}",
            "label": node.drawing.texts(text(row, "name")),
            "synonyms": node.drawing.phrases(text(one) for one in listed(row, "synonyms")),
        }
        for position, row in enumerate(rows[:MOST_OPTIONS])
    ]
    return {"type": "choice", "options": options}


def _call(node: Step, data: Json) -> None:
    """A call over HTTP, with its two ways out."""
    call(node, data)
    for way in objects(node.node, "next"):
        condition, to = text(way, "condition").strip(), ways.target(node, way)
        failed = condition.startswith("!") or "fail" in text(way, "caption").lower()
        every = condition in ways.ALWAYS or "failed" not in node.ports
        for port in node.ports if every else ("failed",) if failed else ("next",):
            node.sheet.link(node.last, port, to)


def _mail(node: Step, _data: Json) -> None:
    node.lose("message_sent")
    node.add("set", {"assignments": []})
    sent = next((way for way in objects(node.node, "next") if "!" not in text(way, "condition")), {})
    node.sheet.link(node.last, "next", ways.target(node, sent))


def _person(node: Step, data: Json) -> None:
    """A person goes on; the bot does once they give the conversation back, or nobody came in time."""
    called = hand_over(node, data)
    back, nobody = _to(node, "resolved"), _to(node, "timedout", "timed out")
    absent = _to(node, "noagent", "no agent")
    if absent is not None:
        node.lose("condition", text="No Agent Available")
    node.sheet.link(called, "returned", back if back is not None else _anyway(node) or "")
    if "nobody" in node.ports:
        node.sheet.link(called, "nobody", nobody if nobody is not None else absent or "")


def _names(condition: str, value: str) -> bool:
    return bool(value) and any(f"{mark}{value}{mark}" in condition for mark in "\"'`")


_DRAWERS: Final = {
    "choice": _choice,
    "slot": _slot,
    "callapi": _call,
    "sendemail": _mail,
    "hitlnext": _person,
}
