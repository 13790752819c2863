"""A person, a new start, another language: heard at any moment, and not where they were not meant."""

import pytest
from tests.engine.blueprints import FRIDAY, Talk, blueprint, flow, node

from centralita import engine
from centralita.engine.tongue_names import names_of
from centralita.studio.languages import OFFERED


def talk_at(question: str = "¿Qué desea?", **fields: object) -> Talk:
    nodes = [
        node("a", "ask", {"question": {"es": question, "en": "What would you like?"}, "variable": "x"}),
        node("e", "end"),
    ]
    return Talk(blueprint(flow(nodes, "a > e"), **fields))


@pytest.mark.parametrize(
    "words",
    [
        "quiero hablar con una persona",
        "Por favor, ¿puedo hablar con alguien?",
        "HABLAR CON UN HUMANO!!",
        "no, prefiero hablar con una persona",
        "I want to speak to a human please",
        "can i talk to someone",
        "speak with a real person",
        "quero falar com um atendente",
    ],
)
def test_a_person_is_asked_for(words: str) -> None:
    talk = talk_at()
    assert talk.say(words) == ["Le paso con una persona. En cuanto pueda le responde por aquí."]
    assert talk.first(engine.HandOff).reason == "asked_for_person"
    assert talk.state.status == "waiting_person"


@pytest.mark.parametrize(
    "words",
    [
        "ayer pude hablar con una persona muy amable",
        "no quiero hablar con una persona",
        "i don't want to talk to a person",
        "una persona",
        "es para una persona",
        "can you start again the treatment next week with the same doctor?",
        "quiero una cita para empezar de nuevo la ortodoncia",
        "soy profesor de inglés",
        "English",
        "hablo español e inglés",
        "un agente inmobiliario",
    ],
)
def test_ordinary_answers_are_left_alone(words: str) -> None:
    talk = talk_at()
    talk.say(words)
    assert talk.state.variables["x"] == words
    assert talk.state.language == "es"


@pytest.mark.parametrize(
    "words", ["empezar de nuevo", "quiero volver a empezar", "start over", "let's start again please"]
)
def test_starting_again_forgets_what_was_collected_but_not_what_was_given(words: str) -> None:
    nodes = [
        node("a", "ask", {"question": {"es": "¿Nombre?"}, "variable": "name"}),
        node("b", "ask", {"question": {"es": "¿Edad?"}, "variable": "age"}),
    ]
    talk = Talk(blueprint(flow(nodes, "a > b")), variables={"contact.id": "7"})
    talk.say("Ana")
    assert talk.say(words) == ["De acuerdo, empezamos de nuevo.", "¿Nombre?"]
    assert talk.state.variables == {"contact.id": "7"}


@pytest.mark.parametrize(
    "words", ["in english please", "¿Puede hablar en inglés?", "Do you speak English?", "English, please!"]
)
def test_the_language_is_changed_and_the_question_asked_again(words: str) -> None:
    talk = talk_at()
    assert talk.say(words) == ["All right, let us go on in English.", "What would you like?"]
    assert talk.state.language == "en"


@pytest.mark.parametrize("words", ["inglés, por favor", "English", "español, por favor"])
def test_what_may_be_the_answer_is_the_answer(words: str) -> None:
    """The language's name alone, or asked for in the language of the talk: perhaps a course is booked."""
    talk = talk_at()
    assert talk.say(words) == []
    assert talk.state.language == "es"


ASKS = {
    "ru": ("Говорите по-русски?", "на русском, пожалуйста", "en ruso por favor"),
    "zh": ("请说中文", "in Chinese please", "¿habla chino?"),
    "ar": ("بالعربية", "do you speak Arabic?"),
    "he": ("בעברית בבקשה",),
    "tr": ("Türkçe konuşuyor musunuz?", "auf Türkisch bitte"),
    "pl": ("Czy mówi pan po polsku?", "Proszę po polsku"),
    "hi": ("हिंदी में बात करें", "switch to Hindi"),
    "ja": ("日本語でお願いします",),
    "sv": ("pratar du svenska", "på svenska"),
    "nl": ("Nederlands alstublieft",),
    "fr": ("Français, s'il vous plaît", "parlez-vous français ?"),
    "de": ("Deutsch, bitte",),
    "pt-BR": ("Português, por favor", "fala português?"),
}


@pytest.mark.parametrize(
    ("language", "words"), [(code, each) for code, all_ in ASKS.items() for each in all_]
)
def test_every_language_is_asked_for_in_itself_and_in_others(language: str, words: str) -> None:
    talk = talk_at(languages=["es", language])
    talk.say(words)
    assert (talk.state.language, talk.state.language_chosen) == (language, True)


def test_every_language_that_is_offered_has_a_name() -> None:
    assert [code for code in OFFERED if not names_of(code)] == []
    named = [name for code in {each.partition("-")[0] for each in OFFERED} for name in names_of(code)]
    assert len(named) == len(set(named)), "no name is that of two"


def test_a_bare_language_is_enough_where_nothing_was_asked() -> None:
    talk = Talk(blueprint(flow([node("w", "wait")])))
    assert talk.say("English, please!") == ["All right, let us go on in English."]


def test_a_language_that_is_not_spoken_is_no_wish() -> None:
    talk = talk_at()
    talk.say("parlez-vous français? en francés")
    assert talk.state.language == "es"


def test_the_language_may_be_changed_outside_the_talk() -> None:
    talk = talk_at()
    assert talk.do(engine.LanguageChanged(at=FRIDAY, language="en-US")) == ["What would you like?"]
    before = talk.state
    talk.do(engine.LanguageChanged(at=FRIDAY, language="xx"))
    assert talk.state is before


def test_an_option_with_the_same_words_is_that_option() -> None:
    options = [
        {"id": "person", "label": {"es": "Hablar con una persona"}},
        {"id": "no", "label": {"es": "Seguir"}},
    ]
    nodes = [
        node("a", "ask", {"question": {"es": "¿?"}, "input": {"type": "choice", "options": options}}),
        node("p", "say", {"text": {"es": "Un momento"}}),
    ]
    talk = Talk(blueprint(flow(nodes, "a.person > p")))
    assert talk.say("hablar con una persona") == ["Un momento"]


def test_own_phrases_replace_the_built_in_ones_and_wishes_can_be_switched_off() -> None:
    own = talk_at(interrupts={"person": {"phrases": {"es": ["comodín"]}}})
    own.say("comodín")
    assert own.state.status == "waiting_person"
    off = talk_at(interrupts={"person": {"enabled": False}})
    off.say("hablar con una persona")
    assert off.state.variables["x"] == "hablar con una persona"
