"""Loops of Dify: a loop goes round here too, and an iteration takes one after another out of its list. Pure."""

from typing import Final

from centralita.studio.imports.domain.drawing import MOST_STEPS
from centralita.studio.imports.domain.shape import at, listed, objects, text, whole
from centralita.studio.imports.formats.conditions import variable_is
from centralita.studio.imports.formats.dify_page import Drawers, Made, Page, Place
from centralita.studio.imports.formats.dify_steps import judged
from centralita.studio.imports.formats.talking import NEVER, Way, judge

_MOST_ROUNDS: Final = 100


def _loop(page: Page, key: str, where: Place) -> None:
    """Set what it begins with; then, until it is to stop or has gone round often enough, what is in it."""
    data, sheet, name = page.data(key), page.sheet, page.name(key)
    rounds = page.drawing.variable(f"{name} rounds")
    made: list[Made] = [{"variable": rounds, "operation": "set", "value": 0}]
    for row in objects(data, "loop_variables"):
        own = page.values.selected([key, text(row, "label")])
        value = at(row, "value")
        if isinstance(value, list) and text(row, "value_type") == "variable":
            source = page.values.selected(value)
            value = f"{{{{{source}}}}}" if source else None
        if own and isinstance(value, str | int | float) and value != "":
            made.append({"variable": own, "operation": "set", "value": value})
        elif own:
            made.append({"variable": own, "operation": "clear"})
    sheet.add(key, "set", name, {"assignments": made[:50]}, where)
    again = {"variable": rounds, "operation": "add", "value": 1}
    sheet.add(f"{key} again", "set", name, {"assignments": [again]}, _beside(where, 1))
    within = page.board.within(key)
    stop = judged(page, key, data, "break_conditions") if objects(data, "break_conditions") else NEVER
    most = whole(at(data, "loop_count"), 1, _MOST_ROUNDS, 10)
    ways = [
        Way(page.target(key), name="stop", condition=stop),
        Way(page.target(key), name=str(most), condition=variable_is(rounds, "greater_or_equal", most)),
    ]
    judge(sheet, f"{key} judges", name, ways, otherwise=within or page.target(key), at=_beside(where, 2))
    sheet.link(key, "next", f"{key} judges")
    sheet.link(f"{key} again", "next", f"{key} judges")


def _iteration(page: Page, key: str, where: Place) -> None:
    """What is in it, for each of a list in turn; what each gives is gathered."""
    data, sheet, name = page.data(key), page.sheet, page.name(key)
    selector = listed(data, "iterator_selector")
    source = page.values.selected(selector)
    if source is None:
        page.lose("value_unknown", key, text=page.values.called(selector))
    page.drawing.goes_round()
    page.lose("one_by_one", key, limit=str(MOST_STEPS))
    rest = page.drawing.variable(f"{name} rest")
    item, index = page.values.selected([key, "item"]), page.values.selected([key, "index"])
    output, own = page.values.selected(listed(data, "output_selector")), page.values.selected([key, "output"])
    begins: list[Made] = [
        {"variable": rest, "operation": "set", "value": f"{{{{{source}}}}}"}
        if source
        else {"variable": rest, "operation": "clear"},
        {"variable": index, "operation": "set", "value": -1},
        {"variable": own, "operation": "clear"},
    ]
    takes: list[Made] = [
        {"variable": item, "operation": "take", "value": f"{{{{{rest}}}}}"},
        {"variable": index, "operation": "add", "value": 1},
    ]
    gathers: list[Made] = (
        [{"variable": own, "operation": "append", "value": f"{{{{{output}}}}}"}] if output else []
    )
    done = Way(page.target(key), name="done", condition=variable_is(rest, "is_empty"))
    sheet.add(key, "set", name, {"assignments": begins}, where)
    judge(sheet, f"{key} judges", name, [done], otherwise=f"{key} takes", at=_beside(where, 1))
    sheet.add(f"{key} takes", "set", name, {"assignments": takes}, _beside(where, 2))
    sheet.add(f"{key} again", "set", name, {"assignments": gathers}, _beside(where, 3))
    sheet.link(key, "next", f"{key} judges")
    sheet.link(f"{key} takes", "next", page.board.within(key) or f"{key} again")
    sheet.link(f"{key} again", "next", f"{key} judges")


def _leaves(page: Page, key: str, where: Place) -> None:
    """The step in a loop that leaves it."""
    container = page.board.container(key)
    page.sheet.add(key, "set", page.name(key), {"assignments": []}, where)
    page.sheet.link(key, "next", page.target(container) if container else page.rest(key))


def _within(page: Page, key: str, _where: Place) -> None:
    """Where the steps in a loop begin is no step of its own."""
    page.sheet.stands_for[key] = page.board.target(key)


def _beside(where: Place, columns: int) -> Place:
    return None if where is None else {"x": where["x"] + 60.0 * columns, "y": where["y"] - 130.0 * columns}


DRAWERS: Final[Drawers] = {
    "loop": _loop,
    "iteration": _iteration,
    "loop-end": _leaves,
    "loop-start": _within,
    "iteration-start": _within,
}
