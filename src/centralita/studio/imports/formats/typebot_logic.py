"""A typebot's logic and integrations. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, number, objects, text, whole
from centralita.studio.imports.formats.calculating import assignment
from centralita.studio.imports.formats.conditions import grouped, operator_of, variable_is
from centralita.studio.imports.formats.requests import Request, host_of
from centralita.studio.imports.formats.talking import ALWAYS, NEVER
from centralita.studio.imports.formats.typebot_run import Run

Json = Mapping[str, Any]
Made = dict[str, Any]
Drawer = Callable[["Run", str, Json], None]
_MODELS: Final = frozenset(
    (
        "openai",
        "anthropic",
        "mistral",
        "groq",
        "together-ai",
        "open-router",
        "deepseek",
        "perplexity",
        "dify-ai",
    )
)
_TALKS: Final = frozenset(("", "create chat completion", "create chat message", "ask assistant"))
_CALLS: Final = frozenset(
    ("webhook", "http request", "zapier", "make.com", "pabbly", "pabbly connect", "n8n")
)
_ONLY_VARIABLE: Final = re.compile(r"\{\{[^{}]*\}\}")
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
    elif kind in _MODELS:
        _model(run, key, block)
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
    branches, ways = [], []
    for position, item in enumerate(objects(block, "items")[:40]):
        branch = f"way-{position + 1}"
        condition = judged(run, at(item, "content"))
        name = text(item, "title") or text(item, "content", "title") or f"{run.title} {position + 1}"
        branches.append({"id": branch, "name": run.drawing.label(name), "condition": condition})
        ways.append((branch, text(item, "outgoingEdgeId") or text(item, "edgeId"), text(item, "id")))
    if not branches:
        _passed(run, key)
        return
    node = run.add(key, "decide", {"by": "conditions", "branches": branches}, ports=("otherwise",))
    for branch, edge, identifier in ways:
        run.groups.places.setdefault(identifier, node)
        if not run.way(node, branch, edge):
            # A branch without a way of its own goes on with the group.
            run.open.append((node, branch))


def judged(run: Run, content: Any) -> Made:
    """The comparisons of one item. One that cannot be judged never holds."""
    found: list[Made] = []
    for comparison in objects(content, "comparisons")[:50]:
        variable = run.groups.variable(text(comparison, "variableId"))
        said = text(comparison, "comparisonOperator") or "Equal to"
        operator = operator_of(said)
        if variable is None or operator is None:
            run.lose("condition", text=f"{variable or '?'} {said} {text(comparison, 'value')}")
            continue
        value = text(comparison, "value")
        if "{{" in value:
            # Ours compare with what is written, not with another variable.
            run.lose("condition", text=f"{variable} {said} {value}")
            continue
        found.append(variable_is(variable, operator, run.drawing.plain(value)[:2_000]))
    every = text(content, "logicalOperator").upper() != "OR"
    return grouped(found, every=every) or NEVER


def _jump(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    target = text(options, "blockId") or text(options, "groupId")
    _passed(run, key)
    if target:
        run.close(target)


def _other(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    other = text(options, "typebotId")
    own = text(run.groups.typebot, "id")
    _passed(run, key)
    if other in {"current", own} and text(options, "groupId"):
        run.close(text(options, "groupId"))
    else:
        run.lose("other_agent", text=other or "?")


def _wait(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    seconds = number(options, "secondsToWaitFor")
    if seconds is None or not 0.1 <= seconds <= _LONGEST_WAIT:
        run.lose("speed")
        _passed(run, key)
        return
    run.add(key, "wait", {"until": "time", "seconds": seconds})


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


def models_of(blocks: list[Json]) -> set[str]:
    """The ids of the variables that models of these blocks answer into."""
    return {
        text(row, "variableId")
        for block in blocks
        if text(block, "type").lower() in _MODELS
        for row in objects(block, "options", "responseMapping")
        if text(row, "valueToExtract") in {"", "Message content"}
        and text(row, "item") in {"", "Message content"}
    }


def has_model(blocks: list[Json]) -> bool:
    """Whether a model talks in one of these blocks."""
    return any(text(block, "type").lower() in _MODELS for block in blocks)


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


def _exchange(run: Run, options: Any, *, told: bool) -> list[str]:
    """What the messages before the talk itself say: the first of them often is the whole task."""
    rows = [
        (text(message, "role"), text(message, "content").strip())
        for message in objects(options, "messages")
        if text(message, "role") in {"user", "assistant"} and text(message, "content").strip()
    ]
    # A message that only is a variable is what somebody says while it runs.
    if not any(not _ONLY_VARIABLE.fullmatch(content) for _, content in rows):
        return []
    first = [] if told or rows[0][0] != "user" else [rows.pop(0)[1]]
    if not rows:
        return first
    run.lose("examples")
    return [*first, "\n".join(f"{role.capitalize()}: {content}" for role, content in rows)]


def _model(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    said = [
        text(message, "content")
        for message in objects(options, "messages")
        if text(message, "role") in {"system", "developer", ""} and text(message, "content")
    ]
    said += [text(options, "instructions"), text(options, "systemPrompt"), text(options, "systemMessage")]
    task = "\n\n".join(part for part in [*said, *_exchange(run, options, told=any(said))] if part)
    wanted = text(options, "task") or text(options, "action")
    if wanted.lower() == "generate variables":
        _notes(run, key, options)
        return
    if not task and wanted.lower() not in _TALKS:
        run.lose("integration", kind=f"{text(block, 'type')} · {wanted}")
        _passed(run, key)
        return
    run.lose("model_step")
    if text(options, "model"):
        run.lose("model", text=text(options, "model"))
    # One message is answered, as one call did; what the model says is heard at once.
    done = {"id": "done", "name": "OK", "condition": ALWAYS}
    data = {"prompt": run.drawing.words(task), "exits": [done], "use_knowledge": False, "speaks_first": True}
    run.add(key, "ai_answer", data, ports=("done",))


def _notes(run: Run, key: str, options: Any) -> None:
    """Values that a model finds in what was said; the model of this step notes them once and goes on."""
    lines, collects = [], []
    for row in objects(options, "variablesToExtract")[:30]:
        variable = run.groups.variable(text(row, "variableId"))
        if variable is not None:
            collects.append(variable)
            lines.append(f"- {variable}: {text(row, 'description') or variable}")
    run.lose("extract")
    wanted = "\n".join(["Note what the caller has said of these, without asking for it:", *lines])
    said = "\n\n".join(part for part in (text(options, "prompt"), wanted) if part)
    done = {"id": "done", "name": "OK", "condition": ALWAYS}
    data = {
        "prompt": run.drawing.words(said),
        "collects": collects,
        "exits": [done],
        "use_knowledge": False,
        "speaks_first": True,
    }
    run.add(key, "ai_answer", data, ports=("done",))


_DRAWERS: Final[dict[str, Drawer]] = {
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
