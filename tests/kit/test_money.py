"""Money never loses a micro-unit and never mixes currencies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.money import CurrencyMismatch, MalformedMoney, Money, total

amounts = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("12.50", 12_500_000),
        ("0.000001", 1),
        ("-3", -3_000_000),
        ("0", 0),
        ("1.0000000", 1_000_000),
    ],
)
def test_reads_decimals_exactly(text, micros):
    assert Money.parse(text, "USD") == Money(micros, "USD")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "0.0000001",
        "NaN",
        "Infinity",
        "1,5",
        "1e400000000",
        "9" * 39,
        "9" * 5000,
        "9223372036854.775808",
        "1e-400000000",
        "1e3",
        "0.00000100000000000000000000000000001",
        "١",
    ],
)
def test_refuses_what_it_cannot_hold_exactly(text):
    with pytest.raises(MalformedMoney):
        Money.parse(text, "USD")


@pytest.mark.parametrize("currency", ["usd", "US", "USDT", "", "ÜSD", "U D"])
def test_currency_is_an_iso_code(currency):
    with pytest.raises(MalformedMoney):
        Money(1, currency)


@given(amounts)
def test_amount_and_parse_are_inverse(micros):
    money = Money(micros, "EUR")
    assert Money.parse(str(money.amount), "EUR") == money


@given(st.lists(amounts, max_size=6))
def test_a_sum_is_exact(values):
    assert total((Money(value, "EUR") for value in values), "EUR").micros == sum(values)


@given(amounts, amounts)
def test_arithmetic_follows_integers(left, right):
    a, b = Money(left, "EUR"), Money(right, "EUR")
    assert (a + b).micros == left + right
    assert a - b == -(b - a)
    assert (a < b) == (left < right)
    assert (a * 3).micros == (3 * a).micros == left * 3


@pytest.mark.parametrize(
    "act", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a >= b]
)
def test_currencies_do_not_mix(act):
    with pytest.raises(CurrencyMismatch):
        act(Money(1, "EUR"), Money(1, "USD"))


def test_equal_amounts_of_two_currencies_differ():
    assert Money(1, "EUR") != Money(1, "USD")


def test_a_share_rounds_to_the_nearest_micro_halves_to_even():
    price = Money.parse("2.50", "USD")
    assert price.share(1_234, 1_000_000) == Money(3_085, "USD")
    assert [Money(part, "USD").share(1, 2).micros for part in (1, 3, 5)] == [0, 2, 2]


def test_amount_is_decimal():
    assert Money(1_250_001, "USD").amount == Decimal("1.250001")
