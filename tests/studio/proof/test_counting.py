"""A draw is fair, a share is as sure as it says, and better is better."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.intervals import Confidence, needed, wilson
from centralita.studio.proof.domain.drawing import Drawable, draw
from centralita.studio.proof.domain.standing import LOST, Standing, compare
from centralita.studio.proof.domain.tally import Held, tally

confidences = st.sampled_from([80, 90, 95, 99])
strata = st.tuples(
    st.sampled_from(["booked", "abandoned", ""]),
    st.sampled_from(["es", "en"]),
    st.integers(0, 30),
    st.sampled_from(["widget", "voice"]),
)


@st.composite
def populations(maker: st.DrawFn) -> list[Drawable]:
    drawn = maker(st.lists(strata, max_size=200))
    return [
        Drawable(UUID(int=number), channel, language, outcome, turns)
        for number, (outcome, language, turns, channel) in enumerate(drawn)
    ]


@given(populations(), st.integers(0, 250), st.text(max_size=5))
def test_a_draw_gives_each_kind_its_share(population: list[Drawable], size: int, seed: str) -> None:
    drawn = draw(population, size, seed)
    assert len(drawn) == min(size, len(population))
    assert len({each.id for each in drawn}) == len(drawn), "nobody twice"
    for stratum in {each.stratum for each in population}:
        there = sum(each.stratum == stratum for each in population)
        taken = sum(each.stratum == stratum for each in drawn)
        fair = there * len(drawn) / len(population)
        assert fair - 1 < taken < fair + 1


@given(populations(), st.integers(1, 50), st.text(max_size=5), st.randoms())
def test_the_same_seed_draws_the_same_in_whatever_order_they_come(
    population: list[Drawable], size: int, seed: str, chance: object
) -> None:
    mixed = list(reversed(population))
    assert draw(population, size, seed) == draw(mixed, size, seed)


def test_each_conversation_is_as_likely_as_every_other() -> None:
    population = [Drawable(UUID(int=n), "widget", "es", "booked" if n < 7 else "", 2) for n in range(20)]
    times = dict.fromkeys(range(20), 0)
    for seed in range(2_000):
        for each in draw(population, 5, str(seed)):
            times[each.id.int] += 1
    # A quarter of 2,000 each; five standard deviations around it.
    assert all(400 < count < 600 for count in times.values()), times


@given(st.integers(0, 500), st.integers(1, 500), confidences)
def test_an_interval_holds_its_share_and_narrows(found: int, of: int, confidence: Confidence) -> None:
    found = min(found, of)
    interval = wilson(found, of, confidence)
    assert 0 <= interval.low <= found / of <= interval.high <= 1
    more = wilson(found * 10, of * 10, confidence)
    assert more.high - more.low < interval.high - interval.low


@given(st.integers(0, 200), st.integers(1, 200))
def test_an_interval_is_wider_the_surer_one_wants_to_be(found: int, of: int) -> None:
    found = min(found, of)
    widths = [
        wilson(found, of, each).high - wilson(found, of, each).low  # type: ignore[arg-type] # literals below
        for each in (80, 90, 95, 99)
    ]
    assert widths == sorted(widths)


def test_known_intervals() -> None:
    # Wilson (1927) at 95 %, as tables give it.
    assert round(wilson(0, 10, 95).high, 4) == 0.2775
    assert round(wilson(5, 10, 95).low, 4) == 0.2366
    assert (wilson(0, 0, 95).low, wilson(0, 0, 95).high) == (0.0, 1.0)


@given(st.floats(0.01, 0.9), confidences)
def test_what_is_needed_is_just_enough(most: float, confidence: Confidence) -> None:
    enough = needed(most, confidence)
    assert wilson(0, enough, confidence).high <= most
    assert enough == 1 or wilson(0, enough - 1, confidence).high > most


standings = st.builds(
    Standing,
    st.sampled_from(["over", "person", "transferred", "open"]),
    st.sampled_from(["booked", "moved", "completed", "abandoned", "", "handed_off"]),
    st.integers(0, 3),
    st.sets(st.sampled_from(["book", "charge", "take_message"])).map(lambda deeds: tuple(sorted(deeds))),
)


@given(standings, standings, standings)
def test_better_is_an_order(one: Standing, other: Standing, third: Standing) -> None:
    opposite = {"better": "worse", "worse": "better", "same": "same", "otherwise": "otherwise"}
    found = compare(one, other)
    assert compare(other, one) == opposite[found]
    assert compare(one, one) == "same"
    assert found != "same" or (one.came_to, one.deeds, one.unanswered) == (
        other.came_to,
        other.deeds,
        other.unanswered,
    )
    if found == "better" and compare(other, third) == "better":
        assert compare(one, third) == "better"


def test_booked_is_above_a_person_is_above_left() -> None:
    booked, person, left = Standing("over", "booked"), Standing("person"), Standing("open")
    assert compare(left, person) == compare(person, booked) == "better"
    assert compare(Standing("over", "abandoned"), left) == "same", "nobody hangs up when it is held again"
    assert compare(Standing("over", "failed"), left) == "otherwise"
    assert compare(Standing("person", "handed_off"), person) == "same"
    assert compare(Standing("over", "not_now"), booked, [*LOST, "not_now"]) == "better"
    assert compare(left, Standing("open", "", 1)) == "worse", "one more question is left unanswered"


def test_a_polite_goodbye_is_no_booking() -> None:
    booked = Standing("over", "booked", 0, ("book",))
    assert compare(booked, Standing("over", "completed")) == "worse"
    assert compare(Standing("over", "booked"), Standing("over", "completed")) == "worse", "without any tool"
    assert compare(booked, Standing("over", "booked")) == "worse", "it only says that it booked"
    assert compare(booked, Standing("over", "booked", 0, ("take_message",))) == "worse"
    assert compare(Standing("transferred"), Standing("person")) == "otherwise"
    assert compare(Standing("over", "booked"), Standing("over", "moved")) == "otherwise"


def test_a_conversation_that_decides_nothing_is_in_no_share() -> None:
    held = [
        Held(Standing("open"), Standing("over", "booked")),
        Held(Standing("over", "booked"), Standing("open"), "not_recorded"),
        Held(Standing("over", "booked"), Standing("over", "moved")),
    ]
    found = tally(held, LOST)
    assert (found.better, found.worse, found.undecided, found.otherwise, found.decided) == (1, 0, 1, 1, 2)
