"""Calls of Botpress 12: over HTTP, and of a person. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, fields, first, number, text
from centralita.studio.imports.formats.botpress_step import Step
from centralita.studio.imports.formats.requests import Request

Json = Mapping[str, Any]
Made = dict[str, Any]
# In which modules a person is called, and how their actions name it.
_PEOPLE: Final = frozenset({"hitl", "hitl2", "hitlnext"})
_CALLS_PERSON: Final = ("handoff", "escalate", "pause")
_PERSON_CALLED: Final = re.compile(r"/mod/hitl\w*/\S*(?:pause|handoffs)(?:$|[?/])")


def arguments(said: str) -> Json:
    """What an action is given, as it is written behind its name."""
    try:
        given = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return fields(given)


def calls_a_person(module: str, action: str) -> bool:
    """Whether an action hands the conversation to somebody."""
    return module in _PEOPLE and action.lower().startswith(_CALLS_PERSON)


def hand_over(step: Step, given: Json) -> str:
    """Call a person; its key. What follows goes on once the conversation is given back."""
    seconds = number(given, "timeoutDelay") or 0
    data: Made = {"wait_seconds": min(seconds, 604_800)} if seconds >= 1 else {}
    return step.add("handoff", data, ports=("returned", "nobody") if data else ("returned",))


def call(step: Step, given: Json) -> None:
    """A call over HTTP."""
    address = text(given, "url")
    if _PERSON_CALLED.search(address):
        # Its own address, at which a person is called.
        hand_over(step, {})
        return
    request = Request(step.drawing, step.name, step.sheet, step.name)
    named = first(given, "variable", "memory")
    read = sorted(step.flow.bot.answers.get(named, ()))
    for path in read:
        if not path.startswith("body"):
            step.lose("tool_answer", tool=step.name, text=path)
    headers = fields(given, "headers") or arguments(text(given, "headers"))
    tool = request.made(
        label=step.name,
        about=step.name,
        method=text(given, "method") or "GET",
        address=step.flow.words(address),
        headers=[(str(key), step.flow.words(text(one))) for key, one in headers.items()],
        body=step.flow.words(text(given, "body")) or at(given, "body"),
        outputs=[
            (
                step.drawing.variable(f"{named} {path}".replace(".", " ")),
                path.removeprefix("body").strip("."),
            )
            for path in read
            if path.startswith("body")
        ],
    )
    # `memory` is how long it is kept, as session or user; only without a name it stands for one.
    result = step.drawing.variable(named or f"{step.name} answer")
    data = {"tool": tool, "arguments": request.call, "result_variable": result}
    step.add("tool_call", data, ports=("next", "failed"))
