"""Steps of Dify that speak: models, agents, and answers with words of their own. Pure."""

import json
from typing import Final

from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.dify_board import SELECTOR
from centralita.studio.imports.formats.dify_page import Drawers, Json, Page, Place
from centralita.studio.imports.formats.talking import ALWAYS, Told, Way, talk

_LAST: Final = "{{#sys.query#}}"
# Of what an agent is given: what has a place of its own here, or only counts on the other platform.
_PLACED: Final = frozenset(
    {"instruction", "query", "model", "tools", "mcp_config", "maximum_iterations", "max_iterations"}
    | {"storage_key", "memory"}
)


def _model(page: Page, key: str, where: Place) -> None:
    board = page.board
    if key in page.sorters:
        page.lose("model_sorts", key, text=board.name(page.sorters[key]))
        page.passes(key, where)
        return
    if board.answers and key not in board.heard:
        page.lose("model_silent", key)
        page.passes(key, where)
        return
    data = page.data(key)
    model = text(data, "model", "name") or text(data, "agent_parameters", "model", "value", "model")
    if model:
        page.lose("model", key, text=model)
    said = [*_told(page, key, data), *_instructions(data)]
    # What the customer said, and what was looked up, the model is given anyway.
    prompt = "\n\n".join(
        part
        for one in said
        if (part := page.words(one, page.name(key)).strip()) and part != "{{last_message}}"
    )
    for tool in objects(data, "agent_parameters", "tools", "value"):
        if at(tool, "enabled") is not False:
            called = text(tool, "tool_label") or text(tool, "tool_name") or "?"
            page.lose("tool_elsewhere", key, tool=called)
    way = Way(page.target(key), name="next", condition=ALWAYS)
    talk(page.sheet, key, page.name(key), Told(prompt, knowledge=_knows(page, data, said), ways=[way]), where)
    page.sheet.link(key, "unanswered", board.failed(key))


def told_to(page: Page, key: str) -> str:
    """What a model is told to do, without what it is to do it with."""
    said = [page.words(one, page.name(key)).strip() for one in _told(page, key, page.data(key))]
    return "\n".join(part for part in said if part and part != "{{last_message}}")


def messages(page: Page, key: str, data: Json) -> list[tuple[str, str]]:
    """What a model is told, message by message, each with its role."""
    template = at(data, "prompt_template")
    rows = objects(template) if isinstance(template, list) else [fields(template)]
    told = [(text(row, "role"), _message(page, key, row, data).strip()) for row in rows]
    return [(role, said) for role, said in told if said]


def _told(page: Page, key: str, data: Json) -> list[str]:
    """What the model is told, message by message."""
    told = messages(page, key, data)
    if not any(role == "assistant" for role, _ in told):
        return [said for _, said in told]
    page.lose("examples", key)
    return [
        said if role == "system" or said == _LAST else f"{role.capitalize()}: {said}" for role, said in told
    ]


def _message(page: Page, key: str, row: Json, data: Json) -> str:
    if text(row, "edition_type") != "jinja2":
        return text(row, "text")
    template = text(row, "jinja2_text") or text(row, "text")
    filled = page.values.filled(template, objects(data, "prompt_config", "jinja2_variables"))
    if filled is None:
        page.lose("expression", key, text=template[:200])
    return template if filled is None else filled


def _instructions(data: Json) -> list[str]:
    """What an agent is told: its task, and each thing that its strategy asks for by a name."""
    given = fields(data, "agent_parameters")
    said = [text(data, "agent_task"), text(given, "instruction", "value") or text(given, "instruction")]
    for name, one in given.items():
        value = at(one, "value")
        if name not in _PLACED and text(one, "type") == "constant" and value not in (None, "", [], {}):
            said.append(
                f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
            )
    return said


def _knows(page: Page, data: Json, said: list[str]) -> bool:
    """Whether it answers from what was looked up. What it is given may also be what another step made."""
    given = [match[1].split(".")[0] for one in said for match in SELECTOR.finditer(one)]
    if at(data, "context", "enabled") is True:
        given.append(text(data, "context", "variable_selector", 0))
    kinds = {page.board.kind(key) for key in given}
    for key in given:
        if page.board.kind(key) == "variable-aggregator":
            kinds |= {page.board.kind(one[0]) for one in page.board.gathered(key) if one}
    return "knowledge-retrieval" in kinds


def _answer(page: Page, key: str, where: Place) -> None:
    said = text(page.data(key), "answer")
    if not SELECTOR.sub("", said).strip() and page.board.spoken(key) and not _made(page, key):
        # The model has said it already.
        page.passes(key, where)
        return
    words = page.words(said, page.name(key))
    data = {"text": page.drawing.texts(words, page.values.known)}
    if not data["text"]:
        page.lose("words", key, text=said)
        page.passes(key, where)
        return
    page.sheet.add(key, "say", page.name(key), data, where)
    page.sheet.link(key, "next", page.target(key))


def _made(page: Page, key: str) -> bool:
    """Whether an answer also hands on what no model said: by an aggregator, one way or the other."""
    heads = [match[1].split(".")[0] for match in SELECTOR.finditer(text(page.data(key), "answer"))]
    heads += [text(row, "value_selector", 0) for row in objects(page.data(key), "outputs")]
    gathered = [
        one[0]
        for head in heads
        if page.board.kind(head) == "variable-aggregator"
        for one in page.board.gathered(head)
        if one
    ]
    return any(one not in page.board.heard for one in gathered)


def _end(page: Page, key: str, where: Place) -> None:
    """What a workflow gives at its end is said, as far as it is not said already."""
    rows = objects(page.data(key), "outputs")
    own = [(text(row, "variable"), listed(row, "value_selector")) for row in rows]
    spoken = page.board.spoken(key)
    parts = []
    for name, selector in own:
        head = text(selector, 0)
        if head in page.board.heard or (len(own) == 1 and spoken and not _made(page, key)):
            continue
        value = page.values.selected(selector)
        if value is None:
            page.lose("value_unknown", key, text=page.values.called(selector))
        else:
            parts.append(f"{name}: {{{{{value}}}}}" if len(own) > 1 else f"{{{{{value}}}}}")
    if not parts:
        page.passes(key, where)
        return
    words = page.drawing.texts("\n".join(parts), page.values.known)
    page.sheet.add(key, "say", page.name(key), {"text": words}, where)
    page.sheet.link(key, "next", page.target(key))


DRAWERS: Final[Drawers] = {"llm": _model, "agent": _model, "answer": _answer, "end": _end}
