"""What is claimed to hold at every look holds at every look, and finds what is there."""

from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.experiments.domain.assignment import Known, Trial, place_of
from centralita.studio.experiments.domain.design import GOAL, Came, Design, Goal, Guard, values_of
from centralita.studio.experiments.domain.history import MOST_POINTS, with_point
from centralita.studio.experiments.domain.judgement import SURPRISED, ExperimentEnding, judge
from centralita.studio.experiments.domain.sequences import Difference, difference, surprise
from centralita.studio.experiments.domain.sums import ArmSums, Sums, exchange

ALPHA = 0.05


def counted(n: int, y: int) -> Sums:
    """`n` people with a conversation each, `y` of which are successes."""
    return Sums(n, n, y, n, y, y)


def first_claim(random: Random, in_a: float, in_b: float, share: float, until: int, every: int) -> int | None:
    """After how many people a difference is claimed by one who looks again and again; None for never."""
    found = {False: [0, 0], True: [0, 0]}
    for person in range(1, until + 1):
        b = random.random() < share
        found[b][0] += 1
        found[b][1] += random.random() < (in_b if b else in_a)
        if person % every:
            continue
        told = difference(counted(*found[False]), counted(*found[True]), ALPHA, share=True)
        if told is not None and (told.low > 0 or told.high < 0):
            return person
    return None


@pytest.mark.parametrize(("rate", "share"), [(0.3, 0.5), (0.03, 0.1), (0.9, 0.1), (0.5, 0.5)])
def test_looking_all_the_time_finds_no_more_that_is_not_there(rate: float, share: float) -> None:
    random = Random(11)
    claims = sum(first_claim(random, rate, rate, share, 3_000, 10) is not None for _ in range(200))
    # Of 200 at most 10 are to be expected; 17 or more would come about once in forty times were it exactly so.
    assert claims <= 16


def test_an_interval_for_one_look_finds_much_that_is_not_there() -> None:
    """So that the test above could fail: with the usual interval it would."""
    random, claims = Random(11), 0
    for _ in range(100):
        found = {False: [0, 0], True: [0, 0]}
        for person in range(1, 3_001):
            b = random.random() < 0.5
            found[b][0] += 1
            found[b][1] += random.random() < 0.3
            if person < 50 or person % 10:
                continue
            (m, x), (n, y) = found.values()
            error = (x / m * (1 - x / m) / m + y / n * (1 - y / n) / n) ** 0.5
            if abs(x / m - y / n) > 1.96 * error:
                claims += 1
                break
    assert claims > 25


def test_a_difference_that_is_there_is_found() -> None:
    random = Random(12)
    ends = [first_claim(random, 0.3, 0.4, 0.5, 4_000, 10) for _ in range(100)]
    assert sum(end is not None for end in ends) >= 98
    assert sorted(end or 9_999 for end in ends)[50] < 1_200


def test_people_with_many_conversations_prove_less() -> None:
    """Ten conversations of one person that are all alike are no ten persons."""
    many, alone = Sums(), Sums()
    others, others_alone = Sums(), Sums()
    for person in range(100):
        lucky, luckier = person % 10 < 3, person % 10 < 5
        many, others = many.moved(10, 10 * lucky, 1), others.moved(10, 10 * luckier, 1)
        alone, others_alone = alone.moved(1, int(lucky), 1), others_alone.moved(1, int(luckier), 1)
    of_many = difference(many, others, ALPHA, share=True)
    of_few = difference(alone, others_alone, ALPHA, share=True)
    assert of_many is not None
    assert of_few is not None
    assert of_many.estimate == pytest.approx(of_few.estimate)
    assert of_many.high - of_many.low > 0.9 * (of_few.high - of_few.low)


