"""A typebot's inputs as questions. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_OPTIONS
from centralita.studio.imports.domain.shape import at, number, objects, text, whole
from centralita.studio.imports.formats.typebot_run import Run

Json = Mapping[str, Any]
Made = dict[str, Any]
_PLAIN: Final = {
    "text input": "text",
    "url input": "text",
    "website input": "text",
    "time input": "text",
    "email input": "email",
    "phone number input": "phone",
}
# What is looked at in an answer there, and not here.
_CHECKED: Final = {"url input": "URL", "website input": "URL", "time input": "HH:MM"}
_REGION: Final = re.compile(r"[A-Z]{2}")
_CHOICES: Final = frozenset({"choice input", "buttons input", "picture choice input", "cards"})


def add(run: Run, key: str, block: Json, kind: str) -> None:
    """One input, with the text before it as its question."""
    if kind == "text input" and run.groups.has_model:
        # What is written has to stay in the model's ear, which a question would take.
        run.flush()
        variable = run.groups.variable(text(block, "options", "variableId"))
        run.add(key, "wait", {"until": "message", "variable": variable})
        return
    question, also = run.question()
    run.flush()
    options = at(block, "options")
    if kind == "payment input":
        run.lose("payment")
        run.add(key, "say", {"text": run.drawing.texts(question)}, also=also) if question else None
        return
    data: Made = {"variable": run.groups.variable(text(options, "variableId"))}
    placeholder = text(options, "labels", "placeholder").rstrip(". …")
    if not question and kind == "text input" and "?" not in placeholder:
        # What it asks was said before, in another group: nothing is asked a second time.
        run.add(key, "wait", {"until": "message", "variable": data["variable"]})
        return
    asked = question or placeholder
    if kind == "cards":
        asked = "\n".join(part for part in (asked, *_shown(block)) if part)
    data["question"] = run.drawing.question(asked, run.sheet, run.title)
    retry = text(options, "retryMessageContent")
    if retry:
        data["retry_text"] = run.drawing.texts(retry)
    if kind in _CHOICES:
        _choice(run, key, block, kind, data, also)
        return
    data["input"] = _input(run, kind, options)
    if kind == "file input" and at(options, "isRequired") is False:
        data["optional"] = True
    run.add(key, "ask", data, also=also)


def _input(run: Run, kind: str, options: Any) -> Made:
    if kind in _PLAIN:
        return _plain(run, kind, options)
    if kind == "number input":
        made: Made = {"type": "number"}
        for here, there in (("minimum", "min"), ("maximum", "max")):
            bound = number(options, there)
            if bound is not None:
                made[here] = bound
            elif text(options, there):
                run.lose("validation", text=f"{there}: {text(options, there)}")
        return made
    if kind == "date input":
        _lose_days(run, options)
        # A typebot takes any day; ours would only take those to come.
        return {"type": "datetime" if at(options, "hasTime") is True else "date", "earliest_days": -36_500}
    if kind == "rating input":
        return {
            "type": "rating",
            "scale": whole(at(options, "length"), 2, 10, 10),
            "from_zero": at(options, "startsAt") == 0 and not isinstance(at(options, "startsAt"), bool),
            "low_label": run.drawing.texts(text(options, "labels", "left")),
            "high_label": run.drawing.texts(text(options, "labels", "right")),
        }
    if kind == "file input":
        return {"type": "file"}
    run.lose("node", kind=kind)
    return {"type": "text"}


def _plain(run: Run, kind: str, options: Any) -> Made:
    if kind in _CHECKED:
        run.lose("validation", text=_CHECKED[kind])
    region = text(options, "defaultCountryCode")
    if kind == "phone number input" and _REGION.fullmatch(region):
        return {"type": "phone", "region": region}
    return {"type": _PLAIN[kind]}


def _lose_days(run: Run, options: Any) -> None:
    """What a question for a day has that ours has not."""
    if at(options, "isRange") is True:
        run.lose("date_range")
    for bound in ("min", "max"):
        if text(options, bound):
            run.lose("validation", text=f"{bound}: {text(options, bound)}")


def _choice(run: Run, key: str, block: Json, kind: str, data: Made, also: list[str]) -> None:
    options = at(block, "options")
    items = objects(block, "items") or _old_items(run, options)
    if kind == "cards":
        items = _buttons(run, items)
    labels = [
        text(item, "content") or text(item, "title") or text(item, "description") or text(item, "value")
        for item in items
    ]
    dynamic = text(options, "dynamicVariableId") or at(options, "dynamicItems", "isEnabled") is True
    single = len(labels) == 1 and labels[0].strip().startswith("{{") and labels[0].strip().endswith("}}")
    if dynamic or single or not any(label.strip() for label in labels):
        own = run.groups.variable(dynamic if isinstance(dynamic, str) else "")
        run.lose("options_dynamic", text=own or (labels[0] if labels else kind))
        data["input"] = {"type": "text"}
        run.add(key, "ask", data, also=also)
        return
    if len(items) > MOST_OPTIONS:
        run.lose("options_cut", limit=str(MOST_OPTIONS))
    multiple = at(options, "isMultipleChoice") is True
    made, ways = [], []
    for position, (item, label) in enumerate(list(zip(items, labels, strict=True))[:MOST_OPTIONS]):
        option = f"option-{position + 1}"
        if at(item, "displayCondition", "isEnabled") is True:
            run.lose("option_rule")
        if text(item, "pictureSrc"):
            run.lose("setting", text="pictureSrc")
        made.append({"id": option, "label": run.drawing.texts(label or option)})
        ways.append((option, text(item, "outgoingEdgeId") or text(item, "edgeId"), item))
    data["input"] = {"type": "choice", "options": made, "multiple": multiple}
    node = run.add(key, "ask", data, also=also)
    for option, edge, item in ways:
        run.groups.places.setdefault(text(item, "id"), node)
        value = text(item, "value").strip()
        if multiple:
            continue
        if data["variable"] is None or value in {"", text(item, "content"), text(item, "title")}:
            run.way(node, option, edge)
            continue
        # What goes on is its value, not what is shown for it.
        note = {"variable": data["variable"], "operation": "set", "value": run.drawing.words(value)[:4_000]}
        step = run.beside(f"{key} {option}", {"assignments": [note]})
        run.sheet.link(node, option, step)
        if not run.way(step, "next", edge):
            run.open.append((step, "next"))


def _shown(block: Json) -> list[str]:
    """What cards show besides their buttons."""
    return [
        told
        for card in objects(block, "items")
        if objects(card, "paths")
        and (told := " · ".join(part for part in (text(card, "title"), text(card, "description")) if part))
    ]


def _buttons(run: Run, items: list[Json]) -> list[Json]:
    """The buttons of cards, each with its card's title where there are several; a card without any is one itself."""
    buttons: list[Json] = []
    for card in items:
        if text(card, "imageUrl"):
            run.lose("setting", text="imageUrl")
        title = text(card, "title")
        paths = [path for path in objects(card, "paths") if text(path, "text").strip()]
        for path in paths:
            named = f"{text(path, 'text')} · {title}" if len(items) > 1 and title else text(path, "text")
            buttons.append({**path, "content": named, "value": title})
        if not paths:
            buttons.append(card)
    return buttons


def _old_items(run: Run, options: Any) -> list[Json]:
    ids = at(options, "itemIds")
    beside = at(run.groups.typebot, "choiceItems", "byId")
    if not isinstance(ids, list):
        return []
    return [one for key in ids if isinstance(one := at(beside, str(key)), Mapping)]
