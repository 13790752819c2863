"""The demand not to be called again: heard wherever it stands, and not where it was not meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.blueprints import FRIDAY, Talk, blueprint, flow, node
from tests.engine.test_interrupts import talk_at

from centralita import engine

DEMANDS = """
no me llamen más
No me llame más, por favor.
no me llames más
no quiero que me vuelvan a llamar
no quiero que me llamen más
deje de llamarme
dejen de llamarme ya
deja de llamarme
paren de llamarme por favor
bórrenme de la lista
bórreme de su lista
borradme de vuestra lista
quítenme de la lista
quíteme de su base de datos
elimine mi número de su lista
elimínenme de la base de datos
saquenme de la lista de llamadas
borre mi número
no vuelvan a llamarme
no me vuelva a llamar nunca más
No vuelva a llamar
ya no me llamen más
nunca más me llamen
no me molesten más
no me contacten más
no quiero recibir más llamadas
no quiero más llamadas
no quiero recibir llamadas
ya les dije que no me llamen más
mire no me interesa no me llamen mas gracias
Hola, estoy trabajando, no me llamen más, adiós
quiero que dejen de llamarme
les pido que no me llamen más
exijo que me borren de la lista
no me llamen
no me llame, por favor
no deseo recibir más llamadas
quiero darme de baja de la lista
denme de baja de las llamadas
no quiero que me llamen nunca más a este número
Mire, ya tengo compañía y estoy muy contento. No me vuelvan a llamar.
oiga, esto es la tercera vez esta semana, deje de llamarme de una vez
no me interesa y no me llamen más
don't call me again
Please don't call me anymore
do not call me again
never call me again
stop calling me
stop calling
Please stop calling this number
can you stop calling me please
could you please take me off your list
take me off your list
remove me from your list
remove my number from your database
take me off your calling list right now
unsubscribe
Unsubscribe me please
opt out
I want to opt out
I don't want any more calls
I don't want you to call me again
I don't want to be called anymore
I asked you to stop calling me
I told you not to call me again
put me on your do not call list
add my number to the do not call list
no more calls please
quit calling me
lose my number
delete my number
I'm not interested, stop calling me
Listen, I'm at work and I don't have time for this. Take me off your list.
hello i am busy please stop calling me
I'd like to be removed from your list
please don't contact me again
don't ever call me again
I never want to hear from you again
don't call me
I want you to stop calling me
não me ligue mais
não me liguem mais por favor
parem de me ligar
pare de ligar para mim
não quero receber mais ligações
não quero mais ligações
me tire da lista
tirem meu número da lista
não quero que me liguem mais
quero me descadastrar
nunca mais me ligue
Não tenho interesse, não me ligue mais
""".strip().splitlines()
OTHERS = """
no me llame mañana, llámeme el lunes
no me llame mañana
no me llame a esta hora
no me llame antes de las diez
no me llamen más tarde de las ocho
no me llames más tarde
no me llame Pepe
no me llamo Ana
no deje de llamarme
no dejen de llamarme, por favor
no quiero que dejen de llamarme
no me borren de la lista
no me borre de la lista de espera
bórrenme de la lista de espera
quíteme de la lista de espera
¿me puede llamar más tarde?
llámeme mañana
me llamaron ayer y no me volvieron a llamar
nadie me ha vuelto a llamar
ya no me llaman
por qué no me llaman más a menudo
si no me llaman más, iré yo
mi marido dijo que no me llamen más
me dijo: no me llames más, y colgó
no me llame más, llámeme el lunes
no es que no quiera que me llamen
quiero darme de baja del gimnasio
quiero darme de baja
quiero cancelar mi cita
no me interesa
no quiero nada
no quiero cita el martes
¿dejaron de llamarme por algo?
dejé de llamar porque comunicaba
no puedo dejar de llamarlos
cuando deje de llamarme mi jefe le digo
borre mi cita del lunes
elimine la última respuesta
quite el tinte de la lista
no me molesta que me llamen
no me escriba, llámeme
no, llámeme por la tarde
la lista de precios por favor
no me llame al trabajo, llámeme a casa
no me llame al fijo
espero que no me llamen más veces de la cuenta
¿qué hago para que no me llamen más otros?
me gustaría que me llamen más
no le llame más cosas
don't call me tomorrow
don't call me before nine
don't call me after 8 pm
don't call me again until Monday
don't call me at work
don't call me Bob
don't call me sir
don't stop calling me
please don't stop calling
don't take me off your list
do not remove me from your list
why did you stop calling me?
why don't you call me again?
you never call me
you never call me back
can you call me again tomorrow?
if you call me again I will buy
he said stop calling me
my wife said don't call me again
they told me to unsubscribe
stop calling me names
stop calling me Mister
take me off the waiting list
take me off hold
put me on your list
remove the last item from my list
I want to stop my treatment
how do I unsubscribe my son from the class
I stopped calling because it was busy
no more sugar please
I don't want to call again
I don't want any more coffee
did anyone stop calling
don't call me, call me back on Monday
I didn't ask you to stop calling me
I never said don't call me
opt for the second
is there an opt out
delete my appointment
my number is 600 123 123
Call me at this number
não me ligue amanhã
não me ligue antes das nove
me ligue mais tarde
não deixe de me ligar
não pare de me ligar
pode me ligar mais tarde
parei de ligar
não me tire da lista de espera
me tire da lista de espera
""".strip().splitlines()
# Said around a demand it changes nothing.
_POLITE = st.sampled_from(
    ["Hola, ", "Mire, ", "Por favor, ", "Sorry, ", "Listen. ", "No, ", "Olha, ", "No me interesa. "]
)
_THANKS = st.sampled_from([", gracias", ". Adiós", " please", ", thank you!", " por favor"])
# Before a demand it makes the opposite of it, or somebody else's words.
_UNDONE = st.sampled_from(
    ["Si ", "Mi jefe dijo: ", "He said ", "No es que ", "Why ", "I never said ", "Nunca dije "]
)


@pytest.mark.parametrize("words", DEMANDS)
def test_a_demand_is_heard(words: str) -> None:
    assert engine.wants_no_calls(words)
    assert engine.wants_no_calls(words.upper())


@pytest.mark.parametrize("words", OTHERS)
def test_what_is_no_demand_is_left_alone(words: str) -> None:
    assert not engine.wants_no_calls(words)


@given(_POLITE, st.sampled_from(DEMANDS[:60]), _THANKS)
def test_polite_words_around_change_nothing(before: str, words: str, after: str) -> None:
    assert engine.wants_no_calls(before + words.rstrip(".!") + after)


@given(
    _UNDONE,
    st.sampled_from([one for one in DEMANDS if "," not in one and "." not in one and " y " not in one]),
)
def test_a_demand_told_of_or_taken_back_is_none(before: str, words: str) -> None:
    assert not engine.wants_no_calls(before + words)


@given(st.text(max_size=3_000))
def test_no_text_breaks_it(text: str) -> None:
    engine.wants_no_calls(text)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("No me llamen más", "De acuerdo, queda anotado: no volveremos a llamarle. Adiós."),
        ("don't call me again", "De acuerdo, queda anotado: no volveremos a llamarle. Adiós."),
    ],
)
def test_it_ends_the_talk_with_a_word_and_a_fact(words: str, answer: str) -> None:
    talk = talk_at()
    assert talk.say(words) == [answer]
    assert talk.state.outcome == "opted_out"
    assert talk.first(engine.End).outcome == "opted_out"
    assert talk.recorded("opted_out") == [{"by": "chat"}]


def test_the_word_is_in_the_language_of_the_talk() -> None:
    talk = talk_at()
    talk.say("in english please")
    assert talk.say("take me off your list") == [
        "All right, it is noted: we will not call you again. Goodbye."
    ]


def test_no_author_can_switch_it_off_but_all_can_add_to_it() -> None:
    with pytest.raises(ValueError, match="enabled"):
        talk_at(interrupts={"stop": {"enabled": False}})
    everything_off = {name: {"enabled": False} for name in ("person", "restart", "language")}
    talk = talk_at(interrupts={**everything_off, "stop": {"phrases": {"es": ["¡Déjenme en paz!"]}}})
    assert talk.say("dejenme en paz")
    assert talk.state.outcome == "opted_out"
    options = [{"id": "stop", "label": {"es": "No me llamen más"}}]
    nodes = [node("a", "ask", {"question": {"es": "¿?"}, "input": {"type": "choice", "options": options}})]
    named = Talk(blueprint(flow(nodes)))
    named.say("No me llamen más")
    assert named.state.outcome == "opted_out"


def test_it_is_heard_while_a_person_is_waited_for_and_kept_while_one_talks() -> None:
    waiting = talk_at()
    waiting.say("quiero hablar con una persona")
    waiting.say("no me llamen más")
    assert waiting.state.outcome == "opted_out"
    held = talk_at()
    held.do(engine.TakenOver(at=FRIDAY, by="Eva"))
    assert held.say("no me llamen más") == []
    assert held.state.status == "held"
    assert held.recorded("opted_out") == [{"by": "chat"}]


def test_nine_is_the_key_for_it_where_no_question_waits() -> None:
    free = Talk(blueprint(flow([node("w", "wait")])), channel="voice")
    free.do(engine.KeyPressed(at=FRIDAY, digits="9"))
    assert free.state.outcome == "opted_out"
    assert free.recorded("opted_out") == [{"by": "keys"}]
    for digits, channel in (("99", "voice"), ("9", "chat")):
        other = Talk(blueprint(flow([node("w", "wait"), node("x", "wait")], "w > x")), channel=channel)
        other.do(engine.KeyPressed(at=FRIDAY, digits=digits))
        assert other.recorded("opted_out") == []
    nodes = [node("a", "ask", {"question": {"es": "¿Cuántos?"}, "variable": "x"}), node("b", "wait")]
    asked = Talk(blueprint(flow(nodes, "a > b")), channel="voice")
    asked.do(engine.KeyPressed(at=FRIDAY, digits="9"))
    assert asked.state.variables["x"] == "9"
    assert asked.recorded("opted_out") == []
