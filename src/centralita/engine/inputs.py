"""The kinds of answer that can be asked for: how each is read, checked and shown to the channel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Discriminator, Field, StringConstraints

from centralita.engine.business import zone
from centralita.engine.data import Frozen, Identifier, Label, Phrases, Texts, editor
from centralita.engine.effects import Choice, Input
from centralita.engine.events import UserSaid
from centralita.engine.phrases import YES_NO
from centralita.engine.reading.answers import (
    Option,
    fits_mask,
    phone_example,
    read_choices,
    read_email,
    read_phone,
    read_yes_no,
)
from centralita.engine.reading.dates import read_when
from centralita.engine.reading.numbers import read_number
from centralita.engine.settings import FallbackText
from centralita.engine.turn import Turn
from centralita.engine.values import MAX_INTEGER, Value, shown

Days = Annotated[int, Field(ge=0, le=36_500)]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer, ready to be kept; `choice` is the id of the option chosen."""

    value: Value
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why the answer does not do, as one of the engine's sentences with its values."""

    text: FallbackText
    values: dict[str, Value]


Reading = Accepted | Rejected


def _rejected(text: FallbackText, **values: Value) -> Rejected:
    return Rejected(text, values)


class TextInput(Frozen):
    """Any words. `mask`: 9 is a digit, A a letter, * either; the rest stands for itself."""

    type: Literal["text"] = "text"
    min_length: Annotated[int, Field(ge=0, le=4_000)] = 1
    max_length: Annotated[int, Field(ge=1, le=4_000)] = 2_000
    mask: Annotated[str, StringConstraints(max_length=60)] = Field(
        default="",
        title="Form",
        description="For example 99999 for a postcode. 9 is a digit, A a letter, * either.",
        json_schema_extra=editor(
            "text", "Forma", "Por ejemplo 99999 para un código postal. 9 es una cifra, A una letra, * ambas."
        ),
    )

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        text = said.text.strip()
        if not self.min_length <= len(text) <= self.max_length or (
            self.mask and not fits_mask(text, self.mask)
        ):
            return _rejected("invalid_text")
        return Accepted(text)

    def shape(self, _turn: Turn) -> Input:
        return Input(type="text", minimum=self.min_length, maximum=self.max_length)


class NumberInput(Frozen):
    """A number, also in words; local separators are understood."""

    type: Literal["number"] = "number"
    minimum: Annotated[float, Field(allow_inf_nan=False)] | None = None
    maximum: Annotated[float, Field(allow_inf_nan=False)] | None = None
    integer: bool = False

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        number = read_number(said.text)
        outside = number is None or (
            (self.minimum is not None and number < self.minimum)
            or (self.maximum is not None and number > self.maximum)
            or (self.integer and not number.is_integer())
        )
        if number is None or outside:
            example = (
                self.minimum
                if self.minimum is not None
                else min(self.maximum if self.maximum is not None else 12, 12)
            )
            return _rejected("invalid_number", range=self._range(), example=shown(example))
        whole = number.is_integer() and abs(number) <= MAX_INTEGER
        return Accepted(int(number) if whole else number)

    def _range(self) -> str:
        if self.minimum is not None and self.maximum is not None:
            return f" ({shown(self.minimum)}-{shown(self.maximum)})"
        if self.minimum is not None:
            return f" (≥ {shown(self.minimum)})"
        return f" (≤ {shown(self.maximum)})" if self.maximum is not None else ""

    def shape(self, _turn: Turn) -> Input:
        return Input(type="number", minimum=self.minimum, maximum=self.maximum, integer=self.integer)


class EmailInput(Frozen):
    """An e-mail address."""

    type: Literal["email"] = "email"

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        address = read_email(said.text)
        return Accepted(address) if address else _rejected("invalid_email")

    def shape(self, _turn: Turn) -> Input:
        return Input(type="email")


class PhoneInput(Frozen):
    """A phone number, kept as E.164. `region` is where it is dialled without a country code."""

    type: Literal["phone"] = "phone"
    region: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""

    def read(self, turn: Turn, said: UserSaid) -> Reading:
        region = self._region(turn)
        number = read_phone(said.text, region)
        return Accepted(number) if number else _rejected("invalid_phone", example=phone_example(region))

    def shape(self, turn: Turn) -> Input:
        return Input(type="phone", region=self._region(turn))

    def _region(self, turn: Turn) -> str:
        return self.region or turn.program.settings.phone_region