def test_a_mean_is_compared_as_a_share_is() -> None:
    a, b = Sums(), Sums()
    random = Random(3)
    for _ in range(400):
        a = a.moved(1, random.choice([1, 2, 3, 4, 5]), 1)
        b = b.moved(1, random.choice([3, 4, 5]), 1)
    found = difference(a, b, ALPHA, share=False)
    assert found is not None
    assert 0 < found.low < 1 < found.high
    assert difference(a.moved(1, 3, 1), Sums(), ALPHA, share=False) is None
    same = Sums(50, 50, 250, 50, 1250, 250)
    assert difference(same, same, ALPHA, share=False) is None, "all alike tell nothing of how they differ"


def test_uneven_arms_are_seen_and_even_ones_are_not() -> None:
    random = Random(5)
    for share in (10, 50):
        worst = 0.0
        for _ in range(30):
            in_a = in_b = 0
            for person in range(1, 4_001):
                if random.random() * 100 < share:
                    in_b += 1
                else:
                    in_a += 1
                if person % 50 == 0:
                    worst = max(worst, surprise(in_a, in_b, share))
        assert worst < SURPRISED
    assert surprise(1_000, 780, 50) > SURPRISED
    assert surprise(100_000_000, 1, 50) > SURPRISED


TALKS = st.lists(
    st.fixed_dictionaries({"error": st.integers(0, 1)}, optional={GOAL: st.integers(0, 5)}), max_size=5
)


@given(st.lists(st.tuples(TALKS, TALKS), max_size=8))
def test_sums_follow_what_changes_without_a_trace(
    people: list[tuple[list[dict[str, int]], list[dict[str, int]]]],
) -> None:
    moved = ArmSums()
    exchange(moved, [], [before for before, _ in people])
    exchange(moved, [before for before, _ in people], [after for _, after in people])
    counted_at_once = ArmSums()
    exchange(counted_at_once, [], [after for _, after in people])
    assert (moved.people, moved.talks) == (counted_at_once.people, counted_at_once.talks)
    for figure in (GOAL, "error"):
        assert moved.of(figure) == counted_at_once.of(figure)
    assert ArmSums.read(moved.told()).told() == moved.told()


def trial(share: int) -> Trial:
    return Trial(uuid4(), share, uuid4(), uuid4(), uuid4())


@given(st.text(min_size=1, max_size=64), st.uuids(), st.uuids())
def test_a_person_has_one_place_whatever_the_conversation(visitor: str, one: UUID, other: UUID) -> None:
    given_ = trial(50)
    places = {place_of(given_, Known(each, visitor_id=visitor)) for each in (one, other)}
    assert len(places) == 1
    assert visitor not in places.pop().person or len(visitor) < 3


def test_a_contact_has_one_place_on_every_channel() -> None:
    given_, contact = trial(50), uuid4()
    places = {
        place_of(given_, Known(uuid4(), contact, number="+34600000001")),
        place_of(given_, Known(uuid4(), contact, visitor_id="a-browser")),
        place_of(given_, Known(uuid4(), contact)),
    }
    assert len(places) == 1


@pytest.mark.parametrize("share", [1, 10, 50, 90])
def test_as_many_get_b_as_are_to_and_another_experiment_draws_anew(share: int) -> None:
    first, second = trial(share), trial(share)
    people = [Known(uuid4(), visitor_id=f"visitor-{number}") for number in range(4_000)]
    arms = [(place_of(first, each).arm, place_of(second, each).arm) for each in people]
    in_b = sum(one == "b" for one, _ in arms)
    assert abs(in_b / 4_000 - share / 100) < 0.03
    both = sum(arm == ("b", "b") for arm in arms)
    assert abs(both / 4_000 - (share / 100) ** 2) < 0.03


def arms(
    a: tuple[int, int], b: tuple[int, int], **guards: tuple[tuple[int, int], tuple[int, int]]
) -> dict[str, ArmSums]:
    told = {"a": ArmSums(a[0], a[0], {GOAL: counted(*a)}), "b": ArmSums(b[0], b[0], {GOAL: counted(*b)})}
    for name, (in_a, in_b) in guards.items():
        told["a"].figures[name], told["b"].figures[name] = counted(*in_a), counted(*in_b)
    return told


