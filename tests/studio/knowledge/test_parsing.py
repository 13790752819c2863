"""Files become passages with their place, and bad files say what is wrong with them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.knowledge.pairs import pairs_in
from centralita.studio.knowledge.parsing import cutting
from centralita.studio.knowledge.parsing.errors import BY_CODE, DocumentError, DocumentTimedOut
from centralita.studio.knowledge.parsing.formats import format_of
from centralita.studio.knowledge.parsing.language import language_of
from centralita.studio.knowledge.parsing.pieces import Block, Page, Piece
from centralita.studio.knowledge.parsing.reading import read_file
from centralita.studio.knowledge.parsing.sandbox import read_apart
from tests.studio.knowledge import files

MARKDOWN = """---
title: x
---
# Guía del paciente

Bienvenido a la [clínica](https://example.com/sol).

## Después de una **extracción**

- No coma en dos horas.
- Aplique frío.

| Tratamiento | Precio |
|---|---|
| Limpieza | 55 € |
"""


def read(content: bytes) -> list[Piece]:
    return [piece for _, pieces in read_file(content) for piece in pieces]


def test_a_pdf_is_cited_by_page() -> None:
    pieces = read(
        files.pdf("Tarifas\nLimpieza dental 55 euros\nImplante 990 euros", "Cancelaciones: avise antes.")
    )
    assert [piece.place for piece in pieces] == ["p. 1", "p. 2"]
    assert pieces[0].text == "Tarifas\nLimpieza dental 55 euros\nImplante 990 euros"


def test_lines_of_prose_run_on_and_lines_of_lists_do_not() -> None:
    from centralita.studio.knowledge.parsing.pdf import paragraphs

    text = (
        "Le recomendamos que llegue diez minutos antes de su cita para poder completar la\n"
        "ficha. Si no puede venir, avise con veinticuatro horas para que otra persona apro-\n"
        "veche la hora.\n\nLimpieza 55 €\nImplante 990 €"
    )
    first, *rest = paragraphs(text)
    assert "completar la ficha." in first
    assert first.endswith("otra persona aproveche la hora.")
    assert rest == ["Limpieza 55 €", "Implante 990 €"]


def test_a_docx_is_cited_by_heading_and_keeps_its_tables() -> None:
    first, second = read(files.word())
    assert (first.heading, first.place) == ("Clínica Sol", "Clínica Sol")
    assert (second.heading, second.place) == ("Tarifas", "Clínica Sol › Tarifas")
    assert second.text == "Limpieza dental: 55 €\nImplante: 990 €"


@pytest.mark.parametrize("kind", ["", "application/vnd.ms-word.document.macroEnabled.main+xml"])
def test_a_docx_says_all_that_word_shows_of_it(kind: str) -> None:
    (found,) = read(files.wrapped_word(kind=kind))
    assert found.text.split("\n") == [
        "Corte: 25 € con lavado",
        "Los lunes se cierra.",
        "Color",
        "Tinte: 60 €",
        "En la sala",
        "El wifi es gratis.",
        "IVA incluido.",
    ]


def test_markdown_loses_its_marks_and_keeps_its_sense() -> None:
    first, second = read(MARKDOWN.encode())
    assert first.text == "Bienvenido a la clínica (https://example.com/sol)."
    assert second.place == "Guía del paciente › Después de una extracción"
    assert "Limpieza: 55 €" in second.text
    assert "No coma en dos horas." in second.text


def test_a_web_page_says_its_text_without_menus_and_scripts() -> None:
    page = (
        "<!doctype html><html><head><title>Clínica</title><script>var a = '<p>no</p>'</script></head><body>"
        "<nav>Inicio Contacto</nav><h1>Tarifas</h1><p>Una <b>limpieza</b>\ncuesta 55&nbsp;&euro;.</p>"
        "<table><tr><th>Servicio<th>Precio<tr><td>Implante<td>990 €</table><div hidden>no<div>no</div></div>"
        "<h2>Pago</h2><ul><li>Tarjeta<li>Bizum</ul><footer>Aviso legal</footer>"
    )
    first, second = read(page.encode())
    assert first.text == "Una limpieza cuesta 55 €.\nServicio: Precio\nImplante: 990 €"
    assert (second.text, second.place) == ("Tarjeta\nBizum", "Tarifas › Pago")
    old = page.replace("<head>", "<head><meta charset=iso-8859-1>").replace("€", "").encode("iso-8859-1")
    assert read(old)[0].place == "Tarifas"


def test_each_row_of_a_table_says_its_headers() -> None:
    first, second = read(
        '\ufeffServicio;Precio;Notas\nLimpieza;55 €;\n;;\nImplante;990 €;"Con corona;\ndos visitas"\n'.encode()
    )
    assert (first.heading, first.place) == ("Limpieza", "#1")
    assert first.text == "Servicio: Limpieza\nPrecio: 55 €"
    assert second.text == "Servicio: Implante\nPrecio: 990 €\nNotas: Con corona; dos visitas"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("sep=;\nservicio;precio\nCorte;20 €\nTinte;40 €\n", "servicio: Corte\nprecio: 20 €"),
        ("servicio;precio;nota\nCorte;20 €\nTinte;40 €;con cita\n", "servicio: Corte\nprecio: 20 €"),
        (",servicio,precio\n0,Corte,20\n1,Tinte,40\n", "0\nservicio: Corte\nprecio: 20"),
        (
            "Tarifas 2026;;\n\nservicio;precio;\nCorte;20 €;\nTinte;40 €;\n",
            "Tarifas 2026\nservicio: Corte\nprecio: 20 €",
        ),
        ('"servicio";"precio"\n"Corte; lavado";"20 ""€"""\nB;1\n', 'servicio: Corte; lavado\nprecio: 20 "€"'),
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(written: str, said: str) -> None:
    assert format_of(written.encode()) == "csv"
    assert read(written.encode())[0].text == said


@pytest.mark.parametrize(
    "text",
    [
        "Querido señor,\nle escribo, como quedamos,\nun saludo\n",
        "Abrimos de lunes a viernes; los sábados, solo por la mañana.\nCerramos en agosto; no hay nadie.\n",
        "Hola\nuno; dos\ntres\ncuatro\n",
        "| Servicio | Precio |\n|---|---|\n| Corte | 20 € |\n| Tinte | 40 € |\n",
        "# Precios\n\n| Servicio | Precio |\n|---|---|\n| Corte | 20 € |\n",
    ],
)
def test_a_letter_is_no_table_of_cells(text: str) -> None:
    assert format_of(text.encode()) in {"txt", "md"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_the_encodings_that_people_have(encoding: str) -> None:
    assert read("Atención: cerramos en agosto.\r\n\r\nVolvemos el día 1.".encode(encoding))[0].text == (
        "Atención: cerramos en agosto.\nVolvemos el día 1."
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (files.pdf("x"), "pdf"),
        (files.word(), "docx"),
        (b"# Title\n\ntext", "md"),
        (b"Just text", "txt"),
        (b"<!-- made by hand --><!DOCTYPE html><html><body>hi", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        (b"name;price\nA;1\nB;2\n", "csv"),
        ("Querido señor,\nle escribo, como quedamos,\nun saludo\n".encode(), "txt"),
    ],
)
def test_the_content_says_the_format(content: bytes, expected: str) -> None:
    assert format_of(content) == expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "document_empty"),
        (b" \n\t ", "document_empty"),
        (files.pdf(""), "document_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "document_type_unsupported"),
        (b"\x01\x00" * 3 + b"\x00\x01" * 3, "document_type_unsupported"),
        (b"<?xml version='1.0'?><feed>hi</feed>", "document_type_unsupported"),
        (b"<!DOCTYPE html><html><body><script>1</script>", "document_empty"),
        (b"{\\rtf1 hi}", "document_type_unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "document_type_unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "document_encrypted"),
        (files.locked_pdf("secreto", "clave"), "document_encrypted"),
        (b"%PDF-1.7\nnothing more", "document_broken"),
        (files.pdf("Tarifas")[:150], "document_broken"),
        (b"PK\x03\x04broken", "document_broken"),
        (files.word()[:4000], "document_broken"),
        (files.word_bomb(), "document_too_much"),
    ],
)
def test_a_bad_file_says_what_is_wrong(content: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(content)
    assert caught.value.code == code
    assert code in BY_CODE


def test_a_file_is_read_apart_with_progress(tmp_path: Path) -> None:
    path = tmp_path / "d"
    path.write_bytes(files.pdf("Uno", "Dos", "Tres"))
    seen: list[tuple[int, int]] = []
    reading = read_apart(path, lambda done, total: seen.append((done, total)))
    assert [piece.text for piece in reading.pieces] == ["Uno", "Dos", "Tres"]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    path.write_bytes(files.word_bomb())
    with pytest.raises(DocumentError) as caught:
        read_apart(path, lambda _done, _total: None)
    assert caught.value.code == "document_too_much"


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "d"
    path.write_bytes(files.pdf("x"))
    with pytest.raises(DocumentTimedOut):
        read_apart(path, lambda _done, _total: None, seconds=0.001)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "La clínica abre de lunes a viernes y los sábados por la mañana. Puede pedir cita por teléfono.",
            "es",
        ),
        ("The clinic is open from Monday to Friday and you can book an appointment by phone.", "en"),
        ("A clínica não abre aos sábados, mas você pode marcar uma consulta pelo telefone.", "pt"),
        ("55 990 1200", ""),
        ("Invisalign", ""),
    ],
)
def test_the_language_shows_in_the_common_words(text: str, language: str) -> None:
    assert language_of(text) == language


words = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), max_size=60)


@given(words.map(lambda parts: " ".join(parts * 8)))
def test_passages_keep_every_word_and_stay_short(text: str) -> None:
    pages = [Page(1, 1, (Block(text),))]
    pieces = [piece for _, found in cutting.cut(pages) for piece in found]
    kept = " ".join(piece.text for piece in pieces).split()
    assert kept == cutting.cleaned(text).split()
    assert all(0 < len(piece.text) <= cutting.LONGEST for piece in pieces)
    assert all("\x00" not in piece.text for piece in pieces)


def test_questions_are_found_in_pasted_text() -> None:
    assert pairs_in(
        "# Preguntas\n\n1. ¿Abren los sábados?\nSí, de 9 a 14.\n\nP: Aparcamiento\nR: En la puerta.\nGratis.\n\n¿Nada?"
    ) == [
        ("¿Abren los sábados?", "Sí, de 9 a 14."),
        ("Aparcamiento", "En la puerta.\nGratis."),
    ]
