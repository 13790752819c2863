"""Words, numbers, e-mail addresses and phone numbers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from centralita.engine.data import Frozen, editor
from centralita.engine.effects import Input
from centralita.engine.events import UserSaid
from centralita.engine.inputs.verdict import Accepted, Reading, rejected
from centralita.engine.reading.answers import phone_example, read_email, read_phone
from centralita.engine.reading.forms import fits_mask, fits_pattern, one_of, spellings
from centralita.engine.reading.numbers import read_number
from centralita.engine.turn import Turn
from centralita.engine.values import MAX_INTEGER, shown

# As many values as anybody listens to.
_TOLD = 8


class TextInput(Frozen):
    """Any words, or words of a form: a mask, a pattern, one of a list. What was stored before the latter two stays as
    it was: empty, they are left out.
    """

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
    pattern: Annotated[
        str, StringConstraints(max_length=200), Field(exclude_if=lambda pattern: not pattern)
    ] = Field(
        default="",
        title="Pattern",
        description="A regular expression for all of the answer, such as [A-Z]{2}[0-9]{6}.",
        json_schema_extra=editor(
            "text",
            "Patrón",
            "Una expresión regular para toda la respuesta, como [A-Z]{2}[0-9]{6}.",
            pt="Padrão",
            pt_help="Uma expressão regular para toda a resposta, como [A-Z]{2}[0-9]{6}.",
        ),
    )
    allowed: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1, max_length=200)], ...],
        Field(max_length=200, exclude_if=lambda allowed: not allowed),
    ] = Field(
        default=(),
        title="Only these answers",
        description="Case, accents and spaces do not matter; the answer is kept as written here.",
        json_schema_extra=editor(
            "values",
            "Solo estas respuestas",
            "Mayúsculas, acentos y espacios dan igual; se guarda como está escrita aquí.",
            pt="Só estas respostas",
            pt_help="Maiúsculas, acentos e espaços não importam; fica guardada como está escrita aqui.",
        ),
    )

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        text = said.text.strip()
        if self.allowed:
            value = one_of(text, self.allowed)
            if value is None:
                return rejected("invalid_text") if len(self.allowed) > _TOLD else self._these()
            return Accepted(value)
        formed = self.mask or self.pattern
        meant = spellings(text) if formed else (text,)
        fitting = next((spelt for spelt in meant if self._fits(spelt)), None)
        return rejected("invalid_text") if fitting is None else Accepted(fitting)

    def _fits(self, text: str) -> bool:
        return (
            self.min_length <= len(text) <= self.max_length
            and (not self.mask or fits_mask(text, self.mask))
            and (not self.pattern or fits_pattern(text, self.pattern))
        )

    def _these(self) -> Reading:
        return rejected("invalid_choice", options=", ".join(self.allowed))

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
