"""One of several options, a rating, yes or no."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from centralita.engine.data import Frozen, Identifier, Phrases, Texts
from centralita.engine.effects import Input
from centralita.engine.events import UserSaid
from centralita.engine.inputs.verdict import Accepted, Reading, rejected
from centralita.engine.reading.answers import Option, read_choices, read_yes_no
from centralita.engine.reading.numbers import read_number
from centralita.engine.turn import Turn
from centralita.engine.values import Value


class ChoiceOption(Frozen):
    """An option: a stable id, its label per language, and other words that mean it."""

    id: Identifier
    label: Texts = Field(default={})
    synonyms: Phrases = Field(default={})


class ChoiceInput(Frozen):
    """One of several options, or several of them. Each option also is a port of the node."""

    type: Literal["choice"] = "choice"
    options: Annotated[tuple[ChoiceOption, ...], Field(max_length=50)] = ()
    multiple: bool = False

    def read(self, turn: Turn, said: UserSaid) -> Reading:
        options = self.named(turn)
        if said.choice_id is not None:
            known = [option.id for option in options]
            chosen: tuple[str, ...] = tuple(part for part in said.choice_id.split(",") if part in known)
            chosen = chosen if self.multiple else chosen[:1]
        else:
            chosen = read_choices(said.text, options, multiple=self.multiple, language=turn.language)
        if not chosen:
            return rejected("invalid_choice", options=", ".join(option.label for option in options))
        labels: list[Value] = [option.label for option in options if option.id in chosen]
        return Accepted(labels if self.multiple else labels[0], chosen[0])

    def shape(self, _turn: Turn) -> Input:
        return Input(type="choice", multiple=self.multiple)

    def named(self, turn: Turn) -> list[Option]:
        """The options in the conversation's language, understood in every language that has a label."""
        return [
            Option(
                option.id,
                turn.text(option.label) or option.id,
                (
                    *(label for label in option.label.values() if label),
                    *(word for words in option.synonyms.values() for word in words),
                ),
            )
            for option in self.options
        ]


class RatingInput(Frozen):
    """A number from 1 to `scale`, or from 0 when `from_zero`."""

    type: Literal["rating"] = "rating"
    scale: Annotated[int, Field(ge=2, le=10)] = 5
    from_zero: bool = False
    low_label: Texts = Field(default={})
    high_label: Texts = Field(default={})

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        number = read_number(said.choice_id if said.choice_id is not None else said.text)
        lowest = 0 if self.from_zero else 1
        if number is None or not number.is_integer() or not lowest <= number <= self.scale:
            return rejected("invalid_rating", minimum=lowest, maximum=self.scale)
        return Accepted(int(number))

    def shape(self, turn: Turn) -> Input:
        return Input(
            type="rating",
            minimum=0 if self.from_zero else 1,
            maximum=self.scale,
            scale=self.scale,
            low_label=turn.text(self.low_label),
            high_label=turn.text(self.high_label),
        )


class YesNoInput(Frozen):
    """Yes or no, kept as true or false. Both are ports of the node."""

    type: Literal["yes_no"] = "yes_no"

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        answer = {"yes": True, "no": False}.get(said.choice_id or "")
        if answer is None:
            answer = read_yes_no(said.text)
        return rejected("invalid_yes_no") if answer is None else Accepted(answer, "yes" if answer else "no")

    def shape(self, _turn: Turn) -> Input:
        return Input(type="yes_no")
