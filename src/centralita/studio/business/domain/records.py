"""The business as plain values: what the compiler reads."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from centralita.engine.business import Span, Weekday
from centralita.kit.languages import READING, Reading
from centralita.kit.money import Money

Language = Reading
LANGUAGES = READING
OfferingKind = Literal["service", "product"]


@dataclass(frozen=True, slots=True)
class Place:
    """A location of the business."""

    name: str
    address: str = ""
    phone: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A service or product that is offered now. `duration` is seconds."""

    id: UUID
    kind: OfferingKind
    name: str
    description: str = ""
    category: str = ""
    price: Money | None = None
    price_from: bool = False
    duration: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here."""

    name: str
    role: str = ""
    services: tuple[str, ...] = ()
    hours: Mapping[Weekday, tuple[Span, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A policy in the business's own words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date with hours of its own."""

    date: dt.date
    name: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class BusinessRecords:
    """Everything that is known of a business. `language` is what its own texts are written in."""

    name: str
    language: Language
    description: str = ""
    industry: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    currency: str = "EUR"
    time_zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    public_holidays: bool = False
    payment_methods: tuple[str, ...] = ()
    hours: Mapping[Weekday, tuple[Span, ...]] = field(default_factory=dict)
    special_days: tuple[Day, ...] = ()
    places: tuple[Place, ...] = ()
    offers: tuple[Offer, ...] = ()
    staff: tuple[Person, ...] = ()
    policies: tuple[Rule, ...] = ()

    def of_kind(self, kind: OfferingKind) -> tuple[Offer, ...]:
        """The services, or the products."""
        return tuple(offer for offer in self.offers if offer.kind == kind)
