"""How dates, numbers and short answers are read."""

import datetime as dt
import re
import time
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.reading.answers import (
    Option,
    read_choices,
    read_email,
    read_phone,
    read_yes_no,
)
from centralita.engine.reading.dates import read_when
from centralita.engine.reading.forms import (
    MOST_REPEATS,
    fits_mask,
    fits_pattern,
    is_pattern,
    one_of,
    spellings,
)
from centralita.engine.reading.intents import Intent, best_intent
from centralita.engine.reading.numbers import read_number
from centralita.engine.reading.refusals import puzzled, refuses
from centralita.engine.reading.wording import plain

NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)  # a Friday


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("hoy", "2026-11-20", None),
        ("mañana a las 10", "2026-11-21", "10:00"),
        ("mañana por la mañana", "2026-11-21", None),
        ("a las 9 de la mañana", None, "09:00"),
        ("pasado mañana a las cuatro y media", "2026-11-22", "16:30"),
        ("el jueves a las 10", "2026-11-26", "10:00"),
        ("viernes 10.30", "2026-11-27", "10:30"),
        ("el martes a la una menos cuarto", "2026-11-24", "12:45"),
        ("hoy a las 7 de la tarde", "2026-11-20", "19:00"),
        ("12/11", "2027-11-12", None),
        ("12/11/2027 a las 16:30", "2027-11-12", "16:30"),
        ("1-2-27", "2027-02-01", None),
        ("el 25", "2026-11-25", None),
        ("3 de mayo", "2027-05-03", None),
        ("15 de diciembre de 2026 a las 11h", "2026-12-15", "11:00"),
        ("29 de febrero", "2028-02-29", None),
        ("dentro de 3 días", "2026-11-23", None),
        ("en dos semanas", "2026-12-04", None),
        ("2026-12-01T10:15", "2026-12-01", "10:15"),
        ("tomorrow at half past four", "2026-11-21", "16:30"),
        ("next Monday 9am", "2026-11-23", "09:00"),
        ("May 3rd at 5pm", "2027-05-03", "17:00"),
        ("on the 3rd at noon", "2026-12-03", "12:00"),
        ("in a month", "2026-12-20", None),
        ("the day after tomorrow at quarter to six", "2026-11-22", "17:45"),
        ("07:00", None, "07:00"),
        ("at 7", None, "19:00"),
        ("amanhã às 15h", "2026-11-21", "15:00"),
        ("segunda-feira às 9", "2026-11-23", "09:00"),
        ("ayer", "2026-11-19", None),
        ("31/02", None, None),
        ("99/99/9999", None, None),
        ("9999-12-31", "9999-12-31", None),
        ("en 999 meses", "2110-02-20", None),
        ("cuando sea", None, None),
        ("x" * 5000, None, None),
    ],
)
def test_days_and_times(said: str, day: str | None, time: str | None) -> None:
    when = read_when(said, NOW)
    assert (when.day.isoformat() if when.day else None) == day
    assert (when.time.strftime("%H:%M") if when.time else None) == time


def test_the_month_comes_first_where_people_write_it_so() -> None:
    assert read_when("5/3/2027", NOW, month_first=True).day == dt.date(2027, 5, 3)
    assert read_when("25/3/2027", NOW, month_first=True).day == dt.date(2027, 3, 25)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_written_date_is_that_date(day: dt.date) -> None:
    assert read_when(day.isoformat(), NOW).day == day
    assert read_when(day.strftime("%d/%m/%Y"), NOW).day == day
    assert read_when(day.strftime("%d.%m.%Y"), NOW).day == day


