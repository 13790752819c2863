"""Money as whole micro-units of a currency: 1 USD is 1,000,000 micros, so no price is ever rounded by a float."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from typing import Self

from centralita.kit.errors import AppError, Category

MICROS = 1_000_000

# Beyond this no column of the database (bigint) could hold the amount.
_LARGEST = 2**63 - 1
_DECIMAL = re.compile(r"([+-]?)([0-9]{1,19})(?:\.([0-9]{1,40}))?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class MalformedMoney(AppError):
    """Not an amount: not a decimal number, finer than a micro-unit, too large, or no ISO 4217 currency."""

    code = "money_malformed"
    category = Category.INVALID


class CurrencyMismatch(AppError):
    """Two currencies met in one sum. Data: `left`, `right`."""

    code = "currency_mismatch"
    category = Category.INVALID


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount. `micros` may be negative; `currency` is an ISO 4217 code in capitals."""

    micros: int
    currency: str

    def __post_init__(self) -> None:
        if not _CURRENCY.fullmatch(self.currency):
            raise MalformedMoney(field="currency", currency=self.currency[:16])
        if abs(self.micros) > _LARGEST:
            raise MalformedMoney(field="micros", limit=_LARGEST)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Read a plain decimal such as `12.50`, exactly. Raises MalformedMoney rather than round."""
        match = _DECIMAL.fullmatch(text)
        if match is None:
            raise MalformedMoney(field="amount", amount=text[:40])
        sign, whole, fraction = match.group(1), match.group(2), (match.group(3) or "").rstrip("0")
        if len(fraction) > 6:
            raise MalformedMoney(field="amount", amount=text[:40])
        micros = int(whole) * MICROS + int(fraction.ljust(6, "0"))
        return cls(-micros if sign == "-" else micros, currency)

    @property
    def amount(self) -> Decimal:
        """The amount in whole units, exact."""
        return Decimal(self.micros).scaleb(-6)

    def __add__(self, other: Self) -> Self:
        self._same_currency(other)
        return type(self)(self.micros + other.micros, self.currency)

    def __sub__(self, other: Self) -> Self:
        self._same_currency(other)
        return type(self)(self.micros - other.micros, self.currency)

    def __neg__(self) -> Self:
        return type(self)(-self.micros, self.currency)

    def __mul__(self, count: int) -> Self:
        return type(self)(self.micros * count, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Self) -> bool:
        self._same_currency(other)
        return self.micros < other.micros

    def share(self, part: int, of: int) -> Self:
        """`part / of` of this amount, to the nearest micro-unit (halves to even). `of` is above zero."""
        return type(self)(round(Fraction(self.micros * part, of)), self.currency)

    def _same_currency(self, other: Self) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(left=self.currency, right=other.currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts of one currency; zero when there are none."""
    return sum(amounts, start=Money.zero(currency))
