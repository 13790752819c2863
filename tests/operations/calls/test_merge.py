"""What a platform tells of a call, in any order, as often as it likes: one end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.money import Money
from centralita.operations.calls.domain.merge import CallRecord, apply
from centralita.operations.calls.domain.outcome import outcome_of
from centralita.providers.voice.calls import CallSnapshot, CallStatus, CostLine, Ending, Utterance

BEGAN = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
SAID = tuple(
    Utterance("agent" if turn % 2 else "callee", f"line {turn}", float(turn), turn + 0.5, 0.9)
    for turn in range(6)
)
ENDED = CallSnapshot(
    "c1",
    CallStatus.COMPLETED,
    ending=Ending.CALLEE_HUNG_UP,
    started_at=BEGAN,
    answered_at=BEGAN + timedelta(seconds=5),
    ended_at=BEGAN + timedelta(seconds=65),
    duration_seconds=60.0,
    transcript=SAID,
)


def cents(*amounts: int) -> tuple[CostLine, ...]:
    return tuple(CostLine(f"part {at}", Money(each * 10_000, "USD")) for at, each in enumerate(amounts))


@st.composite
def histories(draw: st.DrawFn) -> list[CallSnapshot]:
    """What a platform says of one call as it goes on, each time all it knows by then; steps may be left out."""
    answered = draw(st.booleans())
    end = draw(st.sampled_from([CallStatus.COMPLETED, CallStatus.FAILED, CallStatus.CANCELLED]))
    told = [CallSnapshot("c1", CallStatus.INITIATING, started_at=BEGAN)]
    told.append(replace(told[-1], status=CallStatus.RINGING))
    if answered:
        told.append(
            replace(told[-1], status=CallStatus.IN_PROGRESS, answered_at=BEGAN + timedelta(seconds=4))
        )
        for so_far in sorted(draw(st.lists(st.integers(1, 6), max_size=4))):
            told.append(replace(told[-1], transcript=SAID[:so_far]))
    told.append(
        replace(
            told[-1],
            status=end,
            ending=draw(st.sampled_from([Ending.UNKNOWN, Ending.CALLEE_HUNG_UP, Ending.NO_ANSWER])),
            ended_at=BEGAN + timedelta(seconds=draw(st.integers(5, 300))),
            duration_seconds=float(draw(st.integers(1, 300))),
        )
    )
    if answered:
        told.append(replace(told[-1], transcript=SAID, transcript_final=True))
    cost = 0
    for more in draw(st.lists(st.integers(1, 50), max_size=3)):
        cost += more
        told.append(replace(told[-1], cost=cents(cost)))
    told.append(replace(told[-1], cost_final=True, summary="Wants an offer", sentiment="positive"))
    if draw(st.booleans()):
        told.append(replace(told[-1], ending=Ending.VOICEMAIL, collected={"name": "Ana"}, successful=False))
    return told


def after(told: list[CallSnapshot], known: CallRecord | None = None) -> CallRecord:
    known = known or CallRecord()
    for each in told:
        known = apply(known, each)
    return known


@given(histories(), st.data())
def test_order_repetition_and_gaps_change_nothing(history: list[CallSnapshot], data: st.DataObject) -> None:
    orderly = after(history)
    arrived = data.draw(st.permutations(history))
    repeated = data.draw(st.lists(st.sampled_from(history), max_size=12))
    # Anything may be missing but the last word.
    kept = [each for each in arrived if each is history[-1] or data.draw(st.booleans())]
    assert after([*kept, *repeated]) == after([*repeated, *kept])
    assert after([*arrived, *repeated]) == orderly
    assert after(kept) == after(sorted(kept, key=history.index))
    assert after(kept).status is orderly.status
    assert after(kept).cost == orderly.cost
    assert after(kept).ending is orderly.ending


@given(histories(), st.data())
def test_a_call_never_goes_back(history: list[CallSnapshot], data: st.DataObject) -> None:
    known, rank = CallRecord(), 0
    for each in data.draw(st.permutations(history * 2)):
        known = apply(known, each)
        assert known.status.rank >= rank
        rank = known.status.rank


@given(histories(), st.data())
def test_what_was_read_after_the_end_outlives_late_webhooks(
    history: list[CallSnapshot], data: st.DataObject
) -> None:
    read = replace(history[-1], cost=cents(7), summary="short", duration_seconds=1.0)
    known = apply(after(history), read, "asked")
    late = data.draw(st.permutations(history))
    assert after(late, known) == known
    assert (known.cost, known.summary, known.duration_seconds) == (cents(7), "short", 1.0)


def test_the_storm_of_one_event_changes_something_once() -> None:
    known = apply(CallRecord(), ENDED)
    for _ in range(51):
        again = apply(known, ENDED)
        assert again is known


def test_an_end_that_was_guessed_gives_way_to_the_platforms_word() -> None:
    guessed = CallRecord(status=CallStatus.FAILED, guessed=True, evidence="asked", ended_at=BEGAN)
    known = apply(guessed, ENDED)
    assert (known.status, known.guessed, known.evidence) == (CallStatus.COMPLETED, False, "webhook")
    assert known.ended_at == ENDED.ended_at
    again = apply(guessed, CallSnapshot("c1", CallStatus.IN_PROGRESS))
    assert (again.status, again.evidence) == (CallStatus.IN_PROGRESS, "")


def test_an_end_by_the_platforms_word_is_final() -> None:
    known = apply(apply(CallRecord(), ENDED), replace(ENDED, status=CallStatus.FAILED), "asked")
    assert (known.status, known.evidence) == (CallStatus.COMPLETED, "webhook")


def test_confidence_is_the_mean_of_what_was_heard() -> None:
    assert apply(CallRecord(), ENDED).confidence == 0.9
    assert CallRecord().confidence is None


@pytest.mark.parametrize(
    ("ending", "answered", "collected", "outcome"),
    [
        (Ending.CALLEE_HUNG_UP, True, {}, "answered"),
        (Ending.CALLEE_HUNG_UP, True, {"outcome": "Not interested"}, "not_interested"),
        (Ending.OPTED_OUT, True, {"outcome": "interested"}, "opted_out"),
        (Ending.VOICEMAIL, True, {}, "voicemail"),
        (Ending.CALLBACK_WANTED, True, {}, "callback_requested"),
        (Ending.BUSY, False, {}, "busy"),
        (Ending.DECLINED, False, {}, "no_answer"),
        (Ending.PLATFORM_FAILED, False, {}, ""),
        (None, False, {"outcome": "interested"}, ""),
    ],
)
def test_what_came_of_it(
    ending: Ending | None, answered: bool, collected: dict[str, object], outcome: str
) -> None:
    assert outcome_of(CallStatus.COMPLETED, ending, answered=answered, collected=collected) == outcome
    assert outcome_of(CallStatus.IN_PROGRESS, ending, answered=answered, collected=collected) == ""
