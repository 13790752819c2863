"""What is taken for an answer, per kind of question."""

from typing import Any

import pytest
from tests.engine.blueprints import Talk, blueprint, codes, flow, node

from centralita import engine

COLOURS = {
    "type": "choice",
    "options": [
        {"id": "clean", "label": {"es": "Limpieza dental", "en": "Dental cleaning"}},
        {"id": "pain", "label": {"es": "Urgencia", "en": "Emergency"}, "synonyms": {"es": ["me duele"]}},
    ],
}


def asked(kind: dict[str, Any], **data: Any) -> Talk:
    return Talk(
        blueprint(
            flow(
                [
                    node("a", "ask", {"question": {"es": "¿?"}, "input": kind, "variable": "x", **data}),
                    node("e", "end"),
                ],
                "a > e",
            )
        )
    )


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ({"type": "text"}, "  Ana ", "Ana"),
        ({"type": "text", "mask": "99999"}, "28013", "28013"),
        ({"type": "text", "mask": "99999"}, "2 8 0 1 3.", "28013"),
        ({"type": "text", "pattern": "[A-Z]{2}[0-9]{4}"}, "a b 1 2 3 4", "AB1234"),
        ({"type": "text", "pattern": "("}, "lo que sea", "lo que sea"),
        ({"type": "text", "allowed": ["Zona Norte", "Centro"]}, "zona norte.", "Zona Norte"),
        ({"type": "number"}, "son 1.234,50 €", 1234.5),
        ({"type": "number", "integer": True}, "veinticinco", 25),
        ({"type": "email"}, "es Ana.P@Example.COM.", "Ana.P@example.com"),
        ({"type": "phone"}, "el 612 34 56 78", "+34612345678"),
        ({"type": "phone", "region": "US"}, "(650) 253-0000", "+16502530000"),
        ({"type": "date"}, "mañana", "2026-11-21"),
        ({"type": "date"}, "el 3 de mayo", "2027-05-03"),
        ({"type": "date", "earliest_days": -36500}, "12/11/1985", "1985-11-12"),
        ({"type": "datetime"}, "el jueves a las 10", "2026-11-26T10:00+01:00"),
        ({"type": "datetime"}, "tomorrow at half past four", "2026-11-21T16:30+01:00"),
        (COLOURS, "una limpieza, por favor", "Limpieza dental"),
        (COLOURS, "emergency", "Urgencia"),
        (COLOURS, "es que me duele", "Urgencia"),
        (COLOURS, "1", "Limpieza dental"),
        ({**COLOURS, "multiple": True}, "limpieza y urgencia", ["Limpieza dental", "Urgencia"]),
        ({"type": "rating"}, "un cuatro", 4),
        ({"type": "yes_no"}, "Claro que sí", True),
        ({"type": "yes_no"}, "no, gracias", False),
    ],
)
def test_an_answer_is_understood(kind: dict[str, Any], said: str, kept: engine.Value) -> None:
    talk = asked(kind)
    talk.say(said)
    assert talk.state.variables.get("x") == kept
    assert talk.state.status == "ended"


@pytest.mark.parametrize(
    ("kind", "said", "hint"),
    [
        ({"type": "text", "mask": "99999"}, "2801", "Eso no tiene la forma"),
        ({"type": "text", "pattern": "[0-9]{4}"}, "28013", "Eso no tiene la forma"),
        (
            {"type": "text", "allowed": ["Norte", "Sur"]},
            "el oeste",
            "Elija una de estas opciones, por favor: Norte, Sur.",
        ),
        ({"type": "text", "allowed": [*"ABCDEFGHI"]}, "z", "Eso no tiene la forma"),
        ({"type": "text", "min_length": 3}, "no", "Eso no tiene la forma"),
        ({"type": "number", "minimum": 1, "maximum": 9}, "12", "Necesito un número (1-9)"),
        ({"type": "number"}, "entre 3 y 5", "Necesito un número"),
        ({"type": "email"}, "ana arroba example", "Esa dirección de correo"),
        ({"type": "phone"}, "123", "Ese número de teléfono"),
        ({"type": "date"}, "ayer", "No me sirve esa fecha"),
        ({"type": "date", "latest_days": 7}, "en tres semanas", "No me sirve esa fecha"),
        ({"type": "date", "when_open": True}, "el domingo", "A esa hora está cerrado"),
        ({"type": "datetime", "when_open": True}, "el lunes a las 15:00", "A esa hora está cerrado"),
        ({"type": "datetime"}, "el jueves", "Necesito un día y una hora"),
        (COLOURS, "una pizza", "Elija una de estas opciones, por favor: Limpieza dental, Urgencia."),
        ({"type": "rating"}, "11", "Diga un número del 1 al 5"),
        ({"type": "yes_no"}, "quizás", "¿Sí o no?"),
        ({"type": "file"}, "aquí va", "Envíe un archivo"),
    ],
)
def test_what_does_not_do_is_asked_again_with_a_hint(kind: dict[str, Any], said: str, hint: str) -> None:
    talk = asked(kind)
    (answer,) = talk.say(said)
    assert answer.startswith(hint)
    assert "x" not in talk.state.variables


