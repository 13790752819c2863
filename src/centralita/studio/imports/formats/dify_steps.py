"""Steps of Dify that choose, note and fill in. Pure."""

import itertools
from dataclasses import replace
from typing import Any, Final

from centralita.engine.data import MAX_TEXT
from centralita.studio.imports.domain.drawing import MOST_OPTIONS
from centralita.studio.imports.domain.shape import at, first, listed, objects, text
from centralita.studio.imports.formats.conditions import grouped, operator_of, variable_is
from centralita.studio.imports.formats.dify_board import SELECTOR
from centralita.studio.imports.formats.dify_form import asked
from centralita.studio.imports.formats.dify_page import Drawers, Json, Made, Page, Place
from centralita.studio.imports.formats.dify_sorting import cases, named
from centralita.studio.imports.formats.dify_speaking import told_to
from centralita.studio.imports.formats.talking import NEVER, Way, judge, sort

_LONGEST_DESCRIPTION: Final = 500
_OPERATIONS: Final = {
    "": "set",
    "set": "set",
    "over-write": "set",
    "+=": "add",
    "-=": "subtract",
    "append": "append",
    "clear": "clear",
}


def _branches(page: Page, key: str, where: Place) -> None:
    data = page.data(key)
    model = next((model for model, step in page.sorters.items() if step == key), "")
    if model:
        told = told_to(page, model)
        kinds = []
        for case in cases(data):
            words = [named(one) for one in objects(case, "conditions")]
            target = page.target(key, text(case, "case_id") or text(case, "id") or "true")
            kinds.append(Way(target, " / ".join(words), words[0], phrases=words))
        _sorted(page, key, kinds, told, page.target(key, "false"), where)
        return
    ways = []
    for case in cases(data):
        handle = text(case, "case_id") or text(case, "id") or "true"
        name = text(case, "conditions", 0, "value") or handle
        ways.append(Way(page.target(key, handle), name=name, condition=judged(page, key, case)))
    judge(page.sheet, key, page.name(key), ways, otherwise=page.target(key, "false"), at=where)


def judged(page: Page, key: str, case: Json, conditions: str = "conditions") -> Made:
    """The condition of a case. Where all have to hold and one cannot be judged, it never holds."""
    found = [_condition(page, key, one) for one in objects(case, conditions)]
    every = text(case, "logical_operator") != "or"
    if every and None in found:
        return NEVER
    return grouped([one for one in found if one is not None], every=every) or NEVER


def _condition(page: Page, key: str, condition: Json) -> Made | None:
    selector = listed(condition, "variable_selector")
    variable = page.values.selected(selector)
    said = text(condition, "comparison_operator")
    operator = operator_of(said)
    value = at(condition, "value")
    if isinstance(value, bool) and operator in {"equals", "not_equals"} and variable is not None:
        same = value == (operator == "equals")
        return variable_is(variable, "is_true" if same else "is_false")
    if variable is None or operator is None or "{{#" in text(value):
        told = SELECTOR.sub(lambda match: page.values.called(match[1].split(".")), text(value))
        page.lose("condition", key, text=f"{page.values.called(selector)} {said} {told}".strip())
        return None
    return variable_is(variable, operator, value if isinstance(value, list) else text(value))


def _sorts(page: Page, key: str, where: Place) -> None:
    data = page.data(key)
    told = page.words(first(data, "instruction", "instructions"), page.name(key)).strip()
    classes = [one for one in objects(data, "classes") if text(one, "name").strip()]
    ways = [
        Way(
            page.target(key, text(one, "id")),
            text(one, "name"),
            (text(one, "label") or text(one, "name"))[:80],
        )
        for one in classes
    ]
    # There it always goes one of its ways; by custom the last is for all that fits no other.
    _sorted(page, key, ways, told, ways[-1].target if ways else page.rest(key), where)


def _sorted(page: Page, key: str, ways: list[Way], told: str, otherwise: str, where: Place) -> None:
    """One of several ways by what was said; `told` is how to choose, and stands beside each way where it fits."""
    longest = max((len(way.when) for way in ways), default=0)
    fits = longest + len(told) + 2 <= _LONGEST_DESCRIPTION
    if told and not fits:
        page.lose("choosing", key, text=told)
    if told and fits:
        ways = [replace(way, when=f"{way.when}\n{told}") for way in ways]
    sort(page.sheet, key, page.name(key), "", ways, otherwise=otherwise, at=where)


def _knows(page: Page, key: str, where: Place) -> None:
    page.drawing.knows = True
    sets = ", ".join(text(one) for one in listed(page.data(key), "dataset_ids"))
    page.lose("knowledge", key, text=sets or "?")
    page.passes(key, where)


def _fills(page: Page, key: str, where: Place) -> None:
    """A template that only puts values into a text is the text; one that computes is code."""
    data = page.data(key)
    template = text(data, "template")
    said = page.values.filled(template, objects(data, "variables"))
    own = page.values.selected([key, "output"])
    if said is None or own is None or len(template) > MAX_TEXT:
        page.lose("code", key)
        page.passes(key, where)
        return
    for selector in [listed(one, "value_selector") for one in objects(data, "variables")]:
        # What only dresses up a model's words for an answer is said with them; anywhere else they are missing.
        if text(selector, 0) in page.board.heard and not page.board.answered(key):
            page.lose("value_unknown", key, text=page.values.called(selector))
    value = page.words(said, page.name(key))[:4_000]
    page.passes(key, where, [{"variable": own, "operation": "set", "value": value}])


