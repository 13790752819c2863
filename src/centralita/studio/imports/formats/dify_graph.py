"""A graph of Dify. At every message it runs from the start; here a talk waits for the next message instead. Pure."""

import itertools
from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats import dify_calling, dify_loops, dify_noting, dify_speaking, dify_steps
from centralita.studio.imports.formats.dify_board import Board
from centralita.studio.imports.formats.dify_form import asked
from centralita.studio.imports.formats.dify_page import Drawers, Page
from centralita.studio.imports.formats.dify_settings import features
from centralita.studio.imports.formats.talking import position

Json = Mapping[str, Any]
_DRAWERS: Drawers = {
    **dify_speaking.DRAWERS,
    **dify_steps.DRAWERS,
    **dify_loops.DRAWERS,
    **dify_calling.DRAWERS,
    **dify_noting.DRAWERS,
}


class Graph:
    """Draws one graph into one flow."""

    def __init__(self, drawing: Drawing, sheet: Sheet, workflow: Json, *, chats: bool) -> None:
        self.page = Page(drawing, sheet, Board(workflow), chats=chats)

    def draw(self) -> None:
        """All of it."""
        page, board = self.page, self.page.board
        page.values.declare()
        features(page.drawing, fields(board.workflow, "features"))
        for key, node in board.nodes.items():
            if board.at_once(key):
                page.lose("one_after_another" if board.in_a_row(key) else "parallel", key)
            kind = board.kind(key)
            if not key or key == board.start or not kind:
                continue  # the start is drawn at last; what has no kind is a note on the canvas
            lies = at(node, "positionAbsolute") if board.container(key) else at(node, "position")
            silent = dify_noting.works_silently(board, key) and key not in page.sorters
            drawer = dify_noting.works_out if silent else _DRAWERS.get(kind, dify_steps.unknown)
            drawer(page, key, position(lies))
        self._begin()

    def _begin(self) -> None:
        page, board, sheet = self.page, self.page.board, self.page.sheet
        start, name = board.start or "start", page.name(board.start) or "Start"
        if board.kind(start).startswith("trigger-"):
            page.drawing.lose("trigger", text=name)
        row = []
        opening = text(board.workflow, "features", "opening_statement")
        asks = board.kind(board.start) == "start"
        form = [
            one for one in objects(board.data(board.start), "variables") if asks and text(one, "variable")
        ]
        form = [one for one in form if at(one, "hide") is not True or _hidden(page.drawing, one)]
        if opening:
            row.append(sheet.add("opening", "say", name, {"text": page.drawing.texts(page.words(opening))}))
        questions = []
        for number, field in enumerate(form):
            words = not page.chats and number == len(form) - 1
            questions.append(asked(page.drawing, sheet, field, keeps_words=words))
            heard = f"hear {text(field, 'variable')}"
            questions += [heard] if heard in sheet.nodes else []
        # What is said first may speak of what the form asks.
        row = [*questions, *row] if "{{" in opening else [*row, *questions]
        if page.chats:
            page.drawing.lose("every_message")
            row.append(sheet.add(start, "wait", name, {"until": "message"}))
        if page.values.turns:
            counts = {"variable": page.values.turns, "operation": "add", "value": 1}
            row.append(sheet.add(f"{start} counts", "set", name, {"assignments": [counts]}))
        onward = board.target(board.start)
        for before, after in itertools.pairwise([*row, onward]):
            sheet.link(before, "next", after)
        sheet.entry = row[0] if row else onward
        sheet.ends = not page.chats


def _hidden(drawing: Drawing, field: Json) -> bool:
    """A field that nobody sees is a variable, and no question."""
    drawing.variable(text(field, "variable"), label=text(field, "label"), default=at(field, "default"))
    return False
