"""Whatever the graph and whatever is said: no exception, no endless loop, a state that can be stored,
and the same messages when the journal is played again. `CENTRALITA_EXAMPLES=10000` for the long run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.engine.strategies import AWAITED, blueprints, events, json_values, results

from centralita import engine

EXAMPLES = int(os.environ.get("CENTRALITA_EXAMPLES", "300"))
long_run = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@given(st.data())
@long_run
def test_any_graph_and_any_events_go_well(data: st.DataObject) -> None:
    blueprint = data.draw(blueprints())
    channel: engine.Channel = data.draw(st.sampled_from(("chat", "voice")))
    given_variables = data.draw(
        st.dictionaries(st.sampled_from(("name", "n", "bad name")), json_values, max_size=2)
    )
    start = engine.begin(blueprint, seed="s", channel=channel, language=None, variables=given_variables)
    state, journal, told = start, [], []
    for number in range(data.draw(st.integers(1, 11))):
        event: engine.Event = engine.Started(at=1.8e9) if number == 0 else next_event(data, state)
        journal.append(event)
        state, effects = engine.advance(blueprint, state, event)
        told.append(effects)

        assert engine.decode_state(engine.encode_state(state)) == state
        assert engine.decode_effects(engine.encode_effects(effects)) == effects
        assert engine.decode_event(engine.encode_event(event)) == event
        assert state.steps <= blueprint.guardrails.max_steps
        assert len(effects) <= 8 * blueprint.guardrails.max_steps + 60
        if state.status in {"waiting_person", "held", "ended"}:
            assert not any(isinstance(effect, engine.AskModel) for effect in state.pending)
        if state.status == "ended":
            assert state.pending == ()

    assert replay(blueprint, start, journal) == told


def next_event(data: st.DataObject, state: engine.State) -> engine.Event:
    event = data.draw(results if state.pending else events)
    if getattr(event, "effect_id", None) == AWAITED:
        return structs.replace(event, effect_id=state.pending[0].id if state.pending else "e1")
    return event


def replay(
    blueprint: engine.Blueprint, state: engine.State, journal: list[engine.Event]
) -> list[tuple[engine.Effect, ...]]:
    """Play a journal again as another process would: from stored bytes, with the blueprint read anew."""
    again = engine.Blueprint.model_validate_json(blueprint.model_dump_json())
    told = []
    for event in journal:
        state = engine.decode_state(engine.encode_state(state))
        state, effects = engine.advance(again, state, engine.decode_event(engine.encode_event(event)))
        told.append(effects)
    return told


@given(blueprints())
@long_run
def test_any_graph_is_checked_and_every_problem_has_a_sentence(blueprint: engine.Blueprint) -> None:
    for problem in engine.check(blueprint):
        for language in ("es", "en", "pt"):
            assert engine.sentence(problem, language).strip()
