"""Steps of Voiceflow that decide, note and lead on. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, listed, objects, text
from centralita.studio.imports.formats.calculating import assignment
from centralita.studio.imports.formats.talking import Way, can_be_called, end_of, judge
from centralita.studio.imports.formats.voiceflow_conditions import judged
from centralita.studio.imports.formats.voiceflow_step import Step
from centralita.studio.imports.formats.voiceflow_text import slate

Made = dict[str, Any]
# `{{answer}}.items.name`: what lies in a variable.
_DOTTED: Final = re.compile(r"\{\{\s*([\w\-]+)\s*\}\}((?:\.[A-Za-z_]\w*)+)(?![\w(])")


def decides(step: Step) -> None:
    rows = (
        objects(step.data, "expressions")
        or objects(step.data, "conditions")
        or objects(step.data, "condition", "items")
        or objects(step.data, "items")
    )
    if text(step.data, "condition", "type") == "prompt":
        # A model is asked first, and what it says is compared.
        step.lose("model_silent")
    ways = []
    for position, row in enumerate(rows):
        name = text(row, "name") or text(row, "label") or f"{step.name} {position + 1}"
        ways.append(
            Way(step.led(position, row), name=name, condition=judged(row, step.canvas.variable, step.lose))
        )
    otherwise = step.otherwise() or step.onward
    if not ways:
        step.passes()
        return
    judge(step.sheet, step.key, step.name, ways, otherwise=otherwise, at=step.at)


def sets(step: Step) -> None:
    made: list[Made] = []
    for row in objects(step.data, "sets") or objects(step.data, "items"):
        variable = text(row, "variable") or text(row, "variableID")
        value = at(row, "expression") if "expression" in row else at(row, "value")
        said = text(value) or text(value, "value") or slate(value)
        if not variable:
            continue
        if text(row, "type") == "prompt":
            step.lose("model_silent")
            continue
        own = step.canvas.variable(variable)
        words = _DOTTED.sub(r"{{\1\2}}", step.canvas.words(said))
        told = assignment(own, words, step.drawing.words)
        if told is None:
            step.lose("expression", text=said or "?")
        else:
            made.append(told)
    step.adds("set", {"assignments": made[:50]})


def component(step: Step) -> None:
    target = text(step.data, "diagramID") or text(step.data, "componentID")
    sheet = step.drawing.sheets.get(f"flow {target}")
    if sheet is None:
        step.passes("other_agent", text=target or "?")
        return
    given = _handed(step, listed(step.data, "variableMap", "inputs"))
    taken = _handed(step, listed(step.data, "variableMap", "outputs"))
    calls = f"{step.key} calls" if given else step.key
    if given:
        step.sheet.add(step.key, "set", step.name, {"assignments": given}, step.at)
        step.sheet.link(step.key, "next", calls)
    onward = f"{step.key} takes" if taken else step.onward
    step.sheet.add(calls, "go_to_flow", step.name, {"flow": sheet.id, "comes_back": True}, step.at)
    step.sheet.link(calls, "next", onward)
    if taken:
        step.sheet.add(onward, "set", step.name, {"assignments": taken}, step.at)
        step.sheet.link(onward, "next", step.onward)


def _handed(step: Step, rows: list[Any]) -> list[Made]:
    """What a component is given, or gives back: pairs of the variable that is known and the one that it becomes."""
    pairs = [(text(row, 0), text(row, 1)) for row in rows[:50]]
    return [
        {
            "variable": step.canvas.variable(target),
            "operation": "set",
            "value": "{{" + step.canvas.variable(source) + "}}",
        }
        for source, target in pairs
        if source and target and source != target
    ]


def goes(step: Step) -> None:
    target = text(step.data, "nodeID") or text(step.data, "stepID")
    sheet = step.drawing.sheets.get(f"flow {text(step.data, 'diagramID')}")
    if target in step.canvas.nodes:
        step.onward = target
        step.passes()
    elif sheet is not None and sheet is not step.sheet:
        step.adds("go_to_flow", {"flow": sheet.id, "comes_back": False})
    else:
        step.passes("target_missing")


def splits(step: Step) -> None:
    targets = [target for key, target in step.ports.items() if key.startswith("#")]
    if not targets:
        step.passes()
        return
    shares = [{"id": f"s{number_ + 1}", "name": f"{number_ + 1}"} for number_ in range(len(targets[:20]))]
    step.sheet.add(step.key, "split", step.name, {"shares": shares}, step.at)
    for share, target in zip(shares, targets, strict=False):
        step.sheet.link(step.key, share["id"], target)


def ends(step: Step) -> None:
    step.sheet.add(step.key, "end", step.name, {}, step.at)


def forwards(step: Step) -> None:
    """The call is passed on; what cannot be reached goes on as the step says."""
    to = step.canvas.words(slate(at(step.data, "phoneNumber") or at(step.data, "destination") or ""))
    number = step.drawing.words(to)[:200]
    if not can_be_called(number):
        step.lose("transfer_nowhere")
    step.sheet.add(step.key, "transfer", step.name, {"target": "phone", "to": number}, step.at)
    step.sheet.link(step.key, "failed", step.ports.get("fail") or step.onward or end_of(step.sheet))