def design(**more: Any) -> Design:
    return replace(Design(goal=Goal("resolved"), guards=(), minimum=100), **more)


def test_an_experiment_ends_when_it_is_sure_and_not_before() -> None:
    assert judge(design(), arms((90, 30), (90, 80)), 3).ending is None, "too few"
    assert judge(design(), arms((400, 120), (400, 190)), 3).ending is ExperimentEnding.B_BETTER
    assert judge(design(), arms((400, 190), (400, 120)), 3).ending is ExperimentEnding.A_BETTER
    assert judge(design(), arms((400, 120), (400, 130)), 3).ending is None
    assert judge(design(), arms((400, 120), (400, 130)), 28).ending is ExperimentEnding.NO_DIFFERENCE
    assert judge(design(), arms((4_000, 1_200), (3_000, 900)), 3).ending is ExperimentEnding.UNEVEN


def test_what_does_not_matter_ends_it_early_where_that_is_sure() -> None:
    cared = Goal("resolved", margin=5)
    alike = arms((4_000, 1_200), (4_000, 1_204))
    assert judge(design(goal=cared), alike, 3).ending is ExperimentEnding.NO_DIFFERENCE
    assert judge(design(), alike, 3).ending is None, "every difference matters"
    assert judge(design(goal=Goal("resolved", margin=2)), alike, 3).ending is None, "not sure yet"
    assert judge(design(goal=cared, minimum=5_000), alike, 3).ending is None, "too few"
    better = arms((90_000, 27_000), (90_000, 29_000))
    assert judge(design(goal=cared), better, 3).ending is ExperimentEnding.B_BETTER, "surely, if little"
    assert judge(design(goal=cared), arms((30, 9), (30, 9)), 3).ending is None
    points = Goal("rating", margin=0.2)
    assert points.tolerates(-0.19, 0.19)
    assert not points.tolerates(-0.21, 0.1)
    assert Goal("outcome", ("booked",), margin=2).tolerates(-0.019, 0.019)


def ending(
    random: Random, made: Design, in_a: float, in_b: float, share: float, until: int
) -> tuple[str, int]:
    """How an experiment ends that is looked at after every twenty people, and after how many."""
    found = {False: [0, 0], True: [0, 0]}
    for person in range(1, until + 1):
        b = random.random() < share
        found[b][0] += 1
        found[b][1] += random.random() < (in_b if b else in_a)
        if person % 20 == 0:
            (m, x), (n, y) = found[False], found[True]
            told = judge(made, arms((m, x), (n, y)), 1).ending
            if told is not None and told is not ExperimentEnding.UNEVEN:
                return told.value, person
    return "open", until


@pytest.mark.parametrize(
    ("in_a", "in_b", "share", "margin"),
    [
        (0.30, 0.35, 0.5, 5),
        (0.35, 0.30, 0.5, 5),
        (0.03, 0.05, 0.5, 2),
        (0.001, 0.021, 0.5, 2),
        (0.9, 0.95, 0.1, 5),
    ],
)
def test_what_matters_is_hardly_ever_said_not_to(
    in_a: float, in_b: float, share: float, margin: float
) -> None:
    """At the very edge of what matters, where it is hardest."""
    random, wanted = Random(21), design(goal=Goal("resolved", margin=margin), minimum=50)
    ends = [ending(random, wanted, in_a, in_b, share, 6_000)[0] for _ in range(200)]
    better = "b_better" if in_b > in_a else "a_better"
    assert sum(end not in {better, "open"} for end in ends) <= 16, "as for a difference that is not there"


