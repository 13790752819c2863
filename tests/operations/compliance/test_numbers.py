"""Every premium-rate, shared-cost, short and emergency number of every region is refused."""

import csv
import datetime as dt

import pytest

from centralita.kit.phone import read_phone
from centralita.operations.compliance.domain import numbers
from centralita.operations.compliance.domain.decide import decide
from centralita.operations.compliance.domain.question import Confirmation, HouseRules, Party, Question
from tests.operations.compliance.asking import TUESDAY, codes


def rows(corpora, name):
    with (corpora / name).open(newline="") as file:
        return list(csv.DictReader(file))


def rules_for(*countries: str) -> HouseRules:
    return HouseRules(allowed_countries=frozenset(countries))


def test_examples_of_every_region_are_answered_by_their_kind(corpora) -> None:
    examples = rows(corpora, "phone_examples.csv")
    assert len(examples) > 1_000
    for row in examples:
        phone = read_phone(row["e164"])
        at_home = {reason.code for reason in numbers.against(phone, rules_for(phone.region))}
        abroad = {reason.code for reason in numbers.against(phone, rules_for("AQ"))}
        assert "country_not_allowed" in abroad, row
        if row["policy_default"] == "deny":
            assert at_home, row
        elif row["policy_default"] == "ask":
            assert "number_kind_unconfirmed" in at_home, row
        elif phone.region:
            assert not at_home, row
        else:
            assert "country_not_allowed" in at_home, row


def test_no_example_to_deny_is_ever_dialled(corpora) -> None:
    for row in rows(corpora, "phone_examples.csv"):
        if row["policy_default"] != "by-country-allow-list":
            phone = read_phone(row["e164"])
            decision = decide(Question(phone, Party(), "service", False, TUESDAY, rules_for(phone.region)))
            assert not decision.allowed, row


def test_every_short_and_emergency_number_is_refused_as_such(corpora) -> None:
    examples = rows(corpora, "phone_short_emergency.csv")
    assert len(examples) > 600
    for row in examples:
        question = Question(
            row["number"], Party(), "service", False, TUESDAY, HouseRules(own_country=row["region"])
        )
        assert codes(decide(question)) == {"number_short_or_emergency"}, row


@pytest.mark.parametrize(
    "written", ["<script>+34612345678", "call me", "", "+", "+34612345678;ext=1", "9" * 41]
)
def test_what_is_no_number_is_not_dialled(written) -> None:
    decision = decide(Question(written, Party(), "service", False, TUESDAY, rules_for("ES")))
    assert not decision.allowed
    assert decision.number == ""


def test_islands_that_share_a_code_are_abroad() -> None:
    for number in ("+18764561234", "+441534456789", "+17874561234"):
        at_home = numbers.against(read_phone(number), rules_for("US", "GB"))
        assert "country_not_allowed" in {reason.code for reason in at_home}


def test_only_the_own_country_is_called_unless_others_are_named() -> None:
    own = HouseRules(own_country="ES")
    assert not numbers.against(read_phone("+34912345678"), own)
    assert numbers.against(read_phone("+442079460123"), own)
    assert numbers.against(read_phone("+34912345678"), HouseRules())


def test_an_owner_may_open_personal_and_internet_numbers_and_no_others() -> None:
    phone = read_phone("+445612345678")
    word = Confirmation("number", "kind_voip", "Ana", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "our branch")
    assert numbers.against(phone, rules_for("GB"))
    assert not numbers.against(phone, HouseRules(allowed_countries=frozenset({"GB"}), confirmations=(word,)))
    assert numbers.against(
        read_phone("+447012345678"), HouseRules(allowed_countries=frozenset({"GB"}), confirmations=(word,))
    )