@given(st.text(max_size=210), st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2999, 1, 1)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_any_text_is_read_without_trouble(text: str, now: dt.datetime) -> None:
    read_when(text, now)
    read_number(text)
    read_yes_no(text)
    read_email(text)
    read_phone(text, "ES")
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.500", 1500),
        ("3,5", 3.5),
        ("-4", -4),
        ("unos 25 €", 25),
        ("1 234 567", 1234567),
        ("dos mil quinientos", 2500),
        ("twenty-five", 25),
        ("treinta y cinco", 35),
        ("two hundred and five", 205),
        ("un cuatro", 4),
        ("3 o 4", None),
        ("1.2.3,4", None),
        ("muchos", None),
        ("9" * 400, None),
    ],
)
def test_numbers(said: str, number: float | None) -> None:
    assert read_number(said) == number


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_with_and_without_separators(number: int) -> None:
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number
    assert read_number(f"{number:,}".replace(",", ".")) == number


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("sí", True),
        ("Sí, claro", True),
        ("yes please", True),
        ("por supuesto", True),
        ("vale", True),
        ("sim", True),
        ("no", False),
        ("no, gracias", False),
        ("nope", False),
        ("not really", False),
        ("sí no", None),
        ("no sé si sí, la verdad es que me lo tengo que pensar con mucha calma", None),
        ("quizás", None),
        ("", None),
    ],
)
def test_yes_and_no(said: str, answer: bool | None) -> None:
    assert read_yes_no(said) is answer


