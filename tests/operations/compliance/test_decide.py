"""What a business relies on: who may be called when, and why not."""

import datetime as dt
from dataclasses import replace

import pytest

from centralita.operations.compliance.domain.decide import decide
from centralita.operations.compliance.domain.question import (
    Confirmation,
    Consent,
    HouseRules,
    ListHit,
    Party,
)
from tests.operations.compliance.asking import AGREED, LONG_AGO, TUESDAY, ask, codes

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
MIAMI, NEW_YORK, LONDON, TORONTO = "+13055552368", "+12125552368", "+442079460123", "+14165552368"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)


def with_rules(**changed) -> HouseRules:
    return replace(ask().rules, **changed)


def who(**known) -> Party:
    return Party(consents=AGREED, **known)


def test_a_call_that_everything_speaks_for_is_allowed_and_says_why() -> None:
    decision = decide(ask())
    assert decision.allowed
    assert decision.reasons == ()
    assert decision.valid_until == at(24, 20)  # Spain's hours end at nine
    told = {each.code for each in decision.evidence}
    assert told >= {"number_read", "local_time", "rule_held", "consent_given", "not_on_own_list"}
    assert {line.code for line in decision.lines} == {
        "ai_disclosure",
        "recording_disclosure",
        "identification",
        "opt_out",
    }


@pytest.mark.parametrize(
    ("number", "moment", "expected"),
    [
        ("+34912345678", at(24, 7, 59), at(24, 8)),  # Madrid opens at nine
        ("+34912345678", at(24, 20), at(25, 8)),
        ("+34912345678", at(27, 21), at(30, 8)),  # Friday night: Monday morning
        ("+34912345678", at(8, 12, month=12), at(9, 8, month=12)),  # the Immaculate Conception
        ("+34612345678", at(24, 8, 30), at(24, 9)),  # a mobile may be in the Canaries
        (LONDON, at(28, 12), at(1, 9, month=12)),  # ours; on Monday Scotland has a holiday
        (TORONTO, at(28, 14), at(28, 15)),  # Saturdays from ten
    ],
)
def test_outside_the_hours_it_says_when_again(number, moment, expected) -> None:
    decision = decide(ask(number, at=moment))
    assert codes(decision) <= {"outside_hours", "holiday"}
    assert not decision.allowed
    assert decision.next_allowed == expected


def test_a_regions_own_holiday_counts_there_and_where_the_region_is_not_known() -> None:
    madrid_day = at(2, 12, month=5)
    for region, closed in (("MD", True), ("ES-MD", True), ("CT", False), ("", True)):
        question = ask("+34912345678", at=at(4, 12, month=5), party=who(region=region))
        assert decide(question).allowed, region
        saturday = decide(replace(question, at=madrid_day))
        assert not saturday.allowed
        assert ("holiday" in codes(saturday)) is closed, region


def test_florida_closes_an_hour_earlier_and_so_does_a_state_that_nobody_knows() -> None:
    evening = at(25, 1, 30)  # 20:30 in Miami and New York
    assert decide(ask(NEW_YORK, at=evening, party=who(region="NY"))).allowed
    assert codes(decide(ask(MIAMI, at=evening, party=who(region="FL")))) == {"outside_hours"}
    assert codes(decide(ask(NEW_YORK, at=evening))) == {"outside_hours"}


def test_the_contacts_own_zone_is_believed_before_the_numbers() -> None:
    moment = at(24, 8, 30)
    assert not decide(ask("+34612345678", at=moment)).allowed
    decision = decide(ask("+34612345678", at=moment, party=who(time_zone="Europe/Madrid")))
    assert decision.allowed
    [place] = [each for each in decision.evidence if each.code == "local_time"]
    assert (place.data["zone"], place.data["found"]) == ("Europe/Madrid", "contact")


