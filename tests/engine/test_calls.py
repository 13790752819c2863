"""What only a phone call has: words cut short, silence, and a notice that it is a machine."""

from typing import Any

from centralita import engine

ASKING: dict[str, Any] = {
    "name": "Calls",
    "languages": ["en"],
    "flows": [
        {
            "id": "main",
            "name": "Main",
            "entry": "ask",
            "nodes": [{"id": "ask", "kind": "ask", "data": {"question": {"en": "What is your name?"}}}],
            "edges": [{"id": "again", "source": "ask", "port": "next", "target": "ask"}],
        }
    ],
}


def begun() -> tuple[engine.Blueprint, engine.State]:
    blueprint = engine.Blueprint.model_validate(ASKING)
    state = engine.begin(blueprint, seed="1", channel="voice", language="en", variables={})
    state, _ = engine.advance(blueprint, state, engine.Started(at=1))
    return blueprint, state


def said(effects: tuple[engine.Effect, ...]) -> list[str]:
    return [effect.text for effect in effects if isinstance(effect, engine.Say)]


def test_what_was_not_heard_was_not_said():
    blueprint, state = begun()
    after, effects = engine.advance(blueprint, state, engine.Interrupted(at=2, said="What is"))
    assert effects == ()
    assert [one.text for one in after.transcript] == ["What is…"]
    nothing, _ = engine.advance(blueprint, state, engine.Interrupted(at=2, said=" "))
    assert nothing.transcript == ()


def test_nothing_is_cut_once_the_caller_has_answered():
    blueprint, state = begun()
    ended, _ = engine.advance(blueprint, state, engine.HungUp(at=2))
    assert engine.advance(blueprint, ended, engine.Interrupted(at=3, said="W")) == (ended, ())


def test_silence_is_asked_about_twice_and_then_ends_the_call():
    blueprint, state = begun()
    for _ in range(2):
        state, effects = engine.advance(blueprint, state, engine.CallerSilent(at=2))
        assert said(effects) == ["Are you still there?", "What is your name?"]
    state, effects = engine.advance(blueprint, state, engine.CallerSilent(at=3))
    assert (state.status, state.outcome) == ("ended", "no_response")


def test_an_answer_ends_the_counting_of_silences():
    blueprint, state = begun()
    for _ in range(5):
        state, _ = engine.advance(blueprint, state, engine.CallerSilent(at=2))
        state, _ = engine.advance(blueprint, state, engine.UserSaid(at=3, text="Marta"))
    assert state.status == "active"


def test_nobody_is_asked_whether_they_are_there_while_a_person_talks():
    blueprint, state = begun()
    held, _ = engine.advance(blueprint, state, engine.TakenOver(at=2, by="Ana"))
    assert engine.advance(blueprint, held, engine.CallerSilent(at=3)) == (held, ())


def test_a_copy_with_another_notice_says_it_although_the_first_ran_before():
    """Calls begin with a copy that tells of the recording; chats with the same agent may have run the original."""
    blueprint, _ = begun()
    copy = blueprint.model_copy(update={"ai_notice": {"en": "This call is recorded."}})
    state = engine.begin(copy, seed="1", channel="voice", language="en", variables={})
    _, effects = engine.advance(copy, state, engine.Started(at=1))
    assert said(effects) == ["This call is recorded.", "What is your name?"]
