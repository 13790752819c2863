"""The language that somebody writes is followed when it is beyond doubt, and kept otherwise."""

import asyncio
import time
from collections.abc import Collection, Sequence
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita import engine
from centralita.live.steadiness import (
    ALONE_LETTERS,
    PAIR_LETTERS,
    Impression,
    change,
    letters_of,
    wording,
)
from centralita.live.tongues import Lingua, NoTongues, WrittenTongues
from centralita.live.wire import SayRequest
from tests.live.sentences import AMBIGUOUS, SENTENCES

BLUEPRINT = engine.Blueprint.model_validate(
    {
        "languages": ["es", "en", "pt-BR"],
        "flows": [
            {
                "id": "main",
                "nodes": [
                    {
                        "id": "wait",
                        "kind": "ask",
                        "data": {
                            "question": {
                                "es": "¿Qué desea?",
                                "en": "What can I do?",
                                "pt-BR": "O que deseja?",
                            },
                            "variable": "wish",
                        },
                    },
                    {
                        "id": "bye",
                        "kind": "say",
                        "data": {"text": {"es": "Vale", "en": "Fine", "pt-BR": "Certo"}},
                    },
                ],
                "edges": [{"id": "e", "source": "wait", "port": "next", "target": "bye"}],
            }
        ],
    }
)
LONG = "I would like to book an appointment"


def begun(language: str = "es") -> engine.State:
    state = engine.begin(BLUEPRINT, seed="s", channel="chat", language=language, variables={})
    state, _ = engine.advance(BLUEPRINT, state, engine.Started(at=1.0))
    return state


def says(text: str, **more: Any) -> SayRequest:
    return SayRequest(client_id=uuid4(), text=text, **more)


class Known:
    """A guesser that knows the words of its table."""

    def __init__(self, share: float = 0.95) -> None:
        self.share = share
        self.asked: list[Sequence[str]] = []

    def load(self, languages: Sequence[str]) -> Collection[str]:
        return languages

    def guess(self, texts: Sequence[str], languages: Sequence[str]) -> list[tuple[str, float]]:
        self.asked.append(texts)
        return [("en" if "would" in text or "please" in text else "es", self.share) for text in texts]


async def asked(tongues: WrittenTongues, state: engine.State, said: SayRequest) -> str | None:
    tongues.expect(BLUEPRINT)
    await asyncio.get_running_loop().run_in_executor(tongues._thread, time.monotonic)
    return await tongues.written(BLUEPRINT, state, said)


def written(guesser: Known, state: engine.State, said: SayRequest) -> str | None:
    return asyncio.run(asked(WrittenTongues(guesser), state, said))


def test_a_long_clear_message_is_followed_at_once() -> None:
    assert written(Known(), begun(), says(LONG)) == "en"
    assert written(Known(), begun("en"), says(LONG)) is None


def test_a_short_one_alone_is_not_and_two_in_a_row_are() -> None:
    assert written(Known(), begun(), says("a table please")) is None
    state, _ = engine.advance(BLUEPRINT, begun(), engine.UserSaid(at=2.0, text="two seats please"))
    assert written(Known(), state, says("a table please")) == "en"
    unsure = written(Known(share=0.6), state, says("a table please"))
    assert unsure is None


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_names_numbers_and_single_words_are_no_evidence(text: str) -> None:
    """In a talk in English, too, where the guesser takes each of them for Spanish."""
    for language in ("es", "en"):
        assert written(Known(), begun(language), says(text)) is None


def test_a_language_that_nobody_can_tell_is_not_taken_for_its_kin() -> None:
    """Lingua knows no Galician, and is as sure as can be that it is Portuguese or Spanish."""
    galician = "Ola, querería pedir unha cita para mañá pola tarde se pode ser"
    spoken = BLUEPRINT.model_copy(update={"languages": ("gl", "es", "pt")})

    def followed(language: str) -> str | None:
        state = engine.begin(spoken, seed="s", channel="chat", language=language, variables={})
        state, _ = engine.advance(spoken, state, engine.Started(at=1.0))

        async def story() -> str | None:
            tongues = WrittenTongues(Lingua())
            tongues.expect(spoken)
            await asyncio.get_running_loop().run_in_executor(tongues._thread, time.monotonic)
            return await tongues.written(spoken, state, says(galician))

        return asyncio.run(story())

    assert followed("gl") is None
    assert {followed("es"), followed("pt")} != {None}, "so that the first line could fail"