def test_looking_for_both_claims_no_more_that_is_wrong() -> None:
    """Of versions that are alike the wrong claims are the same as without a margin: one interval says both."""
    random, wanted = Random(22), design(goal=Goal("resolved", margin=5), minimum=50)
    ends = [ending(random, wanted, 0.3, 0.3, 0.5, 8_000) for _ in range(200)]
    assert sum(end in {"a_better", "b_better"} for end, _ in ends) <= 16
    alike = sorted(person for end, person in ends if end == "no_difference")
    # Where every difference matters none of these ends before its days are over.
    assert len(alike) > 170
    assert alike[len(alike) // 2] < 5_000


def test_without_the_interval_what_matters_would_often_be_said_not_to() -> None:
    """So that the tests above could fail: who ends it once the estimate alone is small is wrong far more often."""
    random, wrong = Random(21), 0
    for _ in range(100):
        found = {False: [0, 0], True: [0, 0]}
        for person in range(1, 3_001):
            b = random.random() < 0.5
            found[b][0] += 1
            found[b][1] += random.random() < (0.35 if b else 0.30)
            (m, x), (n, y) = found.values()
            if person >= 200 and person % 20 == 0 and abs(y / n - x / m) < 0.01:
                wrong += 1
                break
    assert wrong > 25


def test_a_guard_comes_before_all_else_and_needs_no_minimum() -> None:
    guards = (Guard("handed_over", 5), Guard("cost", 20))
    harm = arms((60, 20), (60, 50), handed_over=((60, 3), (60, 40)))
    found = judge(design(guards=guards), harm, 1)
    assert found.ending is ExperimentEnding.GUARD
    assert found.broken == guards[0]
    none = arms((60, 20), (60, 20), handed_over=((60, 3), (60, 6)))
    assert judge(design(guards=guards), none, 1).ending is None


def test_margins_are_in_what_people_think_of() -> None:
    assert Guard("handed_over", 5).broken(0.06, 0.2)
    assert not Guard("handed_over", 5).broken(0.04, 0.2)
    assert Guard("rating", 0.5).broken(-2, -0.6)
    assert not Guard("rating", 0.5).broken(0.6, 2)
    assert Guard("cost", 20).worth == pytest.approx(1.2)


def test_what_is_not_known_of_a_conversation_is_not_counted() -> None:
    goal = Goal("outcome", ("booked",))
    assert GOAL not in values_of(goal, Came(settled=False, outcome="booked"))
    assert values_of(goal, Came(settled=True, over=True, outcome="booked", cost_micros=7)) == {
        "error": 0,
        "complaint": 0,
        "handed_over": 0,
        "cost": 7,
        GOAL: 1,
    }
    assert GOAL not in values_of(Goal("rated"), Came(settled=True))
    assert values_of(Goal("rated"), Came(settled=False, csat=2)) == {
        "error": 0,
        "complaint": 1,
        "handed_over": 0,
        "rating": 2,
        GOAL: 0,
    }
    later = Goal("stage", stage="won")
    assert GOAL not in values_of(later, Came(settled=False, reached=True))
    assert GOAL not in values_of(later, Came(settled=True, reached=None)), "nobody who could reach it"
    assert values_of(later, Came(settled=True, reached=True))[GOAL] == 1
    booked = Goal("tool", tool="book_visit")
    assert GOAL not in values_of(booked, Came(settled=False, reached=True))
    assert [values_of(booked, Came(settled=True, reached=came))[GOAL] for came in (True, False)] == [1, 0]
    resolved = Came(settled=True, over=True, outcome="answered")
    assert values_of(Goal("resolved"), resolved)[GOAL] == 1
    assert values_of(Goal("resolved"), Came(settled=True, over=False))[GOAL] == 0


def test_there_are_never_too_many_points_to_draw() -> None:
    from datetime import UTC, datetime, timedelta

    at, points = datetime(2026, 3, 1, tzinfo=UTC), list[dict[str, object]]()
    some = arms((100, 30), (100, 40))
    for _ in range(3_000):
        at += timedelta(minutes=7)
        points = with_point(points, at, some["a"], some["b"], Difference(0.1, -0.1, 0.3))
    assert MOST_POINTS / 3 < len(points) <= MOST_POINTS
    moments = [str(point["at"]) for point in points]
    assert moments == sorted(moments)
    again = with_point(points, at, some["a"], some["b"], Difference(0.1, -0.1, 0.3), always=True)
    assert again[-1]["at"] == at.isoformat()
