"""What people may rely on about facts that two languages write in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.translation.domain.facts import facts_of, untold


def apart(one: str, other: str) -> tuple[list[str], list[str]]:
    first, second = facts_of([one]), facts_of([other])
    return untold(first, second), untold(second, first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cuesta 1.000,50 €", "It costs €1,000.50"),
        ("Cuesta 30 euros", "It is EUR 30.00"),
        ("Son 12 500 $", "That is US$12,500"),
        ("A las 17:30", "At 5:30 pm"),
        ("A las 5:30 de la tarde", "At 5:30 p.m."),
        ("A las 10", "At 10:00 am"),
        ("A las cinco", "Um 17 Uhr"),
        ("À 17h30", "At 17:30"),
        ("Alle 17.30", "At 5:30 pm"),
        ("El 14/03/2026", "On March 14th, 2026"),
        ("El 14/03", "Am 14.03."),
        ("El 14 de marzo", "On 03/14/2026"),
        ("Llame al +34 612 345 678", "Call 612-345-678"),
        ("Llame al [612 345 678](tel:+34612345678)", "Call +34 612345678"),
        ("Tenemos dos sedes y 3 médicos", "We have 2 places and three doctors"),
        ("Mire www.example.com", "See https://example.com/"),
        ("1. Cita\n2. Precios 20 %", "Appointment. Prices 20%"),
        ("Una cita", "An appointment"),
    ],
)
def test_the_same_in_two_shapes_is_the_same(one: str, other: str) -> None:
    assert apart(one, other) == ([], [])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Cuesta 30 €", "It costs 35 €", (["30 €"], ["35 €"])),
        ("Cuesta 30 €", "It costs 30 USD", (["30 €"], ["30 USD"])),
        ("Cuesta 30,50 €", "It costs €305", (["30,50 €"], ["€305"])),
        ("Cuesta 30 €", "It is not expensive", (["30 €"], [])),
        ("A las 17:30", "At 5:30 am", (["17:30"], ["5:30 am"])),
        ("A las 05:30", "At 17:30", (["05:30"], ["17:30"])),
        ("A las 10", "At 11 am", (["10"], ["11 am"])),
        ("El 14/03/2026", "On March 15", (["14/03/2026"], ["15"])),
        ("Al 612 345 678", "At 612 345 679", (["612 345 678"], ["612 345 679"])),
        ("En https://example.com/a", "At https://example.com/b", (["example.com/a"], ["example.com/b"])),
        ("A info@example.com", "To info@example.org", (["info@example.com"], ["info@example.org"])),
        ("Tres médicos, 4 sedes", "Three doctors, 5 places", (["4"], ["5"])),
    ],
)
def test_another_one_is_told_apart(one: str, other: str, expected: tuple[list[str], list[str]]) -> None:
    assert apart(one, other) == expected


@given(st.text(max_size=120))
def test_every_text_tells_what_it_tells(text: str) -> None:
    assert apart(text, text) == ([], [])


@given(st.integers(1000, 99_999_999), st.integers(0, 99), st.integers(0, 99))
def test_amounts_are_read_by_their_value(whole: int, cents: int, more: int) -> None:
    spanish = f"{whole:,}".replace(",", ".") + f",{cents:02} €"
    english = f"€{whole:,}.{cents:02}"
    assert apart(spanish, english) == ([], [])
    dearer = f"€{whole + more + 1:,}.{cents:02}"
    assert apart(spanish, dearer) == ([spanish], [dearer])


@given(st.integers(0, 23), st.integers(0, 59))
def test_times_are_read_by_their_moment(hour: int, minute: int) -> None:
    half = f"{(hour - 1) % 12 + 1}:{minute:02} {'pm' if hour >= 12 else 'am'}"
    assert apart(f"{hour:02}:{minute:02}", half) == ([], [])
    wrong = f"{(hour - 1) % 12 + 1}:{(minute + 7) % 60:02} {'pm' if hour >= 12 else 'am'}"
    assert apart(f"{hour:02}:{minute:02}", wrong) != ([], [])
