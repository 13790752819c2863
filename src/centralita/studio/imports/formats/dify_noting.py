"""Steps of Dify whose model says nothing: it picks values out of what was said, or works something out. Pure."""

from collections.abc import Iterable
from typing import Final

from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.dify_board import SELECTOR, TEXT, Board
from centralita.studio.imports.formats.dify_page import Drawers, Page, Place
from centralita.studio.imports.formats.dify_speaking import messages
from centralita.studio.imports.formats.noting import LONG, RESULT, Source, Wanted, input_of, note

_SAID: Final = "{{#sys.query#}}"
_SUCCESS: Final = "__is_success"
_REASON: Final = "__reason"


def _extracts(page: Page, key: str, where: Place) -> None:
    """Parameters out of a text, most often out of the last message."""
    data = page.data(key)
    wanted = []
    for one in objects(data, "parameters"):
        own = page.values.selected([key, text(one, "name")]) if text(one, "name") else None
        if own:
            kind = input_of(page.drawing, text(one, "type"), (text(each) for each in listed(one, "options")))
            about = page.words(text(one, "description"), page.name(key)) or text(one, "name")
            wanted.append(Wanted(own, about, kind, needed=at(one, "required") is not False))
    source, read = _read(page, key, listed(data, "query"))
    prompt = page.words(text(data, "instruction"), page.name(key))
    _anew(page, key, where, wanted)
    note(page.sheet, f"{key} keeps", page.name(key), wanted, source=source, text=read, prompt=prompt)
    _leads(page, key)


def works_out(page: Page, key: str, where: Place) -> None:
    """A model that is not heard, and whose words or fields others read."""
    data, name = page.data(key), page.name(key)
    page.lose("extract", key)
    model = text(data, "model", "name")
    if model:
        page.lose("model", key, text=model)
    if at(data, "context", "enabled") is True:
        # Only what answers looks into the knowledge.
        page.lose("value_unknown", key, text=page.values.called(listed(data, "context", "variable_selector")))
    said = messages(page, key, data)
    whole = [one for role, one in said if role == "user" and one.strip() == _SAID]
    shown = [one for role, one in said if role == "user" and one.strip() != _SAID]
    told = [one for role, one in said if role != "user"]
    # What it is shown is what it reads; without a word of its own, that is what was said last.
    source: Source = "text" if shown else "message" if whole or _reads_the_message(told) else "conversation"
    prompt = "\n\n".join(page.words(one, name) for one in told)
    read = "\n\n".join(page.words(one, name) for one in [*shown, *(whole if shown else [])])
    results = _results(page, key)
    _anew(page, key, where, results)
    note(page.sheet, f"{key} keeps", name, results, source=source, text=read, prompt=prompt)
    _leads(page, key)


def _anew(page: Page, key: str, where: Place, wanted: list[Wanted]) -> None:
    """What it found before is forgotten: where it finds nothing now, nobody goes on with that of another time."""
    made = [{"variable": one.variable, "operation": "clear"} for one in wanted[:50]]
    page.sheet.add(key, "set", page.name(key), {"assignments": made}, where)
    page.sheet.link(key, "next", f"{key} keeps")


def _reads_the_message(said: Iterable[str]) -> bool:
    return any(match[1] == "sys.query" for one in said for match in SELECTOR.finditer(one))


def _results(page: Page, key: str) -> list[Wanted]:
    """What it hands on: the fields that it is to fill in, or its words."""
    structured = page.board.structured(key)
    if not structured:
        own = page.values.selected([key, TEXT])
        return [Wanted(own, RESULT, dict(LONG))] if own else []
    wanted = []
    schema = fields(page.data(key), "structured_output", "schema")
    needed = {text(one) for one in listed(schema, "required")}
    for name, told in structured.items():
        own = page.values.selected([key, "structured_output", name])
        if own is None:
            continue
        choices = [text(one) for one in listed(told, "enum") if text(one)]
        kind = input_of(page.drawing, text(told, "type"), choices)
        kind = dict(LONG) if kind == {"type": "text"} else kind
        about = page.words(text(told, "description"), page.name(key)) or name
        wanted.append(Wanted(own, about, kind, needed=name in needed))
    return wanted


def _read(page: Page, key: str, selector: list[object]) -> tuple[Source, str]:
    """What is read: the last message, a value, or all that was said where nobody knows which."""
    own = page.values.selected(selector) if selector else None
    if own in {None, "last_message"}:
        if own is None and selector:
            page.lose("value_unknown", key, text=page.values.called(selector))
        return ("message" if own else "conversation"), ""
    return "text", f"{{{{{own}}}}}"


def _leads(page: Page, key: str) -> None:
    """On; where it tells whether it found all, that is noted, and where it goes when it did not, it goes there."""
    node, target, failed = f"{key} keeps", page.target(key), page.board.failed(key)
    asked = [name for name in (_SUCCESS, _REASON) if (key, name) in page.board.asked_for]
    own = page.values.selected([key, _SUCCESS]) if _SUCCESS in asked else None
    if _REASON in asked:
        page.lose("value_unknown", key, text=page.values.called([key, _REASON]))
    if own is None:
        page.sheet.link(node, "next", target)
        page.sheet.link(node, "missing", failed)
        return
    for port, found, to in (("next", 1, target), ("missing", 0, failed or target)):
        made = {"variable": own, "operation": "set", "value": found}
        step = page.sheet.add(f"{key} {port}", "set", page.name(key), {"assignments": [made]})
        page.sheet.link(node, port, step)
        page.sheet.link(step, "next", to)


def works_silently(board: Board, key: str) -> bool:
    """Whether a model that nobody hears hands on what somebody can use: other than code, which is never run."""
    return board.kind(key) == "llm" and key in board.noting


DRAWERS: Final[Drawers] = {"parameter-extractor": _extracts}
