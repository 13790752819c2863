"""The kinds of answer that can be asked for: how each is read, checked and shown to the channel."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator

from centralita.engine.effects import Choice
from centralita.engine.inputs.choosing import ChoiceInput, ChoiceOption, RatingInput, YesNoInput
from centralita.engine.inputs.days import DateInput, DateTimeInput
from centralita.engine.inputs.files import FileInput
from centralita.engine.inputs.plain import EmailInput, NumberInput, PhoneInput, TextInput
from centralita.engine.inputs.verdict import Accepted, Rejected
from centralita.engine.phrases import YES_NO
from centralita.engine.turn import Turn

__all__ = [
    "Accepted",
    "AnswerInput",
    "ChoiceInput",
    "ChoiceOption",
    "RatingInput",
    "Rejected",
    "TextInput",
    "YesNoInput",
    "buttons",
]

AnswerInput = Annotated[
    TextInput
    | NumberInput
    | EmailInput
    | PhoneInput
    | DateInput
    | DateTimeInput
    | ChoiceInput
    | RatingInput
    | YesNoInput
    | FileInput,
    Discriminator("type"),
]


def buttons(expected: AnswerInput, turn: Turn) -> tuple[Choice, ...]:
    """What the channel may offer to press."""
    if expected.type == "choice":
        return tuple(Choice(option.id, option.label) for option in expected.named(turn))
    if expected.type == "yes_no":
        yes, no = YES_NO.get(turn.language.partition("-")[0], YES_NO["en"])
        return Choice("yes", yes), Choice("no", no)
    if expected.type == "rating":
        lowest = 0 if expected.from_zero else 1
        return tuple(Choice(str(number), str(number)) for number in range(lowest, expected.scale + 1))
    return ()
