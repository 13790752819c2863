"""Files as people have them: encodings, separators, quotes, headers; and rows with something wrong."""

import base64
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.operations.contacts.imports.mapping import guess, known, looks_like_header
from centralita.operations.contacts.imports.planning import Plan, draft
from centralita.operations.contacts.imports.reading import (
    FileUnreadable,
    Shape,
    TooManyRows,
    clean,
    count_rows,
    rows,
    shape_of,
)
from centralita.operations.contacts.imports.wording import sentence

TABLE = [
    ["Nombre", "Teléfono", "Nota"],
    ["Ana Núñez", "612 345 678", 'dijo "sí", y\nse fue'],
    ["Luis", "", ""],
]


def read(data: bytes) -> tuple[Shape, list[list[str]]]:
    file = io.BytesIO(data)
    shape = shape_of(file)
    return shape, [cells for _, cells in rows(file, shape)]


def written(separator: str) -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if set(text) & set(f'"\n{separator}') else text

    return "".join(separator.join(cell(text) for text in row) + "\r\n" for row in TABLE)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_with_every_separator(encoding: str, separator: str) -> None:
    shape, found = read(written(separator).encode(encoding))
    assert (shape.separator, found) == (separator, TABLE)


def test_the_spectrum_of_odd_files(corpora) -> None:
    for line in (corpora / "csv_spectrum.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        data = base64.b64decode(case["csv_b64"])
        _, (names, *found) = read(data)
        expected = case["expect"] if isinstance(case["expect"], list) else None
        if expected is None:
            assert len(found) == 1, case["name"]
            continue
        told = [dict(zip(names, cells, strict=False)) for cells in found]
        assert told == [{k: v.strip().replace("\r\n", "\n") for k, v in row.items()} for row in expected] or [
            {k: v.replace("\r\n", "\n") for k, v in row.items()} for row in told
        ] == [{k: v.strip().replace("\r\n", "\n") for k, v in row.items()} for row in expected], case["name"]


@given(st.binary(max_size=3_000))
def test_no_file_whatever_is_more_than_refused(data: bytes) -> None:
    file = io.BytesIO(data)
    try:
        counted = count_rows(file, shape_of(file))
    except (FileUnreadable, TooManyRows):
        return
    mapping = guess(counted.first, looks_like_header(counted.first[0]))
    for _, cells in rows(file, shape_of(file)):
        assert all("\0" not in cell for cell in cells)
        row = draft(1, cells, Plan(mapping=mapping, names=counted.first[0], country="ES"))
        assert row.problems or row.fields["name"]


def test_names_of_columns_in_every_language() -> None:
    for name, target in (
        ("Teléfono 2", "phone"), ("E-MAIL", "email"), ("Correo electrónico", "email"), ("First Name", "first_name"),
        ("APELLIDOS", "last_name"), ("Empresa", "company"), ("no_llamar", "do_not_call"), ("Lead Status", "stage"),
        ("created_at", ""), ("Color", None), ("Nome completo", "name"), ("Sobrenome", "last_name"), ("Celular 2", "phone"),
        ("Fuso horário", "time_zone"), ("UF", "region"), ("Observações", "interest"), ("Não ligar", "do_not_call"),
        ("Responsável", ""),
    ):  # fmt: skip
        assert known(name) == target, name


def test_what_keeps_spreadsheets_from_computing_is_taken_away() -> None:
    assert clean("'+34612345678") == "+34612345678"
    assert clean("'=1+1") == "=1+1"
    assert clean("d'Or ") == "d'Or"


@pytest.mark.parametrize(
    ("target", "cell", "expected"),
    [
        ("phone", "612345678; 655102102", ("phones", ["+34612345678", "+34655102102"])),
        ("email", "A@example.com b@example.com", ("emails", ["a@example.com", "b@example.com"])),
        ("stage", "CON CITA", ("stage", "booked")),
        ("stage", "Com interesse", ("stage", "interested")),
        ("do_not_call", "sim", ("do_not_call", True)),
        ("language", "Español", ("language", "es")),
        ("do_not_call", "Sí", ("do_not_call", True)),
        ("score", "90", ("score", 90)),
        ("country", "es", ("country", "ES")),
        ("custom", "x", ("custom", {"col": "x"})),
    ],
)
def test_cells_are_read_as_people_write_them(target, cell, expected) -> None:
    row = draft(2, ["Ana", cell], Plan(["name", target], ["Nombre", "col"], "ES"))
    assert row.problems == []
    assert row.fields[expected[0]] == expected[1]


def test_no_is_said_in_every_language() -> None:
    for cell in ("no", "Não", "falso", "0", ""):
        row = draft(2, ["Ana", cell], Plan(["name", "do_not_call"], ["Nome", "Não ligar"], "BR"))
        assert row.problems == []
        assert not row.fields.get("do_not_call")


@pytest.mark.parametrize(
    ("target", "cell"),
    [
        ("phone", "<script>+34612345678"), ("phone", "112"), ("email", "no"), ("stage", "quizá"), ("score", "101"),
        ("score", "-1"), ("do_not_call", "tal vez"), ("country", "España"), ("time_zone", "Mars/Base"),
        ("company", "x" * 201), ("tags", ",".join(str(n) for n in range(30))), ("interest", "x" * 2001),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(target, cell) -> None:
    row = draft(2, ["Ana", cell], Plan(["name", target], ["Nombre", "col"], "ES"))
    assert row.problems
    for language in ("es", "en", "pt"):
        for problem in row.problems:
            assert ": " in sentence(problem, language)
