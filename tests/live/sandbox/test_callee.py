"""Simulated people answer what they are asked, the same every time, and every call comes to its end."""

from hypothesis import given
from hypothesis import strategies as st

from centralita import engine
from centralita.engine.stopping import wants_no_calls
from centralita.live.sandbox.callee import Callee, Heard
from centralita.live.sandbox.personas import Mood, Persona, Pickup, persona_of
from centralita.live.sandbox.phrases import ES, PT

NUMBER = "+34612345600"
inputs = st.one_of(
    st.none(),
    st.builds(
        engine.Input,
        type=st.sampled_from(
            ["text", "number", "email", "phone", "date", "datetime", "choice", "rating", "yes_no", "file"]
        ),
        minimum=st.one_of(st.none(), st.integers(0, 3)),
        maximum=st.one_of(st.none(), st.integers(3, 9)),
    ),
)
choices = st.lists(
    st.builds(engine.Choice, id=st.text(min_size=1, max_size=3), label=st.text(min_size=1, max_size=9)),
    max_size=3,
)
heard = st.builds(Heard, text=st.text(max_size=60), choices=choices.map(tuple), input=inputs)


@given(st.integers(0, 99), st.sampled_from(["es", "en", "pt-BR"]), st.lists(heard, max_size=50))
def test_anybody_reacts_to_anything_and_does_the_same_again(digits, language, turns):
    number = f"+346123456{digits:02}"
    first, again = (Callee(persona_of(number), language, number) for _ in range(2))
    for turn in turns:
        reaction = first.react(turn)
        assert reaction == again.react(turn)
        assert reaction.text or reaction.kind in {"silence", "hang_up"}
        if reaction.kind == "hang_up":
            break


@given(st.sampled_from([mood for mood in Mood if mood is not Mood.SILENT]), heard)
def test_nobody_talks_for_ever(mood, always):
    callee = Callee(Persona(mood=mood), "es", NUMBER)
    assert any(callee.react(always).kind == "hang_up" for _ in range(50))


def test_what_is_asked_in_portuguese_is_answered_in_it():
    callee = Callee(Persona(), "pt-BR", "+34612345601")

    def answer(text: str, kind: str = "") -> str:
        return callee.react(Heard(text, (), engine.Input(type=kind) if kind else None)).text

    assert answer("Qual é o seu nome?", "text") == "Alex Teste"
    assert answer("E o seu e-mail?") == "alex.teste@example.com"
    assert answer("Que dia fica bom?", "date") == "amanhã"
    # What they say is what an agent understands.
    assert wants_no_calls(PT["opt_out"][0])
    assert {key: len(lines) for key, lines in PT.items()} == {key: len(lines) for key, lines in ES.items()}


def test_what_is_asked_is_answered():
    callee = Callee(Persona(), "es", "+34612345601")

    def answer(text: str, kind: str = "", **more: object) -> str:
        asked = engine.Input(type=kind, **more) if kind else None
        offered = tuple(engine.Choice(id=name, label=name) for name in ("Corte", "Tinte"))
        return callee.react(Heard(text, offered if kind == "choice" else (), asked)).text

    assert answer("¿Cómo se llama?", "text") == "Álex Prueba"
    assert answer("¿Y su correo?") == "alex.prueba@example.com"
    assert answer("¿Qué desea?", "choice") == "Tinte"
    assert answer("¿Cuántos?", "number", minimum=4) == "4"
    assert answer("¿Qué día?", "date") == "mañana"
    assert answer("A esa hora está cerrado. ¿Otra?", "date") == "el lunes que viene"
    assert answer("¿Confirma?", "yes_no") == "Sí."
    assert answer("¿Cómo lo valora?", "rating", maximum=5) == "5"
    assert answer("¿Su teléfono?", "phone") == "+34612345601"


def test_the_last_digits_decide():
    assert persona_of("+34612345601").pickup is Pickup.BUSY
    assert persona_of("+34612345605").mood is Mood.OPTS_OUT
    assert persona_of("+34612345699") == Persona()
    rude = Callee(persona_of("+34612345605"), "es", NUMBER)
    assert "no me llamen" in rude.react(Heard("Hola")).text
    assert rude.react(Heard("De acuerdo")).reason == "user_requested_dnc"
    foreign = Callee(persona_of("+34612345608"), "es", NUMBER)
    assert foreign.react(Heard("¿Cómo se llama?")).text == "Alex Sample"