@pytest.mark.parametrize(
    "text",
    [
        "a@b",
        "a b@c.de@f.gh",
        "@example.com",
        "a@-x.com",
        "x@y.com, z@y.com",
        "a" * 70 + "@x.com",
        "a@" + "b." * 500,
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert read_email(text) is None


def test_masks() -> None:
    assert fits_mask("1234-ABC", "9999-AAA")
    assert fits_mask("a1", "**")
    assert not fits_mask("12345", "9999")
    assert not fits_mask("12a4", "9999")


PUZZLED = st.sampled_from(
    (
        *("no entiendo", "No le entiendo", "no lo entiendo bien", "No sé", "no lo sé todavía", "no sé qué decir", "ni idea"),
        *("no he entendido la pregunta", "no te he entendido", "No estoy seguro", "no estoy muy segura", "no tengo ni idea"),
        *("I don't understand", "I do not understand the question", "I didn't get that", "I don't know", "I'm not sure"),
        *("not really sure", "no idea", "I can't hear you", "dunno", "Sorry, I don't quite follow you"),
        *("não entendi", "Não entendo bem", "não sei", "não faço ideia", "não tenho certeza", "não estou ouvindo bem", "sei lá"),
    )
)  # fmt: skip
REFUSED = st.sampled_from(
    (
        *(
            "no",
            "No, gracias",
            "no muchas gracias",
            "Pues no",
            "ahora no",
            "no, ya la he cambiado",
            "gracias, pero no",
        ),
        *("No thanks", "no thank you very much", "no, I have one", "not now, no", "of course no"),
        *("não", "não, obrigado", "agora não", "não precisa", "não, já tenho"),
    )
)
OTHERWISE = st.sampled_from(
    (
        *("no me va bien ese día", "no puedo a esa hora", "no se preocupe", "no me ha llegado la factura"),
        *("no one called me back", "no appointment was made for me", "no consigo entrar en la página"),
        *("não consigo nesse dia", "não recebi a fatura ainda"),
    )
)
AROUND = st.sampled_from(("", "perdone, ", "pues ", "no, ", "well, ", "olha, ", "¡uy! "))
NO_OPTIONS = st.sampled_from(
    (
        Option("no", "No"),
        Option("no", "No, gracias"),
        Option("no", "No, thanks", ("no", "nope")),
        Option("no", "Não, obrigado", ("não",)),
        Option("no", "No por ahora", ("no", "ahora no")),
    )
)
YES = Option("yes", "Sí, por favor", ("sí", "yes", "sim"))


@given(AROUND, PUZZLED, NO_OPTIONS)
def test_not_understanding_is_no_answer(around: str, phrase: str, no: Option) -> None:
    said = around + phrase
    assert puzzled(said)
    assert read_choices(said, [YES, no]) == ()
    assert read_choices(said, [no, YES], multiple=True) == ()
    assert read_yes_no(said) is None
    keywords = tuple(name for name in (no.label, *no.synonyms))
    assert best_intent(said, [Intent("yes", "Sí", ("sí", "yes")), Intent("no", "No", keywords)]) is None


@given(OTHERWISE, NO_OPTIONS)
def test_a_sentence_that_begins_with_no_is_not_the_option_no(said: str, no: Option) -> None:
    assert not refuses(said)
    assert read_choices(said, [YES, no]) == ()
    assert best_intent(said, [Intent("no", "No", ("no", "não", "nope"))]) is None


@given(REFUSED)
def test_a_no_is_one(said: str) -> None:
    assert refuses(said)
    no = Option("no", "No", ("no", "não"))
    assert read_choices(said, [YES, no]) == ("no",)
    assert best_intent(said, [Intent("yes", "Sí", ("sí",)), Intent("no", "No", ("no", "não"))]) == "no"


@given(
    PUZZLED,
    st.sampled_from(("No sé", "No lo sé todavía", "I don't know", "Não sei", "No entiendo")),
    NO_OPTIONS,
)
def test_an_option_that_says_so_is_meant_by_its_name(said: str, label: str, no: Option) -> None:
    unsure = Option("unsure", label)
    assert read_choices(label, [YES, no, unsure]) == ("unsure",)
    assert set(read_choices(said, [YES, no, unsure])) <= {"unsure"}
    assert read_choices(said, [YES, no, Option("na", "No se aplica")]) == ()


@given(st.text(max_size=300))
def test_what_begins_with_no_is_read_without_failing(text: str) -> None:
    refuses(text)
    puzzled("no " * 200 + text)
    assert not (refuses(text) and puzzled(text))


@given(
    st.from_regex(r"[A-Z]{2}[0-9]{6}", fullmatch=True), st.booleans(), st.sampled_from(("", ".", "!", " "))
)
def test_a_pattern_is_kept_by_what_fits_it_however_it_was_spelt_out(code: str, spelt: bool, end: str) -> None:
    said = (" ".join(code.lower()) if spelt else code) + end
    assert any(fits_pattern(one, "[A-Z]{2}[0-9]{6}") and one == code for one in spellings(said.strip()))
    assert not fits_pattern(code + "7", "[A-Z]{2}[0-9]{6}")
    assert not fits_pattern(f"{code}\n", "[A-Z]{2}[0-9]{6}")


@pytest.mark.parametrize(
    "pattern", ["(", "a)|(b", r"(a)\1", "(?=a)b", "(?x)a#", "((a{30}){30}){3}", "x{201}", "a{2,1}"]
)
def test_what_is_no_pattern_is_told_and_keeps_nobody_out(pattern: str) -> None:
    assert not is_pattern(pattern)
    assert fits_pattern("whatever", pattern)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)+b", "(.*a){12}b", "([a-z]+)*[0-9]"])
def test_no_pattern_takes_its_time(pattern: str) -> None:
    assert is_pattern(pattern)
    began = time.perf_counter()
    assert not fits_pattern("a" * 4_000, pattern)
    assert time.perf_counter() - began < 1


@given(st.text(max_size=40))
def test_any_pattern_is_one_or_none(pattern: str) -> None:
    fits_pattern("Hola", pattern)
    if is_pattern(pattern) and prod(map(int, re.findall(r"\{(\d+)", pattern))) > MOST_REPEATS:
        raise AssertionError(pattern)


@given(st.sampled_from(("Centro", "Zona Norte", "A-1", "Peñíscola", "+")), st.booleans())
def test_an_allowed_value_is_kept_as_it_is_written(value: str, loud: bool) -> None:
    allowed = ("Centro", "Zona Norte", "A-1", "Peñíscola", "+")
    assert one_of(f" {value.upper() if loud else value.lower()} ", allowed) == value
    assert one_of(f"{value} otra cosa", allowed) is None
