"""Steps in which a model talks, as most builders of voice agents have them: a prompt, tools, and ways out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from centralita.engine.data import MAX_TEXT
from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import number, text
from centralita.studio.imports.formats.requests import Request, Spoken, described

Json = dict[str, Any]
MOST_WAYS = 20
MOST_BRANCHES = 40
LONGEST_WHEN = 500
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a step, and where to. `when` is in words, for the model; `condition` is for the engine."""

    target: str
    when: str = ""
    name: str = ""
    condition: Json | None = None
    phrases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a model is told to do in a step."""

    prompt: str
    opening: str = ""
    tools: Sequence[str] = ()
    collects: Sequence[str] = ()
    knowledge: bool = False
    ways: Sequence[Way] = field(default_factory=tuple)
    # Without an opening the model begins by itself on entering: it goes on with what was said in the step before.
    speaks_first: bool = True


def talk(sheet: Sheet, key: str, name: str, told: Told, at: Mapping[str, Any] | None = None) -> str:
    """A step in which the model talks until one of the ways is taken; its key."""
    drawing = sheet.drawing
    exits: list[Json] = []
    if len(told.ways) > MOST_WAYS:
        drawing.cut(f"{name}: ways out", str(MOST_WAYS))
    longer: list[str] = []
    for position, way in enumerate(told.ways[:MOST_WAYS]):
        called = drawing.label(way.name or way.when)[:80]
        made: Json = {"id": f"way-{position + 1}", "name": called}
        if way.when:
            when = drawing.words(way.when)
            if len(when) > LONGEST_WHEN:
                # What does not fit into a way is told where there is room: in what the model is to do.
                longer.append(f"{way.name}: {when}" if way.name else when)
            made["description"] = _fitting(when)
        if way.condition is not None:
            made["condition"] = way.condition
        phrases = drawing.phrases(way.phrases)
        if phrases:
            made["phrases"] = phrases
        exits.append(made)
    if told.knowledge:
        drawing.knows = True
    drawing.said.append(told.prompt[:2_000])
    node = sheet.add(
        key,
        "ai_answer",
        name,
        {
            "prompt": "\n\n".join(
                part for part in (drawing.words(told.prompt), *longer, _given(drawing, told.tools)) if part
            )[:MAX_TEXT],
            "opening": drawing.texts(told.opening),
            "speaks_first": told.speaks_first,
            "use_knowledge": told.knowledge,
            "tools": list(dict.fromkeys(told.tools))[:50],
            "collects": list(dict.fromkeys(told.collects))[:30],
            "exits": exits,
        },
        at,
    )
    for position, way in enumerate(told.ways[:MOST_WAYS]):
        sheet.link(node, f"way-{position + 1}", way.target)
    return node


def _given(drawing: Drawing, tools: Iterable[str]) -> str:
    """What a model has to give its tools of what is known: it sees no variable that is not in its prompt."""
    rows = [
        f"- {tool}, {argument}: {variable}"
        for tool in dict.fromkeys(tools)
        for argument, variable in drawing.given.get(tool, {}).items()
    ]
    return "\n".join(["Values for the tools:", *rows[:100]]) if rows else ""


def sort(
    sheet: Sheet,
    key: str,
    name: str,
    question: str,
    ways: Sequence[Way],
    *,
    otherwise: str = "",
    at: Mapping[str, Any] | None = None,
    hears: bool = False,
) -> str:
    """A step that goes one of several ways by what somebody wants; its key.

    `hears`: by what is said from here on. Without it, a message that led here is sorted at once.
    """
    drawing = sheet.drawing
    for way in ways[:MOST_BRANCHES]:
        if len(way.when) > LONGEST_WHEN:
            sheet.lose("choosing", name, text=way.when)
    if len(ways) > MOST_BRANCHES:
        drawing.cut(f"{name}: ways out", str(MOST_BRANCHES))
    first = key
    if hears:
        first, key = _listened(sheet, key, name, question, at), f"{key} sorts"
        question, at = "", _under(at, 2)
    branches: list[Json] = []
    for position, way in enumerate(ways[:MOST_BRANCHES]):
        branches.append(
            {
                "id": f"way-{position + 1}",
                "name": drawing.label(way.name or way.when)[:120] or f"{position + 1}",
                "description": _fitting(drawing.words(way.when)),
                "keywords": drawing.phrases(way.phrases),
            }
        )
    data = {"by": "intent", "branches": branches, "question": drawing.texts(question)}
    node = sheet.add(key, "decide", name, data, at)
    for position, way in enumerate(ways[:MOST_BRANCHES]):
        sheet.link(node, f"way-{position + 1}", way.target)
    sheet.link(node, "otherwise", otherwise)
    return first if hears else node


def _fitting(when: str) -> str:
    """As much of it as fits, without half a variable at its end."""
    if len(when) <= LONGEST_WHEN:
        return when
    cut = when[:LONGEST_WHEN]
    return cut[: cut.rindex("{{")] if cut.rfind("{{") > cut.rfind("}}") else cut


def _listened(sheet: Sheet, key: str, name: str, question: str, at: Mapping[str, Any] | None) -> str:
    """Say a question if there is one, and wait for what is answered; the key of the first step."""
    waits = f"{key} hears" if question.strip() else key
    if question.strip():
        key = sheet.add(key, "say", name, {"text": sheet.drawing.texts(question)}, at)
        sheet.link(key, "next", waits)
    waits = sheet.add(waits, "wait", name, {"until": "message"}, _under(at, 1))
    sheet.link(waits, "next", f"{key} sorts")
    return key if question.strip() else waits


def _under(at: Mapping[str, Any] | None, rows: int) -> Mapping[str, Any] | None:
    return None if at is None else {"x": at["x"], "y": at["y"] + 150.0 * rows}


def judge(
    sheet: Sheet,
    key: str,
    name: str,
    ways: Sequence[Way],
    *,
    otherwise: str = "",
    at: Mapping[str, Any] | None = None,
) -> str:
    """A step that goes one of several ways by conditions; its key. One without a condition never holds."""
    drawing = sheet.drawing
    if len(ways) > MOST_BRANCHES:
        drawing.cut(f"{name}: ways out", str(MOST_BRANCHES))
    branches = [
        {
            "id": f"way-{position + 1}",
            "name": drawing.label(way.name or way.when)[:120],
            "condition": way.condition or NEVER,
        }
        for position, way in enumerate(ways[:MOST_BRANCHES])
    ]
    node = sheet.add(key, "decide", name, {"by": "conditions", "branches": branches}, at)
    for position, way in enumerate(ways[:MOST_BRANCHES]):
        sheet.link(node, f"way-{position + 1}", way.target)
    sheet.link(node, "otherwise", otherwise)
    return node


def http_tool(
    drawing: Drawing,
    sheet: Sheet,
    node: str,
    *,
    name: str,
    about: str,
    method: str,
    address: str,
    parameters: object,
    headers: Iterable[tuple[str, str]] = (),
    query: Iterable[tuple[str, str]] = (),
    fixed: Iterable[tuple[str, str]] = (),
    outputs: Iterable[tuple[str, str]] = (),
    seconds: float | None = None,
    spoken: Spoken | None = None,
    known: Iterable[tuple[str, str]] = (),
) -> str:
    """A tool that a model fills in; its name here. `fixed` is sent along with what the model gives.

    `known`: arguments that are the value of a variable there, which the model is told here.
    """
    if not address:
        sheet.lose("tool_address", node, tool=name)
    rows = list(fixed)
    bodiless = method.upper() in {"GET", "DELETE"}
    request = Request(drawing, name, sheet, node)
    made = request.made(
        label=name,
        about=about or name,
        method=method or "POST",
        address=address,
        headers=headers,
        query=[*query, *rows] if bodiless else query,
        body=None if bodiless else dict(rows),
        outputs=outputs,
        parameters=(arguments := described(parameters)),
        seconds=seconds,
        spoken=spoken,
    )
    named = {there: here for here, there in arguments.called.items()}
    told = {named.get(name, name): "{{" + drawing.variable(variable) + "}}" for name, variable in known}
    drawing.given[made] = {**request.call, **told}
    return made


def pairs(value: object) -> list[tuple[str, str]]:
    """An object of texts as pairs."""
    return [(str(name), text(value, str(name))) for name in value] if isinstance(value, Mapping) else []


def position(value: object) -> dict[str, float] | None:
    """Where a node lay, when it lay anywhere."""
    x, y = number(value, "x"), number(value, "y")
    return None if x is None or y is None else {"x": x, "y": y}


def end_of(sheet: Sheet) -> str:
    """The one end of a flow, made when it is first needed."""
    if "end_call" not in sheet.nodes:
        first = sheet.entry
        sheet.add("end_call", "end", "", {})
        sheet.entry = first
    return "end_call"


def can_be_called(to: str) -> bool:
    """Whether a call can be passed on to it: a number, an address, or a variable; not what was to be filled in."""
    return sum(letter.isdigit() for letter in to) >= _FEWEST_DIGITS or "{{" in to or "@" in to


def transfer_of(sheet: Sheet, name: str, to: str, said: str = "") -> str:
    """A step that passes the call on; what cannot be reached ends it."""
    number_ = sheet.drawing.words(to)[:200]
    if not can_be_called(number_):
        sheet.lose("transfer_nowhere", name)
    first = sheet.entry
    data = {"target": "phone", "to": number_, "text": sheet.drawing.texts(said)}
    key = sheet.add(f"transfer {name}", "transfer", name, data)
    sheet.entry = first
    sheet.link(key, "failed", end_of(sheet))
    return key


ALWAYS: Json = {"kind": "all", "conditions": []}
"""A condition that holds whatever is known."""
NEVER: Json = {"kind": "any", "conditions": []}
"""A condition that never holds."""
