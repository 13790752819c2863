"""Conditions of Rasa on slots, by what slots hold here: a slot that a button fills holds what the button is called. Pure."""

from functools import cached_property
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import text
from centralita.studio.imports.formats.predicates import condition_of
from centralita.studio.imports.formats.rasa_domain import Domain
from centralita.studio.imports.formats.talking import NEVER

Made = dict[str, Any]
_WORDED: Final = frozenset({"text", "categorical", "list"})
_TRUTHS: Final = frozenset({"true", "false"})


class Conditions:
    """Reads conditions in one flow."""

    def __init__(self, drawing: Drawing, sheet: Sheet, domain: Domain) -> None:
        self.drawing, self.sheet, self.domain = drawing, sheet, domain

    @cached_property
    def slots(self) -> dict[str, str]:
        """By what it is called here: a slot of the domain, or one that buttons fill."""
        return {self.drawing.variable(slot): slot for slot in (*self.domain.slots, *self.domain.labels)}

    def read(self, said: str, name: str) -> Made:
        """The condition that a text describes; one that never holds where it cannot be judged here."""
        self.drawing.looked_through(2 * len(said))
        found = condition_of(said, self._slot)
        if found is None:
            self.sheet.lose("condition", name, text=said)
        return self._as_kept(found) if found else NEVER

    def _as_kept(self, condition: Made) -> Made:
        """By the names of buttons; a slot of words is true when it has some."""
        if "conditions" in condition:
            return {**condition, "conditions": [self._as_kept(one) for one in condition["conditions"]]}
        if "condition" in condition:
            return {**condition, "condition": self._as_kept(condition["condition"])}
        slot = self.slots.get(condition.get("variable", ""), "")
        kind = text(self.domain.slots.get(slot), "type")
        if condition.get("operator") == "is_true" and kind in _WORDED:
            return {**condition, "operator": "is_filled"}
        value = condition.get("value")
        if isinstance(value, list):
            return {**condition, "value": [self.label(slot, str(one)) or one for one in value]}
        label = self.label(slot, str(value if value is not None else ""))
        return {**condition, "value": label} if label else condition

    def label(self, slot: str, value: str) -> str:
        """What a slot holds here instead of a value that a button keeps there; '' for the value itself."""
        return "" if self.is_truth(slot) else self.domain.labels.get(slot, {}).get(value, "")

    def is_truth(self, slot: str) -> bool:
        """Whether the buttons of a slot are a yes and a no."""
        values = {value.lower() for value in self.domain.labels.get(slot, {})}
        return bool(values) and values <= _TRUTHS

    def _slot(self, name: str) -> str | None:
        head, _, slot = name.partition(".")
        return self.drawing.variable(slot) if head == "slots" and slot else None


def variables(condition: Made | None) -> list[str]:
    """The variables that a condition reads."""
    found = condition or {}
    inner = [*found.get("conditions", ()), *([found["condition"]] if "condition" in found else ())]
    own = [str(found["variable"])] if "variable" in found else []
    return [*own, *(name for one in inner for name in variables(one))]
