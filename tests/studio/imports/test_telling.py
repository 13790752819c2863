"""What a build's log says of a difference: where it is, and what differs there."""

import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.agents.domain.diff import Change
from centralita.studio.imports.domain.telling import change_lines

LONG = "Responda a la pregunta de quien contacta con {{business.name}} con frases cortas y claras, "


def told(before: Any, after: Any) -> list[str]:
    return change_lines(Change("node", "changed", "Uno", "data", before, after))


def test_of_long_texts_that_is_seen_in_which_they_differ() -> None:
    (line,) = told(LONG + "y trate de tú.", LONG + "y trate de usted.")
    assert line == "~ node Uno data: … claras, y trate de tú. -> … claras, y trate de usted."
    (line,) = told(LONG, "No" + LONG[2:])
    assert line.startswith("~ node Uno data: Responda a")
    assert " -> Nosponda a" in line


@given(st.text("ab {}", max_size=200), st.text("ab {}", max_size=200))
def test_two_sides_never_look_the_same(one: str, other: str) -> None:
    if one.split() != other.split():
        (line,) = told(one, other)
        before, _, after = line.removeprefix("~ node Uno data: ").partition(" -> ")
        assert before != after
        assert len(line) < 200


def test_what_is_inside_is_told_by_its_name() -> None:
    def ways(*ways: tuple[str, list[str]]) -> list[dict[str, Any]]:
        return [{"id": each, "keywords": {"es": words}} for each, words in ways]

    assert told(
        ways(("urgent", ["dolor", "golpe"]), ("change", [])),
        ways(("urgent", ["dolor", "caída"]), ("booking", [])),
    ) == [
        "- node Uno data.urgent.keywords.es: golpe",
        "+ node Uno data.urgent.keywords.es: caída",
        "- node Uno data.change",
        "+ node Uno data.booking",
    ]
    assert told(ways(("a", []), ("b", [])), ways(("b", []), ("a", []))) == [
        "~ node Uno data: in another order"
    ]
    assert told([{"say": "hola"}], [{"say": "adiós"}]) == ["~ node Uno data.1.say: hola -> adiós"]
    assert told(None, True) == ["~ node Uno data: null -> true"]


def test_letters_that_only_look_the_same_are_said_to() -> None:
    (line,) = told("Recepción", unicodedata.normalize("NFD", "Recepción"))
    assert "composed in another way" in line
    (line,) = told("a b", "a\nb")
    assert "line breaks" in line


def test_there_are_never_too_many_lines() -> None:
    lines = told([str(number) for number in range(500)], [])
    assert len(lines) == 21
    assert lines[-1] == "~ node Uno data: 480 more"
