"""What a call may cost, before it is made."""

from typing import Final

from centralita.kit.money import Money
from centralita.providers.voice.platforms import CATALOG

CURRENCY: Final = "USD"
_OTHER: Final = Money(250_000, CURRENCY)
USUAL_MINUTES: Final = 3.0
LONGEST_MINUTES: Final = 30


def minute_price(platform: str, own_micros: int | None = None) -> Money:
    """What a minute is taken to cost at a platform: what the account is told to pay, else the list price."""
    known = [entry.minute for entry in CATALOG.values() if entry.platform == platform]
    listed = known[0] if known else _OTHER
    return listed if own_micros is None else Money(own_micros, listed.currency)


def likely_cost(price: Money, minutes: float) -> Money:
    """What a call of so many minutes is likely to cost at a price by the minute."""
    return Money(round(price.micros * minutes), price.currency)


def largest_cost(price: Money, max_minutes: int) -> Money:
    """The most that a call can cost: what is set aside for it. Zero minutes is no limit of the agent's own."""
    return price * max(1, max_minutes or LONGEST_MINUTES)
