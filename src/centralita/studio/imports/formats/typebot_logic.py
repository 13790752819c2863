"""A typebot's logic and integrations. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, number, objects, text, whole
from centralita.studio.imports.formats import typebot_models as models
from centralita.studio.imports.formats.calculating import assignment
from centralita.studio.imports.formats.conditions import grouped, operator_of, variable_is
from centralita.studio.imports.formats.requests import Request, host_of
from centralita.studio.imports.formats.talking import ALWAYS, NEVER
from centralita.studio.imports.formats.typebot_run import Run, in_group

Json = Mapping[str, Any]
Made = dict[str, Any]
Drawer = Callable[["Run", str, Json], None]
_CALLS: Final = frozenset(
    ("webhook", "http request", "zapier", "make.com", "pabbly", "pabbly connect", "n8n")
)
_LONGEST_WAIT: Final = 2_592_000


def add(run: Run, key: str, block: Json, kind: str) -> None:
    """One block that is neither a bubble nor an input."""
    drawer = _DRAWERS.get(kind)
    if text(block, "type") == "webhook":
        # In small letters it waits until somebody calls it.
        run.lose("trigger", text="webhook")
        _passed(run, key)
    elif drawer is not None:
        drawer(run, key, block)
    elif kind in _CALLS:
        _call(run, key, block, kind)
    elif kind in models.MODELS:
        models.add(run, key, block)
    else:
        run.lose("integration" if "options" in block else "node", kind=text(block, "type") or "?")
        _passed(run, key)


def _passed(run: Run, key: str) -> None:
    """What leads here leads on."""
    run.add(key, "set", {"assignments": []}, f"{run.title} …")


def _set(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    variable = run.groups.variable(text(options, "variableId"))
    expression = text(options, "expressionToEvaluate") or text(options, "item")
    kind = text(options, "type") or "Custom"
    made: Made | None = None
    if variable is None:
        run.lose("expression", text=expression or "?")
    elif kind == "Empty":
        made = {"variable": variable, "operation": "clear"}
    elif kind == "Append value(s)":
        made = {"variable": variable, "operation": "append", "value": run.drawing.words(expression)[:4_000]}
    elif kind in {"Today", "Now"}:
        made = {
            "variable": variable,
            "operation": "set",
            "value": "{{today}}" if kind == "Today" else "{{now}}",
        }
    elif kind == "Custom" and at(options, "isExecutedOnClient") is not True:
        is_code = at(options, "isCode") is True
        made = assignment(variable, expression, run.drawing.words, literal=at(options, "isCode") is False)
        if made is None:
            run.lose("code" if is_code else "expression", text=expression)
    else:
        run.lose("expression", text=expression or kind)
    run.add(key, "set", {"assignments": [made] if made else []})


def _condition(run: Run, key: str, block: Json) -> None:
    items = objects(block, "items")[:40]
    if models.decides(run, key, items):
        return
    branches = []
    for position, item in enumerate(items):
        name = text(item, "title") or text(item, "content", "title") or f"{run.title} {position + 1}"
        condition = judged(run, at(item, "content"))
        branches.append(
            {"id": f"way-{position + 1}", "name": run.drawing.label(name), "condition": condition}
        )
    if not branches:
        _passed(run, key)
        return
    node = run.add(key, "decide", {"by": "conditions", "branches": branches}, ports=("otherwise",))
    models.lead(run, node, items)


def judged(run: Run, content: Any) -> Made:
    """The comparisons of one item. One that cannot be judged never holds."""
    every = text(content, "logicalOperator").upper() != "OR"
    found: list[Made] = []
    for comparison in objects(content, "comparisons")[:50]:
        variable = run.groups.variable(text(comparison, "variableId"))
        said = text(comparison, "comparisonOperator") or "Equal to"
        operator = operator_of(said)
        if variable is None or operator is None:
            run.lose("condition", text=f"{variable or '?'} {said} {text(comparison, 'value')}")
            found.append(NEVER)
            continue
        value = text(comparison, "value")
        if variable in run.groups.answered and operator in {"is_filled", "is_empty"}:
            # A model always has said something, though no variable keeps it.
            found.append(ALWAYS if operator == "is_filled" else NEVER)
        elif "{{" in value or variable in run.groups.answered | run.groups.unseen:
            # Ours compare with what is written, not with another variable; and what a model says is heard, not kept.
            run.lose("condition", text=f"{variable} {said} {value}")
            found.append(NEVER)
        else:
            found.append(variable_is(variable, operator, run.drawing.plain(value)[:2_000]))
    return grouped(found, every=every) or NEVER


def _jump(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    target = text(options, "blockId") or in_group(text(options, "groupId"))
    _passed(run, key)
    if target:
        run.close(target)


def _other(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    other = text(options, "typebotId")
    own = text(run.groups.typebot, "id")
    group = text(options, "groupId")
    if other in {"current", own} and group:
        _passed(run, key)
        run.close(in_group(group))
        return
    flow = run.groups.bots.flow(own if other == "current" else other, group)
    if flow is not None:
        # It goes on here when the other is done.
        run.add(key, "go_to_flow", {"flow": flow, "comes_back": True})
        return
    _passed(run, key)
    run.lose("other_agent", text=other or "?")


def _wait(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    seconds = number(options, "secondsToWaitFor")
    if seconds is None or not 0.1 <= seconds <= _LONGEST_WAIT:
        told = text(options, "secondsToWaitFor")
        if "{{" in told:
            run.lose("expression", text=told)
        else:
            run.lose("speed")
        _passed(run, key)
        return
    run.pause(key, seconds)


def _split(run: Run, key: str, block: Json) -> None:
    percent = whole(at(block, "options", "aPercent"), 0, 100, 50)
    items = objects(block, "items")
    shares = [{"id": "a", "name": "A", "weight": percent}, {"id": "b", "name": "B", "weight": 100 - percent}]
    node = run.add(key, "split", {"shares": shares}, ports=())
    for position, share in enumerate(("a", "b")):
        item = items[position] if position < len(items) else {}
        if not run.way(node, share, text(item, "outgoingEdgeId")):
            run.open.append((node, share))


def _redirect(run: Run, key: str, block: Json) -> None:
    address = text(block, "options", "url")
    run.lose("link_opened", text=address or "?")
    run.add(key, "say", {"text": run.drawing.texts(address)}) if address else _passed(run, key)


def _person(run: Run, key: str, block: Json) -> None:
    run.lose("integration", kind=text(block, "type"))
    run.add(
        key, "handoff", {"reason": run.drawing.words(text(block, "options", "description"))[:200]}, ports=()
    )


def _code(run: Run, key: str, _block: Json) -> None:
    run.lose("code")
    _passed(run, key)


def _call(run: Run, key: str, block: Json, kind: str) -> None:
    options = at(block, "options")
    request = at(options, "webhook")
    if not isinstance(request, Mapping):
        request = _kept_apart(run, text(options, "webhookId") or text(block, "webhookId"))
    address = text(request, "url")
    name = host_of(address) or kind
    reading = Request(run.drawing, f"{run.title} {name}"[:60], run.sheet, run.title)
    outputs = [
        (variable, _path(text(row, "bodyPath")))
        for row in objects(options, "responseVariableMapping")
        if (variable := run.groups.variable(text(row, "variableId"))) is not None
    ]
    tool = reading.made(
        label=f"{run.title} ({name})",
        about=f"{run.title}: {text(block, 'type')}",
        method=text(request, "method") or "POST",
        address=address,
        query=_rows(request, "queryParams"),
        headers=_rows(request, "headers"),
        body=text(request, "body") if at(request, "body") else None,
        outputs=outputs,
        seconds=number(options, "timeout"),
    )
    node = run.add(key, "tool_call", {"tool": tool, "arguments": reading.call}, ports=("next", "failed"))
    run.groups.places.setdefault(key, node)


def _kept_apart(run: Run, identifier: str) -> Json:
    return next((one for one in objects(run.groups.typebot, "webhooks") if text(one, "id") == identifier), {})


def _rows(request: Any, part: str) -> list[tuple[str, str]]:
    return [(text(row, "key"), text(row, "value")) for row in objects(request, part)]


def _path(path: str) -> str:
    """A typebot looks into {statusCode, data}; ours into the answer itself."""
    plain = path.strip().removeprefix("{{").removesuffix("}}").strip()
    if plain == "data":
        return ""
    return plain.removeprefix("data.") if plain.startswith("data.") else plain.removeprefix("data")


def _mail(run: Run, key: str, _block: Json) -> None:
    run.lose("message_sent")
    _passed(run, key)


_DRAWERS: Final[dict[str, Drawer]] = {
    "email": _mail,
    "gmail": _mail,
    "set variable": _set,
    "condition": _condition,
    "jump": _jump,
    "typebot link": _other,
    "wait": _wait,
    "ab test": _split,
    "redirect": _redirect,
    "chatwoot": _person,
    "code": _code,
    "script": _code,
}
