"""Days and times are said as people say them, and kept as they were."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.blueprints import FRIDAY, blueprint, flow, node

from centralita import engine
from centralita.engine.telling import in_words


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("es", "jueves, 26 de noviembre a las 10:00"),
        ("es-MX", "jueves, 26 de noviembre a las 10:00"),
        ("en", "Thursday, November 26 at 10:00"),
        ("pt", "quinta-feira, 26 de novembro às 10:00"),
        ("ca", "dijous, 26 de novembre a les 10:00"),
        ("fr", "jeudi 26 novembre à 10:00"),
        ("it", "giovedì 26 novembre alle 10:00"),
        ("de", "Donnerstag, 26. November um 10:00"),
        ("nl", "donderdag 26 november, 10:00"),
    ],
)
def test_a_moment_is_told_in_the_language(language: str, told: str) -> None:
    assert in_words("2026-11-26T10:00+01:00", language, dt.date(2026, 11, 22)) == told


def test_the_year_is_told_where_it_is_another() -> None:
    assert in_words("2027-01-04", "es", dt.date(2026, 11, 22)) == "lunes, 4 de enero de 2027"
    assert in_words("2027-01-04", "en", dt.date(2026, 11, 22)) == "Monday, January 4, 2027"


@given(
    st.text()
    | st.integers()
    | st.none()
    | st.sampled_from(["2026-13-01", "2026-1-1", "ref 2026-11-26", "2026-11-26T25:00", "+34600100200"])
)
def test_anything_else_stays_as_it_is(value: str | int | None) -> None:
    told = in_words(value, "es")
    try:
        dt.datetime.fromisoformat(str(value))
    except ValueError:
        assert told == value


@given(st.dates())
def test_every_day_has_its_own_words(day: dt.date) -> None:
    told = in_words(day.isoformat(), "es", dt.date(2026, 1, 1))
    assert isinstance(told, str)
    assert told != day.isoformat()
    assert in_words((day).isoformat(), "xx") == day.isoformat()


def test_tools_get_what_is_kept_and_people_hear_it() -> None:
    drawn = blueprint(
        flow(
            [
                node("when", "ask", {"question": {"es": "¿Cuándo?"}, "variable": "cuando", "input": {"type": "datetime"}}),
                node("call", "tool_call", {"tool": "agenda", "arguments": {"cuando": "{{cuando}}", "nota": "Cita: {{cuando | in_words: language}}"}}),
                node("said", "say", {"text": {"es": "Le espero el {{cuando}}."}}),
                node("end", "end", {"outcome": "booked"}),
            ],
            "when > call",
            "call > said",
            "call.failed > said",
            "said > end",
        ),
        tools=[{"name": "agenda", "description": "A"}],
    )  # fmt: skip
    state = engine.begin(drawn, seed="s", channel="chat", language="es", variables={})
    state, _ = engine.advance(drawn, state, engine.Started(at=FRIDAY))
    state, effects = engine.advance(drawn, state, engine.UserSaid(at=FRIDAY, text="el jueves a las 10"))
    call = next(effect for effect in effects if isinstance(effect, engine.CallTool))
    kept = state.variables["cuando"]
    assert isinstance(kept, str)
    assert call.arguments["cuando"] == kept
    assert str(call.arguments["nota"]).startswith("Cita: jueves, ")
    _, effects = engine.advance(
        drawn, state, engine.ToolReturned(at=FRIDAY, effect_id=call.id, ok=True, result={})
    )
    said = "".join(effect.text for effect in effects if isinstance(effect, engine.Say))
    assert said.startswith("Le espero el jueves, ")
    assert kept not in said
