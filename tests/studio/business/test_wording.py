"""What facts of a business read like, and what hours may look like."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.business import WEEKDAYS, Span
from centralita.kit.ids import new_id
from centralita.kit.languages import READING
from centralita.kit.money import Money
from centralita.studio.business.domain import compile as compiler
from centralita.studio.business.domain import hours, wording
from centralita.studio.business.domain.records import BusinessRecords, Day, Offer, Person, Rule
from centralita.studio.business.domain.region import country_of, public_holidays

MORNING = Span(opens="09:00", closes="14:00")
AFTERNOON = Span(opens="16:30", closes="20:00")
WEEK = {
    **dict.fromkeys(WEEKDAYS[:5], (MORNING, AFTERNOON)),
    "saturday": (MORNING,),
}


def test_hours_read_as_runs_of_days() -> None:
    assert wording.hours_text(WEEK, "es") == (
        "De lunes a viernes: 9:00–14:00 y 16:30–20:00\nSábado: 9:00–14:00\nDomingo: cerrado"
    )
    assert wording.hours_text(WEEK, "en") == (
        "Monday to Friday: 9 am–2 pm and 4:30 pm–8 pm\nSaturday: 9 am–2 pm\nSunday: closed"
    )
    assert wording.hours_text(WEEK, "pt") == (
        "De segunda-feira a sexta-feira: 9h–14h e 16h30–20h\nSábado: 9h–14h\nDomingo: fechado"
    )
    assert wording.hours_text({}, "es") == ""


@pytest.mark.parametrize(
    ("micros", "currency", "es", "en", "pt"),
    [
        (45_000_000, "EUR", "45 €", "€45", "€ 45"),
        (1_250_500_000, "EUR", "1.250,50 €", "€1,250.50", "€ 1.250,50"),
        (99_900_000, "USD", "99,90 USD", "$99.90", "US$ 99,90"),
        (180_000_000, "BRL", "180 BRL", "180 BRL", "R$ 180"),
        (700_000_000, "MXN", "700 MXN", "700 MXN", "MXN 700"),
        (0, "EUR", "0 €", "€0", "€ 0"),
    ],
)
def test_money_reads_as_people_write_it(micros: int, currency: str, es: str, en: str, pt: str) -> None:
    assert wording.money_text(Money(micros, currency), "pt") == pt
    assert wording.money_text(Money(micros, currency), "es") == es
    assert wording.money_text(Money(micros, currency), "en") == en


def test_offers_tell_price_and_duration() -> None:
    cleaning = Offer(new_id(), "service", "Limpieza", price=Money(45_000_000, "EUR"), duration=2_700)
    implant = Offer(new_id(), "service", "Implante", price=Money(900_000_000, "EUR"), price_from=True)
    assert wording.offer_text(cleaning, "es") == "Limpieza: 45 € (45 min)"
    assert wording.offer_text(implant, "es") == "Implante: desde 900 €"
    assert (
        wording.offer_text(Offer(new_id(), "service", "Ortodoncia"), "en") == "Ortodoncia: price on request"
    )
    assert wording.duration_text(5_400) == "1 h 30 min"


def test_lists_join_as_the_language_does() -> None:
    assert (
        wording.payments_text(["cash", "card", "Cheque gourmet"], "es")
        == "efectivo, tarjeta y Cheque gourmet"
    )
    assert wording.listed(["padres", "hijos"], "es") == "padres e hijos"
    assert wording.listed(["agua", "hielo"], "es") == "agua y hielo"


def test_overlapping_spans_are_refused_and_named() -> None:
    with pytest.raises(hours.SpansOverlap) as caught:
        hours.ordered([Span(opens="13:00", closes="15:00"), MORNING], "hours.monday")
    assert caught.value.field == "hours.monday"
    assert caught.value.data == {"first": "09:00–14:00", "second": "13:00–15:00"}
    night = Span(opens="22:00", closes="03:00")
    assert hours.ordered([night, MORNING], "hours.friday") == [MORNING, night]


clock = st.builds(lambda minute: f"{minute // 60:02}:{minute % 60:02}", st.integers(0, 1439))
spans = st.lists(st.builds(Span, opens=clock, closes=clock), max_size=4)


@given(st.dictionaries(st.sampled_from(WEEKDAYS), spans))
def test_what_is_stored_reads_back_or_is_refused(week: dict[str, list[Span]]) -> None:
    try:
        kept = hours.stored(week)
    except hours.SpansOverlap:
        return
    back = hours.read(kept)
    assert {day: set(found) for day, found in back.items()} == {
        day: set(found) for day, found in week.items() if found
    }
    for language in READING:
        assert bool(wording.hours_text(back, language)) == bool(back)


def test_a_compiled_business_knows_facts_in_every_language_and_holidays() -> None:
    records = BusinessRecords(
        name="Clínica Sol",
        language="es",
        phone="+34 910 000 000",
        time_zone="Europe/Madrid",
        country="ES",
        subdivision="MD",
        public_holidays=True,
        payment_methods=("cash", "card"),
        hours=WEEK,
        special_days=(Day(dt.date(2026, 12, 24), "Nochebuena", (MORNING,)),),
        offers=(Offer(new_id(), "service", "Limpieza", price=Money(45_000_000, "EUR"), duration=1_800),),
        staff=(Person("Ana Ruiz", "higienista", ("Limpieza",)),),
        policies=(Rule("Cancelaciones", "Avise un día antes."),),
    )
    business = compiler.compile_business(records)
    assert business.facts["services"] == "Limpieza: 45 € (30 min)"
    assert business.facts["services.en"] == "Limpieza: €45 (30 min)"
    assert business.facts["payment_methods.en"] == "cash and card"
    assert business.facts["payment_methods.pt"] == "dinheiro e cartão"
    assert "email" not in business.facts
    assert not business.is_open(dt.datetime(2026, 12, 25, 10, tzinfo=dt.UTC))
    assert business.is_open(dt.datetime(2026, 12, 24, 10, tzinfo=dt.UTC))
    assert compiler.content_hash(compiler.content_of(business)) == compiler.content_hash(
        dict(reversed(compiler.content_of(business).items()))
    )


def test_thousands_of_offers_stay_within_what_the_engine_reads() -> None:
    offers = tuple(Offer(new_id(), "service", f"Tratamiento {n} " + "x" * 100) for n in range(1_000))
    facts = compiler.compile_business(BusinessRecords(name="B", language="es", offers=offers)).facts
    assert str(facts["services"]).endswith("\n…")
    assert len(str(facts["services"])) <= compiler.LONGEST_FACT + 2


def test_a_country_follows_from_the_zone_and_has_its_holidays() -> None:
    assert (country_of("Europe/Madrid"), country_of("America/Bogota"), country_of("UTC")) == ("ES", "CO", "")
    assert (dt.date(2026, 12, 25), "Navidad") in [
        (date, "Navidad") for date, name in public_holidays("ES", "MD", 2026, "es")
    ]