class _DayRules(Frozen):
    earliest_days: int = Field(
        default=0,
        ge=-36_500,
        le=36_500,
        title="Earliest, in days from today",
        description="0 is today, 1 tomorrow; negative for days that have passed, as a birthday needs.",
        json_schema_extra=editor(
            "number", "Como pronto, en días desde hoy", "0 es hoy, 1 mañana; negativo para el pasado."
        ),
    )
    latest_days: Days | None = Field(
        default=None,
        title="Latest, in days from today",
        json_schema_extra=editor("number", "Como tarde, en días desde hoy"),
    )
    when_open: bool = Field(
        default=False,
        title="Only when the business is open",
        json_schema_extra=editor("switch", "Solo cuando el negocio está abierto"),
    )

    def _in_range(self, day: dt.date, today: dt.date) -> bool:
        ahead = (day - today).days
        return self.earliest_days <= ahead and (self.latest_days is None or ahead <= self.latest_days)


class DateInput(_DayRules):
    """A day, kept as YYYY-MM-DD."""

    type: Literal["date"] = "date"

    def read(self, turn: Turn, said: UserSaid) -> Reading:
        day = read_when(said.text, turn.now, month_first=_month_first(turn)).day
        if day is None or not self._in_range(day, turn.now.date()):
            example = turn.now.date() + dt.timedelta(days=max(self.earliest_days, -3_650) + 7)
            return _rejected("invalid_date", example=example.strftime("%d/%m/%Y"))
        if self.when_open and turn.program.business.hours and not turn.program.business.spans_on(day):
            return _rejected("closed_then")
        return Accepted(day.isoformat())

    def shape(self, _turn: Turn) -> Input:
        return Input(type="date")


class DateTimeInput(_DayRules):
    """A day and a time, kept as ISO 8601 with the business's offset. Day and time may come in two answers."""

    type: Literal["datetime"] = "datetime"

    def read(self, turn: Turn, said: UserSaid) -> Reading:
        when = read_when(said.text, turn.now, month_first=_month_first(turn))
        kept = turn.memo.get("day")
        day = when.day or (dt.date.fromisoformat(kept) if isinstance(kept, str) else None)
        if day is None or not self._in_range(day, turn.now.date()):
            return _rejected("invalid_datetime")
        if when.time is None:
            turn.remember(day=day.isoformat())
            return _rejected("invalid_datetime")
        moment = dt.datetime.combine(day, when.time, zone(turn.program.business.time_zone))
        if self.earliest_days >= 0 and moment < turn.now:
            return _rejected("invalid_datetime")
        if self.when_open and not turn.program.business.is_open(moment):
            return _rejected("closed_then")
        return Accepted(moment.isoformat(timespec="minutes"))

    def shape(self, _turn: Turn) -> Input:
        return Input(type="datetime")


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
            chosen = read_choices(said.text, options, multiple=self.multiple)
        if not chosen:
            return _rejected("invalid_choice", options=", ".join(option.label for option in options))
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
            return _rejected("invalid_rating", minimum=lowest, maximum=self.scale)
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
        return _rejected("invalid_yes_no") if answer is None else Accepted(answer, "yes" if answer else "no")

    def shape(self, _turn: Turn) -> Input:
        return Input(type="yes_no")


class FileInput(Frozen):
    """A file: kept as its id, name, size and media type. `accept` lists media types such as image/*."""

    type: Literal["file"] = "file"
    accept: Annotated[tuple[Label, ...], Field(max_length=30)] = ()
    max_bytes: Annotated[int, Field(ge=1, le=100_000_000)] = 10_000_000

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        file = said.attachment
        if file is None or file.size > self.max_bytes or not self._accepted(file.type):
            return _rejected("invalid_file")
        return Accepted({"id": file.id, "name": file.name, "size": file.size, "type": file.type})

    def _accepted(self, media_type: str) -> bool:
        return not self.accept or any(
            media_type == kind or (kind.endswith("/*") and media_type.startswith(kind[:-1]))
            for kind in self.accept
        )

    def shape(self, _turn: Turn) -> Input:
        return Input(type="file", accept=self.accept, max_bytes=self.max_bytes)


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


def _month_first(turn: Turn) -> bool:
    return turn.language.endswith("-US") or (
        turn.language.startswith("en") and turn.program.business.country == "US"
    )
