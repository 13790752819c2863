"""What somebody turns down is no answer: "el martes no puedo, mejor el jueves" means the Thursday."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.blueprints import Talk, blueprint, flow, node

from centralita.engine.reading.answers import Option, read_choices
from centralita.engine.reading.negation import without_refused

DAYS = [
    Option(
        "tue",
        "El martes",
        ("martes", "Tuesday", "na terça", "terça", "mardi", "Dienstag", "martedì", "dimarts"),
    ),
    Option(
        "thu",
        "El jueves",
        ("jueves", "Thursday", "na quinta", "quinta", "jeudi", "Donnerstag", "giovedì", "dijous"),
    ),
]


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("es", "No puedo el martes", ""),
        ("es", "No, el martes no puedo, mejor el jueves", "thu"),
        ("es", "El martes no", ""),
        ("es", "El martes no, el jueves", "thu"),
        ("es", "no, el martes", "tue"),
        ("es", "No, no, el martes", "tue"),
        ("es", "el martes, ¿no?", "tue"),
        ("es", "el martes no me va bien", ""),
        ("es", "el martes me viene mal", ""),
        ("es", "no me viene mal el martes", "tue"),
        ("es", "No me importa el martes", "tue"),
        ("es", "sin problema, el martes", "tue"),
        ("es", "sin duda el martes", "tue"),
        ("es", "¿Por qué no el martes?", "tue"),
        ("es", "no el martes sino el jueves", "thu"),
        ("es", "el martes no puedo pero el jueves sí", "thu"),
        ("es", "el martes y no el jueves", "tue"),
        ("es", "ni el martes ni el jueves", ""),
        ("es", "No puedo el martes y el jueves", ""),
        ("es", "no me gusta el martes, pero el jueves tampoco", ""),
        ("es", "cualquier día menos el martes", ""),
        ("es", "ningún día menos el martes", "tue"),
        ("es", "al menos el martes", "tue"),
        ("es", "no puedo, el martes", ""),
        ("es", "No puedo. ¿El jueves?", "thu"),
        ("es", "El martes no puedo, ¿podría ser el jueves?", "thu"),
        ("es", "prefiero el martes porque el jueves no puedo", "tue"),
        ("es", "el martes porque no trabajo", "tue"),
        ("es", "el martes que no trabajo", "tue"),
        ("es", "el martes que viene no puedo", ""),
        ("es", "el martes si no llueve", "tue"),
        ("es", "no sé si podré el martes", ""),
        ("es", "no prefiero el martes", ""),
        ("es", "prefiero no el martes", ""),
        ("es", "El martes no, la segunda", "thu"),
        ("es", "¿El martes? No, el jueves", "thu"),
        ("es", "el martes... no, perdón, el jueves", "thu"),
        ("es", "el martes, ¿no? O el jueves", ""),
        ("es", "mejor el martes. No, el jueves no lo quiero", "tue"),
        ("es", "el jueves en vez del martes", "thu"),
        ("es", "olvide el martes", ""),
        ("es", "el martes es el que no puedo", ""),
        ("es", "El martes. No puedo otro día.", "tue"),
        ("es", "no puedo esperar al jueves, el martes", "tue"),
        # Both ways of reading it are possible: it is asked again.
        ("es", "el martes no el jueves", ""),
        ("en", "not Tuesday", ""),
        ("en", "not Tuesday, Thursday", "thu"),
        ("en", "No. Thursday.", "thu"),
        ("en", "Tuesday not Thursday", "tue"),
        ("en", "I can't do Tuesday but Thursday is fine", "thu"),
        ("en", "Tuesday doesn't work", ""),
        ("en", "Thursday works, Tuesday doesn’t", "thu"),
        ("en", "I don't think Tuesday works", ""),
        ("en", "I don't mind Tuesday", "tue"),
        ("en", "Tuesday no problem", "tue"),
        ("en", "why not Tuesday?", "tue"),
        ("en", "any day but Tuesday", ""),
        ("en", "any day except Tuesday", ""),
        ("en", "I'd rather Thursday, Tuesday is impossible", "thu"),
        ("en", "I would rather not Tuesday", ""),
        ("en", "Can't make Tuesday, how about Thursday", "thu"),
        ("en", "never on Tuesday", ""),
        ("en", "Thursday instead of Tuesday", "thu"),
        ("en", "Tuesday, I'm not free otherwise", "tue"),
        ("pt", "não posso na terça", ""),
        ("pt", "na terça não dá, melhor na quinta", "thu"),
        ("pt", "terça não, quinta", "thu"),
        ("pt", "não tem problema, na terça", "tue"),
        ("pt", "terça não posso mas quinta sim", "thu"),
        # In Portuguese this is "on the".
        ("pt", "pode ser no dia de terça", "tue"),
        ("pt-BR", "no horário de quinta", "thu"),
        ("fr", "pas mardi, plutôt jeudi", "thu"),
        ("fr", "mardi je ne peux pas", ""),
        ("de", "Dienstag geht nicht", ""),
        ("de", "nicht Dienstag, sondern Donnerstag", "thu"),
        ("it", "martedì no, meglio giovedì", "thu"),
        ("ca", "dimarts no puc, millor dijous", "thu"),
    ],
)
def test_a_day_that_is_turned_down_is_not_chosen(language: str, said: str, meant: str) -> None:
    assert read_choices(said, DAYS, language=language) == ((meant,) if meant else ())


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("sin gluten, por favor", "free"),
        ("con gluten", "with"),
        ("la quiero sin gluten", "free"),
        ("no fumador", "clear"),
        ("quiero no fumador", "clear"),
        ("no soy fumador", ""),
        ("pues no lo sé", "unsure"),
        ("no, gracias", "no"),
        ("No", "no"),
        ("la A-1", "first"),
        ("no quiero sin gluten", ""),
        ("sin cebolla", ""),
        ("cebolla sin gluten", ""),
    ],
)
def test_an_option_is_not_turned_down_by_its_own_words(said: str, meant: str) -> None:
    options = [
        Option("with", "Gluten"),
        Option("free", "Sin gluten"),
        Option("clear", "No fumador"),
        Option("smoke", "Fumador"),
        Option("onion", "Cebolla"),
        Option("unsure", "No lo sé"),
        Option("no", "No"),
        Option("first", "A-1"),
    ]
    assert read_choices(said, options, language="es") == ((meant,) if meant else ())


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("martes y jueves, pero no el viernes", ("a", "b")),
        ("No el martes, el jueves y el viernes", ("b", "c")),
        ("No puedo el martes y el jueves", ()),
    ],
)
def test_of_several_those_that_are_wanted_are_chosen(said: str, meant: tuple[str, ...]) -> None:
    options = [Option("a", "Martes"), Option("b", "Jueves"), Option("c", "Viernes")]
    assert read_choices(said, options, multiple=True, language="es") == meant


LABELS = st.sampled_from(
    ("Limpieza dental", "Urgencia", "Plan básico", "Zona Norte", "El 3 de mayo", "A-1", "Peñíscola")
)
AGAINST = st.sampled_from(
    (
        *(("es", f) for f in ("no quiero {}", "{} no", "{} no me interesa", "todo menos {}", "ni hablar de {}", "sin {}")),
        *(("es", f) for f in ("yo {} nunca", "no puedo {}", "{} es imposible", "no, {} no la quiero", "{} me va fatal")),
        *(("en", f) for f in ("not {}", "I don't want {}", "{} is not for me", "anything but {}", "{} won't do", "never {}")),
        *(("pt", f) for f in ("não quero {}", "{} não", "tudo exceto {}", "{} não me serve", "sem {}")),
    )
)  # fmt: skip
FOR = {
    "es": ("mejor {}", "prefiero {}", "que sea {}", "{} sí"),
    "en": ("rather {}", "make it {}", "{} is fine"),
    "pt": ("prefiro {}", "melhor {}", "pode ser {}"),
}


@given(LABELS, LABELS, AGAINST, st.sampled_from((", ", ". ", "; ", " - ")), st.data())
def test_whatever_is_turned_down_is_not_chosen_and_the_other_is(
    one: str, other: str, against: tuple[str, str], between: str, data: st.DataObject
) -> None:
    language, frame = against
    said = frame.format(one)
    options = [Option("one", one)] if one == other else [Option("one", one), Option("other", other)]
    assert read_choices(said, options, language=language) == ()
    if one != other:
        wish = data.draw(st.sampled_from(FOR[language])).format(other)
        assert read_choices(f"{said}{between}{wish}", options, language=language) == ("other",)
        # A "no" between the two may take back what stands before it: then it is asked again, never the wrong one taken.
        doubtful = {()} if said.startswith("no, ") else set()
        assert read_choices(f"{wish}{between}{said}", options, language=language) in {("other",)} | doubtful


@given(
    st.sampled_from(("No", "No lo sé", "Sin gluten", "No fumador", "Ninguno de estos", "Not sure yet", "Sem açúcar", "Nunca")),
    st.sampled_from(("{}", "{}.", " {} ", "¡{}!")),
    st.sampled_from(("es", "en", "pt", "fr", "")),
)  # fmt: skip
def test_an_option_with_a_negation_is_chosen_by_its_name(label: str, around: str, language: str) -> None:
    options = [Option("it", label), Option("else", "Otra cosa")]
    assert read_choices(around.format(label), options, language=language) == ("it",)


@given(
    st.lists(
        st.sampled_from(("quiero", "el", "martes", "jueves", "por favor", ",", ".", "y", "mejor", "mañana")),
        max_size=12,
    )
)
def test_what_turns_nothing_down_stays_as_it_was(said: list[str]) -> None:
    text = " ".join(said)
    assert without_refused(text, ("El martes", "jueves"), language="es") == text


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(("no", "martes", ",", "menos", "y", "if", "que")), max_size=80).map(" ".join)
)
def test_anything_is_read(text: str) -> None:
    assert len(read_choices(text, DAYS, language="es")) <= 1
    set(read_choices(text, DAYS, multiple=True))


def test_what_is_made_to_last_is_read_at_once() -> None:
    options = [Option(str(at), f"martes {at}", ("martes", "no martes")) for at in range(50)]
    began = time.perf_counter()
    for text in ("no martes " * 100, "menos no martes, " * 55, "martes no y " * 10_000):
        read_choices(text, options, language="es")
    assert time.perf_counter() - began < 2


def test_a_question_asks_again_for_what_was_turned_down() -> None:
    options: list[dict[str, Any]] = [
        {"id": "tue", "label": {"es": "El martes"}},
        {"id": "thu", "label": {"es": "El jueves"}},
    ]
    data = {
        "question": {"es": "¿Qué día?"},
        "input": {"type": "choice", "options": options},
        "variable": "day",
    }
    talk = Talk(blueprint(flow([node("a", "ask", data), node("e", "end")], "a > e")))
    talk.say("No puedo el martes")
    assert "day" not in talk.state.variables
    talk.say("No, el martes no puedo, mejor el jueves")
    assert talk.state.variables["day"] == "El jueves"
