"""What a business says of itself, as a text can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from centralita.engine.business import Business, Span, Weekday
from centralita.engine.promises.payments import methods_in
from centralita.engine.promises.phones import PHONE, same_number
from centralita.engine.promises.prices import Offer, offers_in
from centralita.engine.reading.wording import folded


@dataclass(frozen=True, slots=True)
class Known:
    """What the business says, as a text can be held against it."""

    offers: tuple[Offer, ...] = ()
    phones: frozenset[str] = frozenset()
    phone: str = ""
    times: frozenset[int] = frozenset()
    hours: str = ""
    open_days: frozenset[Weekday] = frozenset()
    methods: frozenset[str] = frozenset()
    payment: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing that a text could contradict."""
        return not (self.offers or self.phones or self.times or self.methods)


def known_of(business: Business) -> Known:
    """What can be contradicted."""
    facts = {name: value for name, value in business.facts.items() if isinstance(value, str)}
    told = "\n".join(facts.get(name, "") for name in ("services", "products"))
    numbers = " ; ".join(facts.get(name, "") for name in ("phone", "locations"))
    special = tuple(span for day in business.special_days for span in day.spans)
    spans = tuple(span for day in business.hours.values() for span in day)
    return Known(
        offers=offers_in(told),
        phones=frozenset(same_number(match[0]) for match in PHONE.finditer(numbers)),
        phone=facts.get("phone", ""),
        times=frozenset(time for span in (*spans, *special) for time in _ends(span))
        if spans
        else frozenset(),
        hours=facts.get("hours", ""),
        open_days=frozenset(day for day, each in business.hours.items() if each),
        methods=methods_in(folded(facts.get("payment_methods", ""))),
        payment=facts.get("payment_methods", ""),
    )


@lru_cache(maxsize=64)
def known_in(content: str) -> Known:
    """As `known_of`, from a stored snapshot's JSON; kept, for many texts are held against the same one."""
    return known_of(Business.model_validate_json(content))


def _ends(span: Span) -> tuple[int, ...]:
    return tuple(end % 1440 if end != 1440 else 1440 for end in span.minutes)