def test_who_moved_abroad_is_kept_to_the_rules_of_both_countries() -> None:
    party = who(country="US", region="FL", time_zone="America/New_York")
    assert codes(decide(ask("+34912345678", at=at(24, 9), party=party))) == {"outside_hours"}
    decision = decide(ask("+34912345678", at=at(24, 15), party=party))
    assert decision.allowed
    assert {str(each.data.get("pack")) for each in decision.evidence} >= {"ES", "EU", "US", "US-FL"}


@pytest.mark.parametrize(
    ("consents", "code"),
    [
        ((), "consent_missing"),
        ((replace(AGREED[0], purpose="service"),), "consent_missing"),
        ((replace(AGREED[0], channel="email"),), "consent_missing"),
        ((replace(AGREED[0], given_at=TUESDAY + DAY),), "consent_missing"),
        ((replace(AGREED[0], withdrawn_at=TUESDAY - DAY),), "consent_withdrawn"),
        ((replace(AGREED[0], automated=False),), "consent_not_automated"),
        ((replace(AGREED[0], given_at=TUESDAY - 731 * DAY),), "consent_too_old"),
    ],
)
def test_a_machine_that_advertises_needs_consent_for_just_that(consents, code) -> None:
    decision = decide(ask(party=Party(consents=consents)))
    assert code in codes(decision)
    assert decision.next_allowed is None


def test_a_withdrawal_takes_the_earlier_consents_along_and_not_the_later() -> None:
    first = replace(AGREED[0], withdrawn_at=LONG_AGO + 9 * DAY)
    second = replace(AGREED[0], given_at=LONG_AGO + DAY)
    third = replace(AGREED[0], given_at=LONG_AGO + 10 * DAY)
    assert "consent_withdrawn" in codes(decide(ask(party=Party(consents=(first, second)))))
    assert decide(ask(party=Party(consents=(first, second, third)))).allowed


def test_the_us_asks_for_it_in_writing_and_for_service_calls_too() -> None:
    spoken = tuple(replace(each, wording="") for each in AGREED)
    party = Party(region="NY", consents=spoken)
    assert "consent_not_written" in codes(decide(ask(NEW_YORK, party=party)))
    assert decide(ask(NEW_YORK, party=party, purpose="service")).allowed
    nobody = replace(party, consents=())
    assert codes(decide(ask(NEW_YORK, party=nobody, purpose="service"))) == {"consent_missing"}
    assert decide(ask(NEW_YORK, party=nobody, purpose="service", automated=False)).allowed


def test_without_consent_the_register_must_have_been_looked_at_lately() -> None:
    cold = ask(LONDON, at=at(24, 11), party=Party(), automated=False)
    assert decide(cold).allowed
    assert codes(decide(replace(cold, registers={}))) == {"register_missing"}
    old = {"tps": cold.at - 28 * DAY}
    assert codes(decide(replace(cold, registers=old))) == {"register_outdated"}
    young = {"tps": cold.at - 28 * DAY + HOUR}
    decision = decide(replace(cold, registers=young))
    assert (decision.allowed, decision.valid_until) == (True, cold.at + HOUR)
    hit = ListHit("tps", cold.at - DAY)
    assert codes(decide(replace(cold, hits=(hit,)))) == {"on_register"}
    # Whoever agreed in writing may be called though they are on it.
    agreed = replace(cold, hits=(hit,), party=who())
    assert decide(agreed).allowed
    assert decide(replace(agreed, registers={})).allowed
    # No advertising: the register is not about that.
    assert decide(replace(cold, hits=(hit,), purpose="service")).allowed


def test_a_register_of_ones_own_is_heeded_everywhere() -> None:
    hit = ListHit("chamber", TUESDAY)
    assert "on_register" in codes(decide(ask(hits=(hit,))))
    wanted = with_rules(registers=frozenset({"reus"}))
    assert "register_missing" in codes(decide(ask(rules=wanted)))


