"""What every step of Dify is drawn with: the flow it goes into, and where it leads. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.formats.dify_board import Board
from centralita.studio.imports.formats.dify_sorting import sorters
from centralita.studio.imports.formats.dify_values import Values

Json = Mapping[str, Any]
Made = dict[str, Any]


class Page:
    """One flow being drawn from a board. `chats`: after all is said it waits for the next message."""

    def __init__(self, drawing: Drawing, sheet: Sheet, board: Board, *, chats: bool) -> None:
        self.drawing, self.sheet, self.board, self.chats = drawing, sheet, board, chats
        self.values = Values(drawing, sheet, board)
        self.sorters = sorters(board)

    def data(self, key: str) -> Json:
        """What a step holds."""
        return self.board.data(key)

    def name(self, key: str) -> str:
        """What a step is called."""
        return self.board.name(key)

    def words(self, said: str, node: str = "") -> str:
        """A text whose values are our variables; with `node`, what is not known is told of it."""
        return self.values.words(said, node)

    def lose(self, code: str, key: str, **data: str) -> None:
        """Something of a step that is not taken over as it was."""
        self.sheet.lose(code, self.name(key), **data)

    def rest(self, key: str) -> str:
        """Where a step goes on that leads nowhere: on in its loop, to the next message, or to the end."""
        container = self.board.container(key)
        if container:
            return f"{container} again"
        return (self.board.start or "start") if self.chats else ""

    def target(self, key: str, handle: str = "") -> str:
        """Where a step leads."""
        return self.board.target(key, handle) or self.rest(key)

    def passes(self, key: str, where: "Place", assignments: list[Made] | None = None) -> None:
        """A step that at most gives variables values, and goes on."""
        self.sheet.add(key, "set", self.name(key), {"assignments": (assignments or [])[:50]}, where)
        self.sheet.link(key, "next", self.target(key))


Place = dict[str, float] | None
Drawer = Callable[[Page, str, Place], None]
Drawers = Mapping[str, Drawer]
