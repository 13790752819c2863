"""Whatever is asked: more rules never open a door, and a moment that is named is the first one that is open."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from centralita.engine.business import WEEKDAYS, zone
from centralita.kit.phone import read_phone
from centralita.operations.compliance.domain.decide import decide
from centralita.operations.compliance.domain.place import place_of
from centralita.operations.compliance.domain.question import (
    Confirmation,
    Consent,
    HouseRules,
    ListHit,
    Party,
    Question,
)
from centralita.operations.compliance.domain.schedule import Schedule

NUMBERS = [
    read_phone(number)
    for number in (
        "+34912345678",
        "+34612345678",
        "+13055552368",
        "+12125552368",
        "+18002345678",
        "+442079460123",
        "+525512345678",
        "+5511961234567",
        "+14165552368",
        "+493012345678",
        "+541143211234",
        "+18764561234",
    )
]
moments = st.integers(0, 63_000_000).map(
    lambda seconds: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
)
minutes = st.integers(0, 1440)
spans = st.tuples(minutes, minutes).filter(lambda pair: pair[0] < pair[1])
hours = st.none() | st.dictionaries(
    st.sampled_from(WEEKDAYS), st.lists(spans, min_size=1, max_size=2).map(tuple)
)
ages = st.integers(0, 900).map(lambda days: dt.timedelta(days=days, hours=5))
zones = st.sampled_from(["", "Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])


@st.composite
def consents(draw, at):
    given_at = at - draw(ages)
    return Consent(
        draw(st.sampled_from(["marketing", "service"])),
        draw(st.sampled_from(["call", "email"])),
        given_at,
        "form",
        draw(st.sampled_from(["", "Yes"])),
        draw(st.booleans()),
        draw(st.none() | st.just(given_at + dt.timedelta(days=1))),
    )


@st.composite
def rules(draw):
    word = Confirmation("ES", "hours_marketing", "Ana", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "so be it")
    return HouseRules(
        own_country=draw(st.sampled_from(["ES", "US", ""])),
        allowed_countries=draw(
            st.frozensets(st.sampled_from(["ES", "US", "GB", "MX", "BR", "CA", "DE", "AR"]))
        ),
        hours=draw(hours),
        closed_on_holidays=draw(st.booleans()),
        calls_per_day=draw(st.none() | st.integers(1, 5)),
        minimum_gap_minutes=draw(st.none() | st.integers(1, 3000)),
        consent_days=draw(st.none() | st.integers(1, 900)),
        consent_always=draw(st.booleans()),
        registers=draw(st.frozensets(st.sampled_from(["reus"]))),
        confirmations=draw(st.sampled_from([(), (word,)])),
    )


@st.composite
def questions(draw, *, friendly=None):
    at = draw(moments)
    kind = friendly or draw(st.booleans())
    given = Consent("marketing", "call", at - dt.timedelta(days=20), "form", "Yes", automated=True)
    own = [given, replace(given, purpose="service")] if kind else draw(st.lists(consents(at), max_size=3))
    house = draw(rules())
    if kind:
        house = replace(
            house, allowed_countries=frozenset(each.region for each in NUMBERS), consent_days=None
        )
    kinds = ["robinson", "dnc", "tps", "repep", "nao_me_perturbe", "dncl", "reus"]
    return Question(
        number=draw(st.sampled_from(NUMBERS)),
        party=Party(
            language=draw(st.sampled_from(["", "es"])),
            time_zone=draw(zones),
            country=draw(st.sampled_from(["", "", "ES", "US"])),
            region=draw(st.sampled_from(["", "FL", "NY", "ES-MD"])),
            consents=tuple(own),
        ),
        purpose=draw(st.sampled_from(["marketing", "service"])),
        automated=draw(st.booleans()),
        at=at,
        rules=house,
        attempts=tuple(
            at - each
            for each in draw(st.lists(st.timedeltas(dt.timedelta(), dt.timedelta(days=3)), max_size=4))
        ),
        registers=dict.fromkeys(kinds, at - dt.timedelta(days=draw(st.integers(0, 40))))
        if not kind
        else dict.fromkeys(kinds, at),
    )


def stricter(question: Question) -> list[Question]:
    """The question with one restriction more, each."""
    party, house = question.party, question.rules
    hit = ListHit("own", question.at)
    withdrawn = Consent(
        question.purpose,
        "call",
        question.at - dt.timedelta(days=999),
        withdrawn_at=question.at - dt.timedelta(days=1),
    )
    fewer = house.countries - {getattr(question.number, "region", "")}
    return [
        replace(question, hits=(hit,)),
        replace(question, hits=(ListHit("robinson", question.at), ListHit("dnc", question.at))),
        replace(question, hits=(ListHit("elsewhere", question.at),)),
        replace(question, attempts=(*question.attempts, question.at)),
        replace(question, registers={}),
        replace(question, party=replace(party, do_not_call=True)),
        replace(question, party=replace(party, consents=())),
        replace(
            question,
            party=replace(party, consents=tuple(each for each in party.consents if each.withdrawn_at)),
        ),
        replace(question, party=replace(party, consents=(*party.consents, withdrawn))),
        replace(question, rules=replace(house, confirmations=())),
        replace(question, rules=replace(house, closed_on_holidays=True)),
        replace(question, rules=replace(house, consent_always=True)),
        replace(question, rules=replace(house, consent_days=min(house.consent_days or 99, 3))),
        replace(question, rules=replace(house, calls_per_day=1)),
        replace(question, rules=replace(house, minimum_gap_minutes=10_000)),
        replace(question, rules=replace(house, registers=house.registers | {"another"})),
        replace(
            question, rules=replace(house, hours={"monday": ((600, 610),)} if house.hours is None else {})
        ),
        replace(question, rules=replace(house, allowed_countries=fewer or frozenset({"AQ"}))),
    ]


@given(questions())
@settings(max_examples=300)
def test_a_further_restriction_never_opens_a_door(question: Question) -> None:
    if decide(question).allowed:
        return
    for harder in stricter(question):
        assert not decide(harder).allowed, harder


@given(questions(friendly=True))
def test_what_is_not_known_is_taken_as_strictly_as_it_may_be(question: Question) -> None:
    unknown = replace(question, party=replace(question.party, region="", time_zone="", country=""))
    if not decide(unknown).allowed:
        return
    phone = read_phone(decide(unknown).number)
    for name in place_of(phone, unknown.party).zones:
        for region in ("", "FL", "NY", "MD"):
            known = replace(unknown.party, time_zone=name, region=region, country=phone.region)
            assert decide(replace(unknown, party=known)).allowed, (name, region)


@given(questions(friendly=True), st.lists(st.floats(0, 1, exclude_max=True), min_size=8, max_size=8))
@settings(max_examples=300)
def test_the_next_moment_is_open_and_none_before_it(question: Question, parts: list[float]) -> None:
    decision = decide(question)
    following = decision.next_allowed
    assert (following is None) or not decision.allowed
    if following is None:
        return
    assert following > question.at
    assert decide(replace(question, at=following)).allowed
    just_before = following - dt.timedelta(microseconds=1)
    for moment in (just_before, *(question.at + (following - question.at) * part for part in parts)):
        if moment < following:
            assert not decide(replace(question, at=moment)).allowed, moment


@given(questions(friendly=True), st.lists(st.floats(0, 1, exclude_max=True), min_size=8, max_size=8))
@settings(max_examples=200)
def test_a_yes_holds_for_as_long_as_it_says(question: Question, parts: list[float]) -> None:
    decision = decide(question)
    if not decision.allowed or decision.valid_until is None:
        return
    span = decision.valid_until - question.at
    for part in parts:
        moment = min(question.at + span * part, decision.valid_until - dt.timedelta(microseconds=1))
        assert decide(replace(question, at=moment)).allowed
    assert not decide(replace(question, at=decision.valid_until)).allowed


CLOCKS = [
    ("Europe/Madrid", dt.datetime(2026, 3, 29, tzinfo=dt.UTC)),
    ("Europe/Madrid", dt.datetime(2026, 10, 25, tzinfo=dt.UTC)),
    ("America/New_York", dt.datetime(2026, 3, 8, tzinfo=dt.UTC)),
    ("America/New_York", dt.datetime(2026, 11, 1, tzinfo=dt.UTC)),
    ("Australia/Lord_Howe", dt.datetime(2026, 4, 4, tzinfo=dt.UTC)),
    ("Asia/Beirut", dt.datetime(2026, 3, 28, tzinfo=dt.UTC)),
]


@given(st.sampled_from(CLOCKS), st.lists(spans, min_size=1, max_size=2), st.integers(-600, 2400))
@settings(max_examples=200)
def test_hours_are_right_on_the_days_when_clocks_change(clock, day, offset) -> None:
    name, around = clock
    schedule = Schedule(name, (tuple(day),) * 7)
    moment = around + dt.timedelta(minutes=offset)

    def independent(at: dt.datetime) -> bool:
        local = at.astimezone(zone(name))
        return any(start <= local.hour * 60 + local.minute < end for start, end in day)

    assert schedule.open_at(moment) is independent(moment)
    expected = next(at for step in range(3 * 1440) if independent(at := moment + dt.timedelta(minutes=step)))
    assert schedule.next_open(moment) == expected
    if schedule.open_at(moment):
        end = schedule.next_closed(moment)
        steps = (moment + dt.timedelta(minutes=step) for step in range(1, 3 * 1440))
        assert end == next((at for at in steps if not independent(at)), None) or day == [(0, 1440)]
