"""What the profile tells can be held against a text in each currency and language, and it never contradicts itself."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.business import WEEKDAYS, Span
from centralita.engine.promises import contradictions, known_of
from centralita.engine.reading.stems import stems
from centralita.kit.ids import new_id
from centralita.kit.money import Money
from centralita.studio.business.domain.compile import compile_business
from centralita.studio.business.domain.records import (
    LANGUAGES,
    BusinessRecords,
    Day,
    Language,
    Offer,
    Person,
    Place,
)
from centralita.studio.business.domain.sheets import facts_of
from centralita.studio.business.domain.wording import money_text

CURRENCIES = (
    "EUR",
    "USD",
    "GBP",
    "MXN",
    "COP",
    "CHF",
    "BRL",
    "PEN",
    "ARS",
    "CLP",
    "UYU",
    "CRC",
    "DOP",
    "JPY",
)
SPANS = (Span(opens="09:00", closes="14:00"), Span(opens="16:30", closes="20:00"))
names = st.text("abcdefilmnorstu áñç()-:0123456789", min_size=3, max_size=40).map(str.strip).filter(stems)
offers = st.builds(
    Offer,
    id=st.just(new_id()),
    kind=st.sampled_from(["service", "product"]),
    name=names,
    price=st.none()
    | st.builds(Money, st.integers(1, 10**8).map(lambda cents: cents * 10_000), st.sampled_from(CURRENCIES)),
    price_from=st.booleans(),
    duration=st.none() | st.integers(1, 300).map(lambda minutes: minutes * 60),
)


@given(st.lists(offers, max_size=20), st.sampled_from(LANGUAGES))
def test_every_price_of_the_profile_is_known(told: list[Offer], language: Language) -> None:
    known = known_of(compile_business(BusinessRecords(name="B", language=language, offers=tuple(told))))
    services = [each for kind in ("service", "product") for each in told if each.kind == kind]
    assert [(one.name, one.price, one.at_least) for one in known.offers] == [
        (each.name, each.price.amount.quantize(Decimal("0.01")), each.price_from)
        for each in services
        if each.price
    ]


@given(
    st.lists(offers, max_size=8),
    st.sampled_from(LANGUAGES),
    st.dictionaries(st.sampled_from(WEEKDAYS), st.sampled_from([(), SPANS, SPANS[:1]])),
    st.booleans(),
)
def test_the_profile_never_contradicts_itself(
    told: list[Offer], language: Language, hours: dict[str, tuple[Span, ...]], holidays: bool
) -> None:
    records = BusinessRecords(
        name="Clínica Sol",
        language=language,
        phone="+34 912 345 678",
        country="ES",
        public_holidays=holidays,
        hours=hours,  # type: ignore[arg-type]  # the strategy's keys are weekdays
        special_days=(Day(date=dt.date(2026, 12, 24), spans=SPANS[:1]),),
        places=(Place("Sur", address="Calle Sur 2", phone="910 000 002"),),
        staff=(
            Person("Ana", "higienista", ("limpieza",), {"monday": (Span(opens="10:00", closes="12:00"),)}),
        ),
        offers=tuple(told),
    )
    known = known_of(compile_business(records))
    for reading in LANGUAGES:
        for fact in facts_of(records, reading):
            assert contradictions(f"{fact.heading}\n{fact.text}", known) == ()


@pytest.mark.parametrize("currency", CURRENCIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_another_price_is_found_in_every_currency_and_language(currency: str, language: Language) -> None:
    price = Money(45_000_000, currency)
    offered = (Offer(new_id(), "service", "Limpieza dental", price=price),)
    known = known_of(compile_business(BusinessRecords(name="B", language=language, offers=offered)))
    for reading in LANGUAGES:
        right, wrong = (money_text(Money(micros, currency), reading) for micros in (45_000_000, 60_000_000))
        assert contradictions(f"Limpieza dental: {right}.", known) == ()
        (found,) = contradictions(f"Limpieza dental: {wrong}.", known)
        assert (found.kind, found.said, found.known, found.subject) == (
            "price",
            wrong,
            "45",
            "Limpieza dental",
        )
