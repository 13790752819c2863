"""The rules of a campaign by themselves: hours over changes of the clocks, pace, retries, when to stop."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.operations.campaigns.domain import pace, stopping
from centralita.operations.campaigns.domain.retries import RETRIED, RetryRules, next_by_gaps
from centralita.operations.campaigns.domain.stopping import Standing, StopRules
from centralita.operations.campaigns.domain.windows import next_moment, week_of
from centralita.operations.campaigns.wording import REASON_CODES, person_reason

ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo")
WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
MORNINGS = {day: [{"opens": "09:30", "closes": "13:00"}] for day in WORKDAYS}
# A year with both changes of the clocks, in both hemispheres.
moments = st.integers(0, 364 * 24 * 60).map(
    lambda minutes: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)
clocks = st.integers(0, 95).map(lambda quarter: (quarter // 4, quarter % 4 * 15))


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def inside(windows, zone, moment):
    local = moment.astimezone(ZoneInfo(zone))
    day = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[local.weekday()]
    clock = f"{local.hour:02}:{local.minute:02}"
    return any(span["opens"] <= clock < span["closes"] for span in windows.get(day, ()))


@st.composite
def windows(draw):
    found = {}
    for day in draw(st.sets(st.sampled_from((*WORKDAYS, "saturday", "sunday")), min_size=1)):
        start, end = sorted((draw(clocks), draw(clocks)))
        if start != end:
            found[day] = [{"opens": "{:02}:{:02}".format(*start), "closes": "{:02}:{:02}".format(*end)}]
    return found


@given(windows(), st.lists(st.sampled_from(ZONES), min_size=1, max_size=3, unique=True), moments)
def test_the_next_moment_lies_in_the_hours_of_every_zone(hours, zones, moment) -> None:
    found = next_moment(week_of(hours), zones, moment)
    if not hours:
        assert found == moment
    elif found is not None:
        assert found >= moment
        assert all(inside(hours, zone, found) for zone in zones)
        if found == moment:
            return
        # Nothing earlier was open: looked at every quarter of an hour, where hours begin and clocks change.
        step = dt.timedelta(minutes=15)
        earlier = moment + step - dt.timedelta(minutes=moment.minute % 15)
        while earlier < min(found, moment + dt.timedelta(days=3)):
            assert not all(inside(hours, zone, earlier) for zone in zones)
            earlier += step


@given(windows(), st.sampled_from(ZONES), moments)
def test_asking_again_at_the_next_moment_changes_nothing(hours, zone, moment) -> None:
    found = next_moment(week_of(hours), [zone], moment)
    assert found is None or next_moment(week_of(hours), [zone], found) == found


@pytest.mark.parametrize(
    ("zone", "moment", "opens"),
    [
        # In spring the morning comes an hour sooner, in autumn an hour later.
        ("Europe/Madrid", utc(2026, 3, 27, 20), utc(2026, 3, 30, 7, 30)),
        ("Europe/Madrid", utc(2026, 10, 23, 20), utc(2026, 10, 26, 8, 30)),
        ("America/New_York", utc(2026, 3, 6, 23), utc(2026, 3, 9, 13, 30)),
        ("America/New_York", utc(2026, 10, 30, 23), utc(2026, 11, 2, 14, 30)),
    ],
)
def test_hours_follow_the_clocks_of_the_one_who_is_called(zone, moment, opens) -> None:
    assert next_moment(week_of(MORNINGS), [zone], moment) == opens


def test_an_hour_that_the_clocks_skip_has_no_calls_and_one_they_repeat_has_twice_the_time() -> None:
    week = week_of({"sunday": [{"opens": "02:00", "closes": "03:00"}]})
    assert next_moment(week, ["Europe/Madrid"], utc(2026, 3, 28, 23)) == utc(2026, 4, 5, 0)
    assert next_moment(week, ["Europe/Madrid"], utc(2026, 10, 25, 1, 59)) == utc(2026, 10, 25, 1, 59)


def test_two_places_without_a_common_hour_are_never_called() -> None:
    week = week_of({"monday": [{"opens": "09:00", "closes": "10:00"}]})
    assert next_moment(week, ["Europe/Madrid", "America/New_York"], utc(2026, 3, 2)) is None


@given(st.integers(1, 600), st.lists(st.integers(1, 5_000), min_size=1, max_size=200))
def test_the_pace_is_never_passed(per_minute, gaps) -> None:
    moment, following = utc(2026, 3, 2, 10), None
    dials: list[dt.datetime] = []
    for gap in gaps:
        moment += dt.timedelta(milliseconds=gap)
        may = pace.allowance(per_minute, following, moment)
        if may:
            following = pace.after(per_minute, following, moment, may)
            dials += [moment] * may
    interval = dt.timedelta(minutes=1) / per_minute
    for index, first in enumerate(dials):
        for count, last in enumerate(dials[index:], start=1):
            assert count <= 1 + (last - first + pace.CATCH_UP) / interval


def test_a_worker_that_looks_twice_a_second_keeps_up_with_a_fast_pace() -> None:
    moment, following, total = utc(2026, 3, 2, 10), None, 0
    for _ in range(120):
        may = pace.allowance(600, following, moment)
        following = pace.after(600, following, moment, may) if may else following
        total += may
        moment += dt.timedelta(milliseconds=500)
    assert 590 <= total <= 622


@given(
    st.dictionaries(st.sampled_from(RETRIED), st.integers(1, 10_000)),
    st.integers(1, 10),
    st.sampled_from(("hang_up", "message", "retry")),
    st.sampled_from((*RETRIED, "answered", "booked", "opted_out", "invalid_number", "cancelled", "new")),
    st.integers(1, 12),
)
def test_nobody_is_called_more_often_than_allowed(waits, most, voicemail, outcome, dialled) -> None:
    ended = utc(2026, 3, 2, 10)
    following = RetryRules(waits, most, voicemail).next_at(outcome, dialled, ended)
    if following is not None:
        assert dialled < most
        assert outcome in waits
        assert following == ended + dt.timedelta(minutes=waits[outcome])
        assert outcome != "voicemail" or voicemail == "retry"
    else:
        final = outcome not in waits or dialled >= most or (outcome == "voicemail" and voicemail != "retry")
        assert final


@given(st.lists(moments, max_size=8), st.integers(1, 3_000), st.integers(1, 4), moments)
def test_the_gap_and_the_calls_of_a_day_are_kept(dials, gap, most, moment) -> None:
    past = [dial for dial in dials if dial <= moment]
    found = next_by_gaps(past, gap, most, moment)
    assert found >= moment
    assert all(found - dial >= dt.timedelta(minutes=gap) for dial in past)
    within = [dial for dial in past if dial + dt.timedelta(days=1) > found]
    assert len(within) < most


def test_a_campaign_ends_by_its_own_rules() -> None:
    at = utc(2026, 3, 2, 10)
    standing = Standing(booked=3, interested=5, dialled=40, failed=12)
    assert stopping.halt(StopRules(), standing, at) is None
    assert stopping.halt(StopRules(booked=3), standing, at) == stopping.Halt("finished", "booked_reached")
    assert stopping.halt(StopRules(interested=6), standing, at) is None
    assert stopping.halt(StopRules(until=at), standing, at) == stopping.Halt("finished", "date_reached")
    assert stopping.halt(StopRules(failure_percent=30), standing, at) == stopping.Halt("paused", "failing")
    few = Standing(booked=0, interested=0, dialled=10, failed=10)
    assert stopping.halt(StopRules(failure_percent=30), few, at) is None


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**8), st.integers(0, 10**9))
def test_the_budget_bears_every_call_that_it_lets_through(spent, held, worst, budget) -> None:
    standing = Standing(0, 0, 0, 0, spent=spent, held=held, worst=worst, budget=budget)
    calls = stopping.affordable(standing)
    if calls and worst:
        assert spent + held + calls * worst <= budget


def test_every_reason_has_its_words_in_both_languages() -> None:
    for code in REASON_CODES:
        assert person_reason(code, "en") != person_reason(code, "es")
    assert person_reason("number_pager", "en") == person_reason("other", "en")
