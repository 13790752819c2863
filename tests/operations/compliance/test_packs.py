"""The packs have the shape that they promise, and ours where no law is known is the strictest of them."""

import json
from importlib import resources

import pytest
from pydantic import ValidationError

from centralita.operations.compliance.domain.packs import (
    ConsentRule,
    Pack,
    base,
    find_rule,
    known_regions,
    packs,
    packs_for,
    registers_known,
)

FOLDER = resources.files("centralita.operations.compliance").joinpath("data", "packs")


def test_every_file_is_a_pack_named_like_it() -> None:
    files = {each.name for each in FOLDER.iterdir()}
    assert files == {f"{code.lower().replace('-', '_')}.json" for code in packs()}
    assert set(packs()) >= {"US", "US-FL", "US-OK", "US-WA", "EU", "ES", "GB", "MX", "BR", "CA", "base"}


def test_every_rule_and_note_says_where_it_is_from_and_of_when() -> None:
    for pack in packs().values():
        assert pack.name["en"]
        assert pack.name["es"]
        for each in (*pack.rules, *pack.notes):
            assert each.source, pack.code
            assert each.as_of >= "2026", pack.code


@pytest.mark.parametrize("missing", ["source", "as_of", "id"])
def test_a_rule_without_its_source_or_date_is_refused(missing) -> None:
    content = json.loads(FOLDER.joinpath("us_fl.json").read_text("utf-8"))
    del content["hours"][0][missing]
    with pytest.raises(ValidationError):
        Pack.model_validate_json(json.dumps(content))


def test_our_own_hours_lie_within_those_of_every_pack() -> None:
    [own] = [rule for rule in base().hours if "marketing" in rule.purposes]
    for pack in packs().values():
        for rule in pack.hours:
            if "marketing" not in rule.purposes:
                continue
            assert own.closed_on_holidays >= rule.closed_on_holidays
            for ours, theirs in zip(own.week, rule.week, strict=True):
                for start, end in ours:
                    assert any(low <= start and end <= high for low, high in theirs), pack.code


def test_wherever_a_machine_advertises_it_needs_consent() -> None:
    for country in ("US", "ES", "DE", "GB", "CA"):
        rules = [rule for pack in packs_for({country}, "") for rule in pack.consent]
        assert any(isinstance(rule, ConsentRule) and rule.applies("marketing", True) for rule in rules), (
            country
        )


def test_a_state_that_is_not_known_is_every_state() -> None:
    def found(region: str) -> set[str]:
        return {pack.code for pack in packs_for({"US"}, region)}

    assert found("FL") == {"US", "US-FL"}
    assert found("NY") == {"US"}
    assert found("") == found("ZZ") == found("Fla") == {"US", "US-FL", "US-OK", "US-WA"}
    assert "NY" in known_regions({"US"})


def test_without_a_country_every_pack_counts() -> None:
    assert {pack.code for pack in packs_for(set(), "")} == set(packs()) - {"base"}


def test_rules_are_found_by_the_codes_that_a_confirmation_keeps() -> None:
    assert find_rule("ES", "hours_marketing") is not None
    assert find_rule("ES", "nothing") is None
    assert find_rule("XX", "hours_marketing") is None
    assert registers_known() >= {"robinson", "dnc", "tps", "repep", "dncl", "nao_me_perturbe"}
