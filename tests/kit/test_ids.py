"""Ids: of their version, each its own, and in the order in which they were made."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.ids import from_text, new_id, new_ids, to_text


def test_ids_are_in_the_order_of_their_making() -> None:
    """Also within one millisecond: what a transaction writes is read back as it was written."""
    made = []
    for _ in range(2_000):
        made.append(to_text("agt", new_id()))
        began = time.time_ns()
        while time.time_ns() - began < 500:  # a fraction of a microsecond is told apart
            pass
    assert all(one < next_one for one, next_one in pairwise(made))


@given(st.integers(1, 300))
def test_ids_are_of_version_seven_and_each_its_own(count: int) -> None:
    before = time.time_ns() // 1_000_000
    made = new_ids(count)
    after = time.time_ns() // 1_000_000
    assert len(set(made)) == count
    for identifier in made:
        assert (identifier.version, identifier.variant) == (7, "specified in RFC 4122")
        assert before <= identifier.int >> 80 <= after
        assert from_text("agt", to_text("agt", identifier)) == identifier
