"""Limits on what one visitor, address, agent and organization may ask of this process, as token buckets."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from centralita.kit.errors import Limited

_REMEMBERED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `burst` at once and `per_minute` in the long run."""

    burst: int
    per_minute: float


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits of the live plane."""

    starts_of_address: Rate = Rate(20, 30)
    starts_of_organization: Rate = Rate(200, 1_200)
    messages_of_conversation: Rate = Rate(15, 40)
    messages_of_agent: Rate = Rate(400, 3_000)
    messages_of_organization: Rate = Rate(1_000, 12_000)
    uploads_of_conversation: Rate = Rate(5, 10)
    streams_of_conversation: Rate = Rate(30, 60)
    presence_of_member: Rate = Rate(60, 240)
    calls_of_address: Rate = Rate(4, 0.5)
    calls_of_visitor: Rate = Rate(3, 0.3)
    calls_of_organization: Rate = Rate(20, 20)

    @classmethod
    def unlimited(cls) -> "Rates":
        """For measuring: nothing is held back."""
        free = Rate(1_000_000_000, 1e12)
        return cls(free, free, free, free, free, free, free, free, free, free, free)


class Limiter:
    """Counts by name. The least recently used names are forgotten first."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[tuple[str, object], tuple[float, float]] = OrderedDict()

    def take(self, name: str, who: object, rate: Rate) -> None:
        """Count one. Raises Limited with the seconds after which the next one is possible."""
        key = (name, who)
        moment = time.monotonic()
        level, since = self._buckets.pop(key, (float(rate.burst), moment))
        per_second = rate.per_minute / 60
        level = min(float(rate.burst), level + (moment - since) * per_second)
        if level < 1:
            self._buckets[key] = (level, moment)
            raise Limited(retry_after=round((1 - level) / per_second, 1))
        self._buckets[key] = (level - 1, moment)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