def _assigns(page: Page, key: str, where: Place) -> None:
    data = page.data(key)
    rows = (
        objects(data, "items")
        or objects(data, "actions")
        or [
            {
                "variable_selector": at(data, "assigned_variable_selector"),
                "value": at(data, "input_variable_selector"),
                "operation": text(data, "write_mode"),
            }
        ]
    )
    made = []
    for row in rows:
        assigned = _assigned(page, row)
        if assigned is None:
            value = at(row, "value")
            told = page.values.called(value) if isinstance(value, list) else str(value)
            own = page.values.called(listed(row, "variable_selector"))
            sign = text(row, "operation") or "="
            page.lose("expression", key, text=f"{own} {sign} {told}"[:200])
        else:
            made.append(assigned)
    page.passes(key, where, made)


def _assigned(page: Page, row: Json) -> Made | None:
    own = page.values.selected(listed(row, "variable_selector"))
    operation = _OPERATIONS.get(text(row, "operation"))
    value: Any = at(row, "value")
    if own is None or operation is None:
        return None
    if operation == "clear" or (operation == "set" and value in ("", [], {})):
        return {"variable": own, "operation": "clear"}
    if isinstance(value, list) and text(row, "input_type") != "constant":
        source = page.values.selected(value)
        return {"variable": own, "operation": operation, "value": f"{{{{{source}}}}}"} if source else None
    if isinstance(value, bool | int | float):
        return {"variable": own, "operation": operation, "value": value}
    said = page.words(text(value)) if isinstance(value, str) else ""
    return {"variable": own, "operation": operation, "value": said[:4_000]} if said else None


def _gathers(page: Page, key: str, where: Place) -> None:
    """What is gathered is written by the steps that make it; what was there before is taken over here."""
    made = []
    for selector in page.board.gathered(key):
        if (selector[0], ".".join(selector[1:])) in page.values.shared:
            continue
        value = page.values.selected(selector)
        own = page.values.selected([key, "output"])
        if value and own and len(page.board.gathered(key)) == 1:
            made.append({"variable": own, "operation": "set", "value": f"{{{{{value}}}}}"})
        else:
            page.lose("value_unknown", key, text=page.values.called(selector))
    page.passes(key, where, made)


def _asks(page: Page, key: str, where: Place) -> None:
    """Somebody is asked: for each field, then for one of the buttons."""
    data, sheet = page.data(key), page.sheet
    if any(text(one, "type") == "email" for one in objects(data, "delivery_methods")):
        page.lose("asked_here", key)
    if text(data, "timeout"):
        page.lose(
            "setting", key, text=f"timeout: {text(data, 'timeout')} {text(data, 'timeout_unit')}".strip()
        )
    buttons = [one for one in objects(data, "user_actions") if text(one, "title")][:MOST_OPTIONS]
    labels = [
        {"id": f"option-{number + 1}", "label": page.drawing.texts(text(one, "title"))}
        for number, one in enumerate(buttons)
    ]
    fields = []
    for one in objects(data, "inputs"):
        name = text(one, "output_variable_name")
        own = page.values.selected([key, name]) if name else None
        if own:
            asks = {**one, "variable": own, "label": name, "options": at(one, "option_source", "value")}
            fields.append(asked(page.drawing, sheet, asks, key=f"{key} asks {name}"))
    question = page.words(text(data, "form_content"), page.name(key))
    answer = {"type": "choice", "options": labels} if labels else {"type": "text"}
    shown = page.drawing.question(question, sheet, page.name(key))
    choice = page.values.selected([key, "__action_id"])
    asks = {"question": shown, "input": answer, "variable": choice}
    last = sheet.add(f"{key} chooses" if fields else key, "ask", page.name(key), asks, where)
    if fields:
        sheet.stands_for[key] = fields[0]
    for before, after in itertools.pairwise([*fields, last]):
        sheet.link(before, "next", after)
    for number, one in enumerate(buttons):
        sheet.link(last, f"option-{number + 1}", page.target(key, text(one, "id")))
    sheet.link(last, "next", page.target(key, text(buttons[0], "id") if buttons else ""))


def _code(page: Page, key: str, where: Place) -> None:
    page.lose("code", key)
    page.passes(key, where)


def _elsewhere(page: Page, key: str, where: Place) -> None:
    tool = text(page.data(key), "tool_label") or text(page.data(key), "tool_name")
    page.lose("tool_elsewhere", key, tool=tool or "?")
    page.passes(key, where)


def unknown(page: Page, key: str, where: Place) -> None:
    """A step without a counterpart: it is told, and passed over."""
    page.lose("node", key, kind=page.board.kind(key))
    page.passes(key, where)


DRAWERS: Final[Drawers] = {
    "if-else": _branches,
    "question-classifier": _sorts,
    "knowledge-retrieval": _knows,
    "template-transform": _fills,
    "assigner": _assigns,
    "variable-assigner": _assigns,
    "variable-aggregator": _gathers,
    "human-input": _asks,
    "code": _code,
    "tool": _elsewhere,
}
