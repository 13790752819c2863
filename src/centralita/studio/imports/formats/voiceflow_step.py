"""A step of Voiceflow: where it is drawn, what is in it, and the ports that lead on from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.voiceflow_canvas import Canvas
from centralita.studio.imports.formats.voiceflow_ports import ports
from centralita.studio.imports.formats.voiceflow_text import slate

Json = Mapping[str, Any]


class Step:
    """One step of a block. `onward` is the next one in its block, where no port says more."""

    def __init__(
        self, canvas: Canvas, key: str, node: Json, name: str, where: dict[str, float], onward: str = ""
    ) -> None:
        self.canvas, self.drawing, self.sheet = canvas, canvas.drawing, canvas.sheet
        self.key, self.node, self.name, self.at = key, node, name, where
        self.kind = text(node, "type")
        self.data = fields(node, "data")
        self.ports = ports(node)
        self.onward = self.ports.get("next") or self.ports.get("default") or onward

    def lose(self, code: str, **data: str) -> None:
        """Note what is not taken over as it was."""
        self.sheet.lose(code, self.name, **data)

    def adds(self, kind: str, data: dict[str, Any], *others: str) -> None:
        """A node for it, of which every port leads on."""
        self.sheet.add(self.key, kind, self.name, data, self.at)
        for port in ("next", *others):
            self.sheet.link(self.key, port, self.onward)

    def passes(self, code: str = "", **data: str) -> None:
        """Nothing is done here; what leads here leads on, by its first way where it has several."""
        if code:
            self.lose(code, **data)
        self.onward = self.onward or next(iter(self.ports.values()), "")
        self.adds("set", {"assignments": []})

    def repeated(self, *first: str, told: bool = True) -> dict[str, str]:
        """What is said when an answer does not fit, `first` before all. What else is said then is told; or all: `told`."""
        found = [one for one in first if one.strip()]
        for name in ("noMatch", "else", "reprompt"):
            found += self._said(name)
        kept, left = (found[:1], found[1:]) if told else ([], found)
        for said in [*left, *self._said("noReply")]:
            self.lose("setting", text=f"reprompt: {self.canvas.words(said)}")
        return self.drawing.texts(self.canvas.words(kept[0])) if kept else {}

    def _said(self, name: str) -> list[str]:
        told = at(self.data, name)
        rows = objects(told, "reprompts") or objects(told, "prompts") or [fields(told)]
        found = (slate(at(row, "content")) or text(row, "text") for row in rows)
        return [said.strip() for said in found if said.strip()]

    def otherwise(self) -> str:
        """Where it leads when nothing fits."""
        return self.ports.get("else") or self.ports.get("noMatch") or ""

    def led(self, position: int, row: Json) -> str:
        """Where one of several ways leads: by its own key, or by its place."""
        return self.ports.get(text(row, "id")) or self.ports.get(f"#{position}") or ""
