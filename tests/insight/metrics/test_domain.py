"""Buckets add up, days are local, answers are timed."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.insight.metrics.domain.buckets import LAST, bucket_of, middle_of, percentile
from centralita.insight.metrics.domain.period import Period
from centralita.insight.metrics.domain.tally import ALL_AGENTS, Talk, Tallies, response_times

times = st.floats(min_value=1.1, max_value=1_000_000)
MOMENT = datetime(2026, 3, 29, 12, tzinfo=UTC)


@given(times)
def test_a_bucket_stands_for_its_times_within_four_percent(milliseconds: float) -> None:
    assert abs(middle_of(bucket_of(milliseconds)) / milliseconds - 1) < 0.041


@given(st.lists(times, min_size=1, max_size=200), st.sampled_from([0.5, 0.95, 1.0]))
def test_a_percentile_of_buckets_is_near_the_exact_one(values: list[float], share: float) -> None:
    counts = Counter(map(bucket_of, values))
    exact = sorted(values)[max(0, -(-len(values) * int(share * 100) // 100) - 1)]
    assert percentile(counts, share) == pytest.approx(exact, rel=0.09)


def test_nothing_counted_has_no_percentile_and_no_time_is_too_long() -> None:
    assert percentile({}, 0.95) is None
    assert bucket_of(0) == bucket_of(-1) == 0
    assert bucket_of(1e12) == LAST


@given(
    st.lists(st.tuples(st.sampled_from(["visitor", "agent", "person"]), st.integers(0, 5000)), max_size=20)
)
def test_each_answered_question_has_one_time_and_none_is_negative(said) -> None:
    at = MOMENT
    rows = []
    for role, wait in said:
        at += timedelta(milliseconds=wait)
        rows.append((role, at))
    found = response_times(rows, 10_000, 5)
    assert all(time >= 0 for time in found)
    assert len(found) <= sum(role == "visitor" for role, _ in said)


def test_answers_written_at_once_share_what_is_left() -> None:
    said = [("agent", MOMENT), ("visitor", MOMENT), ("agent", MOMENT), ("visitor", MOMENT)]
    said.append(("agent", MOMENT + timedelta(milliseconds=900)))
    assert response_times(said, 920, 2) == [900.0, 20.0]


def test_a_conversation_counts_on_the_day_that_it_began_where_the_business_is() -> None:
    tallies = Tallies(ZoneInfo("Europe/Madrid"))
    agent = uuid4()
    talk = Talk(agent, datetime(2026, 3, 10, 23, 30, tzinfo=UTC), outcome="booked", responses=(100.0,))
    tallies.begin(talk)
    tallies.end(talk)
    assert set(tallies.by_key) == {
        (talk.started_at.date() + timedelta(days=1), one) for one in (agent, ALL_AGENTS)
    }
    tally = next(iter(tallies.by_key.values()))
    assert (tally.started, tally.succeeded, tally.hours[0], sum(tally.buckets.values())) == (1, 1, 1, 1)


@given(st.integers(0, 2**31), st.sampled_from([7, 30, 90]))
def test_a_period_has_its_days_and_ends_today(second: int, days: int) -> None:
    moment = datetime.fromtimestamp(second, UTC)
    period = Period.ending(moment, days, "America/Sao_Paulo")
    dates = period.dates()
    assert (len(dates), dates[-1], dates[0]) == (days, period.today, period.first)
    assert (period.first - period.before).days == days
    assert period.start_of(period.today) <= moment


def test_days_begin_at_midnight_on_the_days_that_the_clock_changes() -> None:
    period = Period.ending(MOMENT, 7, "Europe/Madrid")
    hours = (
        period.start_of(period.today + timedelta(days=1)).timestamp()
        - period.start_of(period.today).timestamp()
    ) / 3600
    assert hours == 23
