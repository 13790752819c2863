"""The number that calls, and how many calls a place takes without more."""

import datetime as dt

import pytest

from centralita.operations.compliance.domain.decide import decide
from centralita.operations.compliance.domain.question import Confirmation, HouseRules
from tests.operations.compliance.asking import ask, codes

MADRID, MOBILE, COMMERCIAL = "+34910000001", "+34612345679", "+34400123456"
CHOSEN = HouseRules(allowed_countries=frozenset({"ES"}), chosen=frozenset({"ES.caller_400"}))


def test_advertising_in_spain_never_comes_from_a_mobile() -> None:
    assert codes(decide(ask(caller=MOBILE))) == {"caller_kind"}
    assert decide(ask(caller=MADRID)).allowed
    assert decide(ask(caller=MOBILE, purpose="service")).allowed


def test_who_chooses_the_400_rule_is_held_to_it() -> None:
    assert decide(ask(caller=MADRID)).allowed
    assert codes(decide(ask(caller=MADRID, rules=CHOSEN))) == {"caller_code"}
    assert decide(ask(caller=COMMERCIAL, rules=CHOSEN)).allowed


def test_before_a_caller_is_known_the_decision_says_that_it_will_be_asked() -> None:
    made = decide(ask(rules=CHOSEN))
    assert made.allowed
    assert "caller_not_chosen" in {each.code for each in made.evidence}


@pytest.mark.parametrize(("count", "expected"), [(499_999, set()), (500_000, {"volume_reached"})])
def test_more_calls_than_a_place_takes_need_an_owners_word(count, expected) -> None:
    brazil = ask("+5511961234567", volumes={"BR": count})
    assert codes(decide(brazil)) == expected
    word = Confirmation(
        "BR", "volume_month", "Ana", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "we authenticate"
    )
    sworn = HouseRules(allowed_countries=frozenset({"BR"}), confirmations=(word,))
    assert decide(ask("+5511961234567", volumes={"BR": count}, rules=sworn)).allowed


def test_calls_elsewhere_do_not_count_for_brazil() -> None:
    assert decide(ask("+34912345678", volumes={"BR": 900_000})).allowed
