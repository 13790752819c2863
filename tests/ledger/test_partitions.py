"""The log has its months ahead."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.clock import now
from centralita.ledger.events.partitions import has_partitions, month_starts


@given(st.dates(date(2020, 1, 1), date(2200, 1, 1)), st.integers(1, 40))
def test_months_follow_each_other(first: date, count: int) -> None:
    starts = month_starts(first, count)
    assert starts[0] == first.replace(day=1)
    assert [start.day for start in starts] == [1] * count
    assert all(
        (later.year * 12 + later.month) - (start.year * 12 + start.month) == 1
        for start, later in itertools.pairwise(starts)
    )


@pytest.mark.database
@pytest.mark.usefixtures("database")
def test_what_is_missing_is_seen() -> None:
    assert has_partitions(now().date(), months=1)
    assert not has_partitions(date(2199, 1, 1))
