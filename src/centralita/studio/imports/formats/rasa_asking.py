"""What a question of Rasa takes as its answer. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_OPTIONS, Drawing
from centralita.studio.imports.domain.shape import listed, objects, text
from centralita.studio.imports.formats.rasa_conditions import Conditions
from centralita.studio.imports.formats.rasa_domain import Domain

Json = Mapping[str, Any]
Made = dict[str, Any]
# `not slots.code matches "^[a-z]{3}[0-9]{3}$"`: a form that is refused when it does not fit.
_UNFIT: Final = re.compile(r"\s*not\s+slots\.(\w{1,100})\s+matches\s+([\"'])\^?(.{1,200}?)\$?\2\s*")
_PIECE: Final = re.compile(
    r"(?:(?P<digit>\\d|\[0-9\])|(?P<letter>\[(?:a-zA-Z|A-Za-z|A-Z|a-z)\])|(?P<either>\[[a-zA-Z0-9-]{6,12}\])"
    r"|(?P<own>\\[-./]|[-/ :#]))(?:\{(?P<times>\d{1,2})\})?"
)
_EITHER: Final = frozenset(
    {"[a-zA-Z0-9]", "[A-Za-z0-9]", "[A-Z0-9]", "[a-z0-9]", "[0-9a-zA-Z]", "[0-9A-Za-z]"}
)
_SIGNS: Final = {"digit": "9", "letter": "A", "either": "*"}
_LONGEST: Final = 60


def mask_of(rejection: Json, slot: str) -> str:
    """The form that an answer has to have not to be refused; '' where the rule is another one."""
    found = _UNFIT.fullmatch(text(rejection, "if"))
    if found is None or found[1] != slot:
        return ""
    mask, position = "", 0
    while position < len(found[3]):
        piece = _PIECE.match(found[3], position)
        if piece is None or (piece["either"] and piece["either"] not in _EITHER):
            return ""
        own = (piece["own"] or "").removeprefix("\\")
        sign = next((sign for name, sign in _SIGNS.items() if piece[name]), own)
        mask += sign * int(piece["times"] or 1)
        position = piece.end()
        if len(mask) > _LONGEST:
            return ""
    return mask


def rejections_of(step: Json, domain: Domain, slot: str) -> list[Json]:
    """Why an answer is refused: as its question says, and as its slot does."""
    return [*objects(step, "rejections"), *objects(domain.slots.get(slot), "validation", "rejections")]


def answer_of(drawing: Drawing, domain: Domain, conditions: Conditions, slot: str, utter: str) -> Made:
    """The kind of answer, by the slot that it fills and by the buttons of its question."""
    told = domain.slots.get(slot, {})
    kind = text(told, "type")
    buttons = domain.buttons(utter)
    values = [text(one) for one in listed(told, "values") if text(one)]
    if kind == "bool" or conditions.is_truth(slot):
        return {"type": "yes_no"}
    if kind in {"float", "int", "integer"} and not buttons:
        return {"type": "number"}
    kept = {label: value for value, label in domain.labels.get(slot, {}).items()}
    labels = [title for title, _ in buttons]
    if kind == "categorical":
        # A value that no button keeps may be said too.
        shown = {kept.get(label, label).lower() for label in labels}
        labels += [value for value in values if value.lower() not in shown]
    if not labels:
        return {"type": "text"}
    options = [
        {
            "id": f"option-{number + 1}",
            "label": drawing.texts(label),
            "synonyms": drawing.phrases([kept[label]] if kept.get(label, label) != label else []),
        }
        for number, label in enumerate(labels[:MOST_OPTIONS])
    ]
    return {"type": "choice", "options": options}
