"""What a platform's own model did not know is read from what it said, and nothing is made of what it did know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.phrases import PHRASES
from centralita.engine.unknowing import MOST_QUESTIONS, says_unknown, unanswered_in

UNKNOWN = """
No tengo esa información. Puedo pasarle con una persona si lo prefiere.
Lo siento, no dispongo de esa información en este momento.
Pues no tengo ese dato, pero se lo pregunto a mis compañeros.
No tengo información sobre el aparcamiento.
Lo siento, no lo sé.
No sabría decirle. No le sabría decir, la verdad.
No se lo puedo decir, no me consta ese dato.
Desconozco el precio de ese tratamiento.
I'm sorry, I don't have that information.
I do not have any information about parking.
I don’t have access to that information right now.
I don't have information about our parking.
Unfortunately I don't know.
I don't know if there is parking nearby.
I'm not sure about that, let me pass you on.
I can't tell you that, I am afraid.
Desculpe, não tenho essa informação.
Não tenho informações sobre estacionamento.
Infelizmente não sei informar.
Isso eu não sei.
Não consigo lhe dizer o preço.
"""
KNOWN = """
No, no tenemos aparcamiento, pero hay uno público al lado.
No se preocupe, le llamo mañana.
No sé si le he entendido bien. ¿Me lo repite?
No tengo su número. ¿Me lo puede dar?
No tengo huecos el jueves.
No le cobramos la primera visita.
¿No lo sabía? Abrimos también los sábados.
I don't know if I heard you right.
I don't have any free slots on Thursday.
We do not have parking.
Don't worry, you know where we are.
I have all the information that I need, thank you.
Não temos estacionamento.
Não sei se entendi bem.
Não tenho horários na quinta-feira.
Não se preocupe.
"""


@pytest.mark.parametrize("text", UNKNOWN.strip().splitlines())
def test_it_is_heard_that_something_is_not_known(text: str) -> None:
    assert says_unknown(text)


@pytest.mark.parametrize("text", KNOWN.strip().splitlines())
def test_what_is_known_is_no_gap(text: str) -> None:
    assert not says_unknown(text)


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_our_own_words_for_it_are_heard(language: str) -> None:
    assert says_unknown(PHRASES["unanswered"][language])


def test_the_question_that_was_asked_is_found() -> None:
    talk = [
        (False, "Hola, ¿en qué puedo ayudarle?"),
        (True, "Hola, buenas tardes."),
        (False, "Buenas tardes."),
        (True, "¿Tienen aparcamiento?"),
        (True, "Es que voy en coche."),
        (False, "Un momento, por favor."),
        (False, "No tengo esa información."),
        (False, "Lo siento, no lo sé."),
        (True, "Bueno. ¿Y cuánto cuesta una limpieza?"),
        (False, "Cuarenta y cinco euros."),
        (True, "De acuerdo, gracias."),
        (False, "No tengo más información, así que le paso con una persona."),
        (True, "dígame si aceptan perros"),
        (False, "No lo sé."),
        (True, "¿Tienen aparcamiento?"),
        (False, "Ya le digo que no lo sé."),
    ]
    assert unanswered_in(talk) == ["¿Tienen aparcamiento?", "dígame si aceptan perros"]
    assert unanswered_in([(False, "No lo sé.")]) == []


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=60) | st.sampled_from(["¿Qué?", "No lo sé."]))))
def test_only_what_the_caller_said_is_a_question(lines: list[tuple[bool, str]]) -> None:
    found = unanswered_in(lines)
    assert set(found) <= {text.strip() for by_caller, text in lines if by_caller}
    assert len(found) == len(set(found)) <= MOST_QUESTIONS
