"""What a bot of Rasa picks out of whatever is said: slots that are filled before they are asked for. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Sheet
from centralita.studio.imports.domain.shape import at, text
from centralita.studio.imports.formats.noting import MOST_WANTED, Wanted, note
from centralita.studio.imports.formats.rasa_asking import answer_of, mask_of, rejections_of
from centralita.studio.imports.formats.rasa_conditions import Conditions
from centralita.studio.imports.formats.rasa_domain import Domain
from centralita.studio.imports.formats.rasa_memory import Memory

Json = Mapping[str, Any]


class Noting:
    """Draws a step that listens for the slots of a flow, and of those that it leads to."""

    def __init__(self, domain: Domain, memory: Memory, beside: list[str]) -> None:
        """`beside`: slots that nothing asks for, and that flows or texts read."""
        self.domain, self.memory = domain, memory
        self.beside = [slot for slot in beside if memory.by_model(slot)]
        self._made: dict[tuple[str, int], Wanted] = {}

    def at_entry(self, sheet: Sheet, key: str, name: str, flow: str) -> str:
        """Listen for all slots of a flow in what led to it; its key, '' where there are none."""
        if sheet.drawing.full():
            return ""
        read = self.memory.reads(flow) if self.beside else frozenset()
        slots = [*self.memory.hears(flow), *(one for one in self.beside if one in read)]
        return self._note(sheet, key, name, flow, slots)

    def after(self, sheet: Sheet, key: str, name: str, flow: str, step: Json) -> str:
        """Listen for the others in an answer; its key, '' where there are none, or nothing else is listened to."""
        if at(step, "force_slot_filling") is True or sheet.drawing.full():
            return ""
        own = text(step, "collect")
        others = [one for one in self.memory.hears(flow) if one != own]
        if not others:
            return ""
        # The words around an answer are no part of it; a number or a choice was read without them.
        conditions = Conditions(sheet.drawing, sheet, self.domain)
        plain = answer_of(sheet.drawing, self.domain, conditions, own, _utter(step)) == {"type": "text"}
        return self._note(sheet, key, name, flow, [*([own] if plain else []), *others])

    def _note(self, sheet: Sheet, key: str, name: str, flow: str, slots: list[str]) -> str:
        if not slots or sheet.drawing.full():
            return ""
        wanted = [self._wanted(sheet, flow, slot) for slot in slots[:MOST_WANTED]]
        return note(sheet, key, name, wanted, source="message")

    def _wanted(self, sheet: Sheet, flow: str, slot: str) -> Wanted:
        step = self.memory.asks(flow, slot)
        if (slot, id(step)) not in self._made:
            self._made[slot, id(step)] = self._make(sheet, slot, step)
        return self._made[slot, id(step)]

    def _make(self, sheet: Sheet, slot: str, step: Json) -> Wanted:
        conditions = Conditions(sheet.drawing, sheet, self.domain)
        kind = answer_of(sheet.drawing, self.domain, conditions, slot, _utter(step) if step else "")
        mask = next(
            (found for one in rejections_of(step, self.domain, slot) if (found := mask_of(one, slot))), ""
        )
        if kind["type"] == "text" and mask:
            kind["mask"] = mask
        about = text(step, "description") or slot.replace("_", " ")
        return Wanted(sheet.drawing.variable(slot), about, kind)


def _utter(step: Json) -> str:
    return text(step, "utter") or f"utter_ask_{text(step, 'collect')}"
