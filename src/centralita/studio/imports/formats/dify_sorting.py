"""Models of Dify that nobody hears, and whose words only choose the way: they sort what was said. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import listed, objects, text
from centralita.studio.imports.formats.dify_board import Board

Json = Mapping[str, Any]
_NAMING: Final = frozenset({"contains", "is", "=", "start with", "end with", "==", "equals"})
_OF_THE_MOMENT: Final = frozenset({"sys", "conversation", "env"})


def sorters(board: Board) -> dict[str, str]:
    """By model, the step that goes by what it says: it looks at the last message alone, and nothing else reads it."""
    readers: dict[str, list[str]] = {}
    for key, values in board.reads.items():
        for head in {head for head, _ in values}:
            readers.setdefault(head, []).append(key)
    found: dict[str, str] = {}
    for key in board.nodes:
        model = _compared(board, key)
        if model and readers.get(model) == [key] and _looks_at_the_message(board, model):
            found[model] = key
    return found


def _compared(board: Board, key: str) -> str:
    """The model whose words are all that a step compares, each time with a word that names a way."""
    if board.kind(key) != "if-else":
        return ""
    compared = set()
    for case in cases(board.data(key)):
        rows = objects(case, "conditions")
        if not rows or (len(rows) > 1 and text(case, "logical_operator") != "or"):
            return ""
        for row in rows:
            if text(row, "comparison_operator") not in _NAMING or not named(row):
                return ""
            compared.add(tuple(text(one) for one in listed(row, "variable_selector")))
    if len(compared) != 1:
        return ""
    selector = compared.pop()
    model = selector[0] if selector[1:] == ("text",) else ""
    silent = board.kind(model) == "llm" and model not in board.heard and bool(board.answers)
    return model if silent else ""


def named(condition: Json) -> str:
    """The word that a way goes by; nothing where it is a variable's."""
    word = text(condition, "value").strip()
    return "" if "{{#" in word else word


def cases(data: Json) -> list[Json]:
    """The ways of a step that chooses, with what has to hold for each; older files have one."""
    return objects(data, "cases") or [{**data, "case_id": "true"}]


def _looks_at_the_message(board: Board, model: str) -> bool:
    values = board.reads[model]
    return ("sys", "query") in values and {head for head, _ in values} <= {*_OF_THE_MOMENT, board.start}
