"""Typebots that came in together and link to one another: each is a flow of one agent. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from centralita.studio.imports.domain.drawing import MOST_FLOWS, Drawing
from centralita.studio.imports.domain.shape import listed, objects, text, walk

Json = Mapping[str, Any]
_IDS = ("id", "typebotId", "publicId")


def ids_of(typebot: Json) -> list[str]:
    """What others call it in their links: as it is drawn, and as it was published."""
    return [one for name in _IDS if (one := text(typebot, name))]


def linked_from(typebot: Json) -> list[str]:
    """The ids of those that it links to."""
    groups = [*objects(typebot, "groups"), *listed(typebot, "blocks")]
    return [
        other
        for block in walk(groups)
        if text(block, "type").lower() == "typebot link" and (other := text(block, "options", "typebotId"))
    ]


class Links:
    """The flows that are led to, drawn when all that leads there is. Variables of one name are one, as they are there."""

    def __init__(self, drawing: Drawing, main: Json, others: Sequence[Json]) -> None:
        self.drawing, self.main, self.others = drawing, main, others
        self.bots = {one: bot for bot in (*reversed(others), main) for one in ids_of(bot)}
        # Flows still to be drawn: the key of the sheet, the typebot, the group that it begins with.
        self.waiting: list[tuple[str, Json, str]] = []
        self.named: dict[str, str] = {}
        self._used: list[Json] = []

    def flow(self, identifier: str, group: str) -> str | None:
        """The flow that a link leads to; None where that typebot did not come in."""
        bot = self.bots.get(identifier)
        if bot is None:
            return None
        key = "main" if bot is self.main and not group else f"typebot {text(bot, 'id')} {group}".strip()
        if key not in self.drawing.sheets:
            if len(self.drawing.sheets) >= MOST_FLOWS:
                self.drawing.cut("flows", str(MOST_FLOWS))
                return None
            self.drawing.sheet(key, text(bot, "name") or "Typebot")
            self.waiting.append((key, bot, group))
        if all(bot is not one for one in self._used):
            self._used.append(bot)
        return self.drawing.sheets[key].id

    def unused(self) -> list[Json]:
        """Those that came in and nothing links to."""
        return [one for one in self.others if all(one is not used for used in self._used)]