def test_day_and_time_may_come_one_after_the_other() -> None:
    talk = asked({"type": "datetime"})
    talk.say("el jueves")
    talk.say("a las 10 y media")
    assert talk.state.variables["x"] == "2026-11-26T10:30+01:00"


def test_a_button_is_pressed() -> None:
    talk = asked(COLOURS)
    assert talk.first(engine.Say).choices == (
        engine.Choice("clean", "Limpieza dental"),
        engine.Choice("pain", "Urgencia"),
    )
    talk.press("pain")
    assert talk.state.variables["x"] == "Urgencia"


def test_a_button_that_is_not_offered_is_no_answer() -> None:
    talk = asked(COLOURS)
    talk.press("free-money")
    assert talk.state.variables == {}


def test_a_file_is_kept_by_what_names_it() -> None:
    talk = asked({"type": "file", "accept": ["image/*"], "max_bytes": 1000})
    talk.say(
        "", attachment=engine.Attachment(id="att_1", name="x.exe", size=10, type="application/x-dosexec")
    )
    assert talk.state.variables == {}
    talk.say("", attachment=engine.Attachment(id="att_2", name="x.png", size=10, type="image/png"))
    assert talk.state.variables["x"] == {"id": "att_2", "name": "x.png", "size": 10, "type": "image/png"}


def test_after_the_retries_the_way_out_is_taken() -> None:
    data = {
        "question": {"es": "¿Correo?"},
        "input": {"type": "email"},
        "retries": 1,
        "retry_text": {"es": "¿Cómo?"},
    }
    made = blueprint(
        flow([node("a", "ask", data), node("s", "say", {"text": {"es": "Sin correo"}})], "a.gave_up > s")
    )
    talk = Talk(made)
    assert talk.say("x") == ["¿Cómo?"]
    assert talk.say("y") == ["Sin correo"]


def test_without_a_way_out_a_person_is_called() -> None:
    talk = asked({"type": "email"}, retries=0)
    talk.say("x")
    assert talk.first(engine.HandOff).reason == "not_understood"
    assert talk.state.status == "waiting_person"


def test_an_optional_question_may_be_skipped() -> None:
    talk = asked({"type": "email"}, optional=True)
    talk.say("prefiero no decirlo")
    assert talk.state.variables == {}
    assert talk.state.status == "ended"


def test_each_option_may_have_its_own_way() -> None:
    nodes = [
        node("a", "ask", {"question": {"es": "¿?"}, "input": COLOURS}),
        node("p", "say", {"text": {"es": "Vamos"}}),
        node("n", "say", {"text": {"es": "Bien"}}),
    ]
    made = blueprint(flow(nodes, "a.pain > p", "a > n"))
    assert Talk(made).say("urgencia") == ["Vamos"]
    assert Talk(made).say("limpieza") == ["Bien"]


def test_an_answer_that_has_no_form_is_asked_for_again_in_the_authors_words_and_then_given_up() -> None:
    words = {"es": "Son tres letras y tres cifras."}
    talk = asked({"type": "text", "pattern": "[A-Z]{3}[0-9]{3}"}, retry_text=words, retries=1)
    assert talk.say("no lo encuentro") == ["Son tres letras y tres cifras."]
    talk.say("sigo sin verlo")
    assert talk.state.status == "waiting_person"


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"pattern": "(a"}, "pattern_broken"),
        ({"pattern": "(?<=a)b"}, "pattern_broken"),
        ({"min_length": 5, "max_length": 3}, "length_contradicts"),
    ],
)
def test_a_form_that_nothing_can_have_is_told_before_it_is_published(form: dict[str, Any], code: str) -> None:
    def found(data: dict[str, Any]) -> set[str]:
        asks = node("a", "ask", {"question": {"es": "¿?"}, "input": {"type": "text", **data}})
        return codes(engine.check(blueprint(flow([asks, node("e", "end")], "a > e"))))

    assert found(form) - found({}) == {code}
