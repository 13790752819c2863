"""What a call may cost, before it is made."""

from collections.abc import Mapping
from typing import Final

from centralita.kit.money import Money

CURRENCY: Final = "USD"
# By the minute, with model, voice and line: on the high side, since what is set aside must be enough.
_MINUTE_MICROS: Final[Mapping[str, int]] = {"retell": 200_000, "elevenlabs": 200_000, "sandbox": 50_000}
_OTHER_MICROS: Final = 250_000
USUAL_MINUTES: Final = 3.0
LONGEST_MINUTES: Final = 30


def minute_price(platform: str) -> Money:
    """What a minute is taken to cost at a platform."""
    return Money(_MINUTE_MICROS.get(platform, _OTHER_MICROS), CURRENCY)


def likely_cost(platform: str, minutes: float) -> Money:
    """What a call of so many minutes is likely to cost."""
    price = minute_price(platform)
    return Money(round(price.micros * minutes), price.currency)


def largest_cost(platform: str, max_minutes: int) -> Money:
    """The most that a call can cost: what is set aside for it. Zero minutes is no limit of the agent's own."""
    return minute_price(platform) * max(1, max_minutes or LONGEST_MINUTES)
