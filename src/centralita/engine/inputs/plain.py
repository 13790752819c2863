"""Words, numbers, e-mail addresses and phone numbers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from centralita.engine.data import Frozen, editor
from centralita.engine.effects import Input
from centralita.engine.events import UserSaid
from centralita.engine.inputs.verdict import Accepted, Reading, rejected
from centralita.engine.reading.answers import fits_mask, phone_example, read_email, read_phone
from centralita.engine.reading.numbers import read_number
from centralita.engine.turn import Turn
from centralita.engine.values import MAX_INTEGER, shown


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
            "text",
            "Forma",
            "Por ejemplo 99999 para un código postal. 9 es una cifra, A una letra, * ambas.",
            pt="Formato",
            pt_help="Por exemplo 99999-999 para um CEP. 9 é um algarismo, A uma letra, * qualquer um.",
        ),
    )

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        text = said.text.strip()
        if not self.min_length <= len(text) <= self.max_length or (
            self.mask and not fits_mask(text, self.mask)
        ):
            return rejected("invalid_text")
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
            return rejected("invalid_number", range=self._range(), example=shown(example))
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
        return Accepted(address) if address else rejected("invalid_email")

    def shape(self, _turn: Turn) -> Input:
        return Input(type="email")


class PhoneInput(Frozen):
    """A phone number, kept as E.164. `region` is where it is dialled without a country code."""

    type: Literal["phone"] = "phone"
    region: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""

    def read(self, turn: Turn, said: UserSaid) -> Reading:
        region = self._region(turn)
        number = read_phone(said.text, region)
        return Accepted(number) if number else rejected("invalid_phone", example=phone_example(region))

    def shape(self, turn: Turn) -> Input:
        return Input(type="phone", region=self._region(turn))

    def _region(self, turn: Turn) -> str:
        return self.region or turn.program.settings.phone_region