def test_a_press_is_no_writing_and_an_explicit_choice_wins() -> None:
    assert written(Known(), begun(), says(LONG, choice_id="a")) is None
    state, _ = engine.advance(BLUEPRINT, begun("en"), engine.LanguageChanged(at=2.0, language="es"))
    assert state.language_chosen
    assert written(Known(), state, says(LONG)) is None
    state, _ = engine.advance(BLUEPRINT, begun("en"), engine.UserSaid(at=2.0, text="en español por favor"))
    assert (state.language, state.language_chosen) == ("es", True)


def test_one_language_asks_nobody() -> None:
    only = BLUEPRINT.model_copy(update={"languages": ("es",)})
    guesser = Known()
    tongues = WrittenTongues(guesser)
    assert asyncio.run(tongues.written(only, begun(), says(LONG))) is None
    assert guesser.asked == []
    assert asyncio.run(NoTongues().written(BLUEPRINT, begun(), says(LONG))) is None


def test_a_guesser_that_cannot_be_loaded_changes_nothing() -> None:
    class Broken(Known):
        def load(self, languages: Sequence[str]) -> Collection[str]:
            raise ImportError("not here")

    assert written(Broken(), begun(), says(LONG)) is None


def test_the_very_answer_is_in_the_new_language() -> None:
    state, effects = engine.advance(BLUEPRINT, begun(), engine.UserSaid(at=2.0, text=LONG, language="en"))
    assert state.language == "en"
    said = [effect.text for effect in effects if isinstance(effect, engine.Say)]
    assert said == ["Fine"]
    assert not state.language_chosen


def test_a_language_that_the_agent_has_not_is_not_followed() -> None:
    state, _ = engine.advance(BLUEPRINT, begun(), engine.UserSaid(at=2.0, text=LONG, language="fr"))
    assert state.language == "es"


IMPRESSIONS = st.builds(
    Impression,
    language=st.sampled_from(["es", "en", "fr"]),
    share=st.floats(0, 1),
    letters=st.integers(0, 60),
)


@given(st.sampled_from(["es", "en"]), st.lists(IMPRESSIONS, max_size=4))
def test_a_change_needs_letters_and_is_never_to_where_one_is(
    current: str, impressions: list[Impression]
) -> None:
    found = change(current, impressions)
    if found is not None:
        last = impressions[-1]
        assert found == last.language != current
        assert last.letters >= PAIR_LETTERS
        assert last.letters >= ALONE_LETTERS or impressions[-2].language == found


@given(st.lists(IMPRESSIONS, min_size=1, max_size=30))
def test_it_changes_back_only_on_as_much_evidence(impressions: list[Impression]) -> None:
    current, changes = "es", 0
    for at in range(len(impressions)):
        found = change(current, impressions[max(0, at - 1) : at + 1])
        if found is not None:
            current, changes = found, changes + 1
    strong = sum(each.letters >= PAIR_LETTERS for each in impressions)
    assert changes <= strong


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert letters_of(wording(text)) <= len(text) * 3


def test_the_real_guesser_knows_what_people_write() -> None:
    """Measured: right for 55 of 56 lines, and no line changes a conversation that is in its language."""
    lingua, languages = Lingua(), tuple(SENTENCES)
    right = total = followed = 0
    for language, lines in SENTENCES.items():
        for text in lines:
            ((guess, share),) = lingua.guess([wording(text)], languages)
            impression = Impression(guess, share, letters_of(wording(text)))
            total += 1
            right += guess == language
            assert change(language, [impression]) is None, text
            other = "en" if language != "en" else "es"
            followed += change(other, [impression]) == language
    assert right / total >= 0.96
    assert followed / total >= 0.7
