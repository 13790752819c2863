"""Every template passes the checks in each language, and its conversations end as they are meant to."""

import datetime as dt
from collections.abc import Sequence

import pytest

from centralita import engine
from centralita.engine.business import Business, Span
from centralita.kit.errors import NotFound
from centralita.studio.templates.catalogue import TemplateLanguageMissing, template, templates
from centralita.studio.templates.public import blueprint_of

MONDAY_AT_TEN = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC).timestamp()
MONDAY_NIGHT = dt.datetime(2026, 11, 23, 22, 0, tzinfo=dt.UTC).timestamp()
DAY = (Span(opens="09:00", closes="19:00"),)
BUSINESS = Business(
    facts={"name": "Sol", "phone": "+34910000000"},
    hours=dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), DAY),
)
PASSAGE = engine.Passage(
    id="p", document_id="d", title="Tarifas", place="p. 1", text="Limpieza / cleaning: 55 €.", score=0.9
)


class Talk:
    """A conversation with a template; knowledge answers with one passage."""

    def __init__(self, key: str, language: str, at: float = MONDAY_AT_TEN) -> None:
        blueprint = blueprint_of(key, [language], "Recepción")
        self.blueprint = blueprint.model_copy(update={"business": BUSINESS})
        self.at = at
        self.state = engine.begin(self.blueprint, seed="s", channel="chat", language=language)
        self.effects: list[engine.Effect] = []
        self.happen(engine.Started(at=at))

    def happen(self, event: engine.Event) -> None:
        self.state, effects = engine.advance(self.blueprint, self.state, event)
        self.effects += effects
        for effect in effects:
            if isinstance(effect, engine.SearchKnowledge):
                self.happen(engine.KnowledgeFound(at=self.at, effect_id=effect.id, passages=(PASSAGE,)))

    def say(self, texts: Sequence[str]) -> "Talk":
        for text in texts:
            self.happen(engine.UserSaid(at=self.at, text=text))
        return self

    @property
    def outcome(self) -> str | None:
        return next((effect.outcome for effect in self.effects if isinstance(effect, engine.End)), None)

    @property
    def said(self) -> str:
        return "\n".join(effect.text for effect in self.effects if isinstance(effect, engine.Say))


@pytest.mark.parametrize("languages", [["es"], ["en"], ["es", "en"], ["en", "es"]])
@pytest.mark.parametrize("key", sorted(templates()))
def test_a_template_has_no_problems(key: str, languages: list[str]) -> None:
    assert engine.check(blueprint_of(key, languages, "Recepción")) == ()


def test_both_templates_are_here_in_both_languages() -> None:
    assert {key: found.languages for key, found in templates().items()} == {
        "dental_clinic": ("es", "en"),
        "beauty_salon": ("es", "en"),
    }


@pytest.mark.parametrize("key", sorted(templates()))
def test_the_languages_have_the_same_words(key: str) -> None:
    words = template(key).words
    for group in ("names", "texts", "phrases", "sample"):
        assert words["es"][group].keys() == words["en"][group].keys()
    assert len(words["es"]["questions"]) == len(words["en"]["questions"])


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(NotFound):
        blueprint_of("nothing", ["es"], "x")
    with pytest.raises(TemplateLanguageMissing):
        blueprint_of("dental_clinic", ["pt"], "x")


@pytest.mark.parametrize(
    ("key", "language", "texts", "outcome"),
    [
        (
            "dental_clinic",
            "es",
            ["quiero pedir cita", "limpieza", "mañana a las 10", "Ana Ruiz", "600 100 200", "sí", "5"],
            "appointment_requested",
        ),
        (
            "dental_clinic",
            "en",
            ["I'd like to book", "implant", "tomorrow at 10", "Ann Reed", "+34 600 100 200", "yes", "4"],
            "appointment_requested",
        ),
        ("dental_clinic", "es", ["¿cuánto cuesta una limpieza?", "nada más, gracias", "5"], "answered"),
        ("dental_clinic", "en", ["how much is a cleaning?", "no thanks", "1"], "answered"),
        (
            "beauty_salon",
            "es",
            ["una reserva", "mechas", "el martes a las 12", "Eva", "600 100 200", "no", "corte", "el martes a las 12", "Eva", "600 100 200", "sí", "5"],
            "appointment_requested",
        ),
        (
            "beauty_salon",
            "en",
            ["can I make an appointment", "nails", "Wednesday at 11", "Eve", "+34 600 100 200", "yes", "5"],
            "appointment_requested",
        ),
        ("beauty_salon", "en", ["that's all, bye", "3"], "answered"),
    ],
)  # fmt: skip
def test_a_conversation_ends_as_meant(key: str, language: str, texts: list[str], outcome: str) -> None:
    talk = Talk(key, language).say(texts)
    assert talk.outcome == outcome, talk.said
    assert "Sol" in talk.said


def test_a_question_is_answered_with_its_citation() -> None:
    talk = Talk("dental_clinic", "es").say(["¿cuánto cuesta una limpieza?"])
    answer = next(effect for effect in talk.effects if isinstance(effect, engine.Say) and effect.citations)
    assert "55 €" in answer.text
    assert talk.said.endswith("¿Puedo ayudarle en algo más?")


def test_a_request_is_never_called_a_booking() -> None:
    talk = Talk("dental_clinic", "es").say(
        ["cita", "otra cosa", "mañana a las 10", "Ana", "600 100 200", "sí"]
    )
    assert "todavía no es una cita confirmada" in talk.said


def test_pain_reaches_a_person_when_open_and_a_call_back_when_not() -> None:
    day = Talk("dental_clinic", "es").say(["me duele mucho una muela"])
    assert any(isinstance(effect, engine.HandOff) for effect in day.effects)
    assert day.state.status == "waiting_person"
    night = Talk("dental_clinic", "en", MONDAY_NIGHT).say(["I have a terrible toothache", "+34 600 100 200"])
    assert not any(isinstance(effect, engine.HandOff) for effect in night.effects)
    assert night.outcome == "callback_requested"


def test_nobody_taking_over_becomes_a_call_back() -> None:
    talk = Talk("beauty_salon", "es").say(["cambiar mi cita", "Eva", "la del jueves, al viernes"])
    timer = next(effect for effect in talk.effects if isinstance(effect, engine.StartTimer))
    talk.happen(engine.TimerFired(at=talk.at + 300, effect_id=timer.id))
    talk.say(["600 100 200"])
    assert talk.outcome == "callback_requested"


def test_colour_comes_with_the_patch_test() -> None:
    assert "48 horas" in Talk("beauty_salon", "es").say(["reservar", "tinte"]).said
    assert "48 horas" not in Talk("beauty_salon", "es").say(["reservar", "manicura"]).said