def test_the_own_list_holds_for_everything_or_for_its_topic() -> None:
    whole = ListHit("own", LONG_AGO, "speech")
    assert codes(decide(ask(hits=(whole,), purpose="service"))) == {"on_own_list"}
    topic = replace(whole, topic="newsletter")
    assert decide(ask(hits=(topic,), topic="appointments")).allowed
    assert not decide(ask(hits=(topic,), topic="newsletter")).allowed
    assert not decide(ask(hits=(topic,))).allowed  # nobody says what it is about
    assert codes(decide(ask(party=who(do_not_call=True)))) == {"contact_do_not_call"}


def test_three_calls_a_day_and_a_pause_between_them() -> None:
    tried = (TUESDAY - 5 * HOUR, TUESDAY - 3 * HOUR)
    assert decide(ask(attempts=tried)).allowed
    just_now = ask(attempts=(*tried, TUESDAY - HOUR / 3))
    decision = decide(just_now)
    assert codes(decision) == {"cap_reached", "too_soon"}
    # The first call ages out at 10:30 the next morning, while Madrid may be called.
    assert decision.next_allowed == TUESDAY - 5 * HOUR + DAY


def test_a_house_may_be_stricter_in_everything() -> None:
    assert codes(decide(ask(rules=with_rules(hours={"monday": ((540, 1080),)})))) == {"outside_hours"}
    assert codes(decide(ask(rules=with_rules(calls_per_day=1), attempts=(TUESDAY - 2 * HOUR,)))) == {
        "cap_reached"
    }
    assert codes(decide(ask(rules=with_rules(minimum_gap_minutes=180), attempts=(TUESDAY - 2 * HOUR,)))) == {
        "too_soon"
    }
    assert codes(decide(ask(rules=with_rules(consent_days=90)))) == {"consent_too_old"}
    cold = ask(LONDON, at=at(24, 11), party=Party(), automated=False, rules=with_rules(consent_always=True))
    assert codes(decide(cold)) == {"consent_missing"}
    holiday = ask(NEW_YORK, at=at(26, 16), party=who(region="NY"))  # Thanksgiving
    assert decide(holiday).allowed
    assert codes(decide(replace(holiday, rules=with_rules(closed_on_holidays=True)))) == {"holiday"}


def test_only_an_owners_word_makes_it_looser_and_the_evidence_shows_it() -> None:
    word = Confirmation("ES", "register_robinson", "Ana Ruiz", LONG_AGO, "Customers only, says our lawyer")
    cold = ask(party=Party(), automated=False, registers={})
    assert codes(decide(cold)) == {"register_missing"}
    decision = decide(replace(cold, rules=with_rules(confirmations=(word,))))
    assert decision.allowed
    [told] = [each for each in decision.evidence if each.code == "confirmed_looser"]
    assert (told.data["by"], told.data["note"]) == ("Ana Ruiz", "Customers only, says our lawyer")


def test_what_must_be_said_stays_whatever_is_confirmed() -> None:
    words = tuple(
        Confirmation("base", rule, "Ana", LONG_AGO, "no") for rule in ("say_ai", "say_who", "say_recording")
    )
    decision = decide(ask(rules=with_rules(confirmations=words), party=who(language="pt-BR")))
    assert {line.code for line in decision.lines} >= {
        "ai_disclosure",
        "identification",
        "recording_disclosure",
    }
    assert {line.language for line in decision.lines} == {"pt"}
    person = decide(ask(automated=False))
    assert "ai_disclosure" not in {line.code for line in person.lines}


def test_a_country_without_hours_of_its_own_has_ours_even_beside_one_that_has() -> None:
    saturday = at(28, 12)
    assert codes(decide(ask("+493012345678", at=saturday))) == {"outside_hours"}
    moved = who(country="CA", time_zone="America/Toronto")
    assert codes(decide(ask("+493012345678", at=at(28, 17), party=moved))) == {"outside_hours"}


def test_consent_grows_old_and_the_answer_says_until_when_it_holds() -> None:
    nearly = Consent("marketing", "call", TUESDAY - 730 * DAY + HOUR, "form", "Yes", automated=True)
    assert decide(ask(party=Party(consents=(nearly,)))).valid_until == TUESDAY + HOUR
