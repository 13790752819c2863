"""Variables in texts, and what authors and callers may not do with them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.data import MAX_TEXT
from centralita.engine.templates import compile_template, look_up

VALUES = {
    "name": "Ana",
    "n": 3,
    "price": 55.0,
    "ok": True,
    "list": ["a", "b"],
    "slot": {"time": {"start": "10:00"}},
    "business.name": "Sol",
    "día": "lunes",
    "long": "a" * 4000,
    "now": "2026-11-20T10:00+01:00",
}


def rendered(text: str) -> str:
    return compile_template(text).render(lambda name: look_up(VALUES, name))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hola", "Hola"),
        ("Hola {{name}}, {{ business.name }}", "Hola Ana, Sol"),
        ("{{n}} {{price}} {{ok}} {{list}} {{día}}", "3 55 true a, b lunes"),
        ("{{slot.time.start}}", "10:00"),
        ("[{{nobody}}] [{{slot.nothing}}] [{{name.x}}]", "[] [] []"),
        ("{{ name | upcase | append: '!' }}", "ANA!"),
        ("{{ nobody | default: 'usted' }}", "usted"),
        ("{{ n | times: 2 | plus: n }}", "9"),
        ("{{ slot.time.start | prepend: 'a las ' }}", "a las 10:00"),
        ("{{ now | truncate: 10, '' }}", "2026-11-20"),
        ("{% if name %}x{% endif %}", "{% if name %}x{% endif %}"),
        ("{{ name", "{{ name"),
        ("}} {{}} {{ }}", "}}  "),
        ("{{{name}}}", "{Ana}"),
        # Marks around nothing would be read as they are.
        ("¿Qué quiere **{{missing}}**?", "¿Qué quiere ?"),
        ("Hola *{{missing}}*, __{{missing}}__.", "Hola , ."),
        ("**{{name}}** **{{missing}}", "**Ana** **"),
        ("file_{{missing}}_x 2*{{missing}}*3 **** 1234", "file__x 2**3 **** 1234"),
    ],
)
def test_what_a_text_becomes(text: str, shown: str) -> None:
    assert rendered(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "{{ name | replace: 'A', long }}",
        "{{ name.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ name | date: '%Y' }}",
        "{{ 'now' | date: '%Y' }}",
        "{{ name | nosuch }}",
        "{{ (1..999999999) | join: long }}",
        "{{ n | divided_by: 0 }}",
        "{{ config.items() }}",
        "{{ name | upcase",
        "{{ 9 | times: 9e999 }}",
    ],
)
def test_nothing_is_executed_and_nothing_grows(text: str) -> None:
    started = time.perf_counter()
    shown = rendered(text)
    assert len(shown) <= 400
    assert time.perf_counter() - started < 1


def test_the_text_that_comes_out_is_bounded() -> None:
    assert len(rendered("{{long}}" * 2000)) == MAX_TEXT
    assert len(rendered("{{ long | append: long }}" * 700)) <= MAX_TEXT


def test_what_a_caller_says_is_never_a_template() -> None:
    template = compile_template("Hola {{name}}")
    assert (
        template.render(lambda _name: "{{business.name}} {{ x | upcase }}")
        == "Hola {{business.name}} {{ x | upcase }}"
    )


def test_the_names_that_a_text_reads_and_what_is_broken_in_it() -> None:
    template = compile_template("{{a}} {{ b.c | append: d | default: 'e' }} {{ f | }} {{a}}")
    assert template.names == ("a", "b.c", "d")
    assert template.broken == ("{{ f | }}",)


@given(st.text(max_size=200), st.text(alphabet="{}|% a.'\"()", max_size=60))
def test_any_text_renders(text: str, braces: str) -> None:
    for candidate in (text, braces, "{{" + text + "}}", "{{" + braces + "}}"):
        assert isinstance(rendered(candidate), str)
