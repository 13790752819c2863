"""Workbooks: their cells as people see them, their sheets, and those that are refused."""

import io
import zipfile

import pytest

from tests.operations.contacts.asking import listed
from tests.operations.contacts.test_imports import counts, run, targets, undone, upload, uploaded
from tests.operations.contacts.workbooks import day, formula, number, row, text, texts, workbook

pytestmark = pytest.mark.database

HEADER = texts("Nombre", "Teléfono", "Alta")


def book(*rows: str) -> bytes:
    return workbook(Clientes=HEADER + "".join(rows))


def previewed(member, job: dict) -> list[dict]:
    return member.api.get(f"/contact-imports/{job['id']}/preview").json()["items"]


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (number("34612345678.0"), "+34612345678"),
        (number("3.4612345678E10"), "+34612345678"),
        (number("612345678"), "+34612345678"),
        (text("0034612345678"), "+34612345678"),
        (text("'+34 612 34 56 78"), "+34612345678"),
        (formula('"612"&A1', "612345678"), "+34612345678"),
    ],
)
def test_numbers_of_phones_are_read_however_they_are_kept(member, cell: str, phone: str) -> None:
    job = uploaded(member, book(row(text("Ana"), cell, day(46082))))
    assert (job["sheets"], job["sheet"], targets(job)[:2]) == (["Clientes"], "Clientes", ["name", "phone"])
    (shown,) = previewed(member, job)
    assert (shown["action"], shown["phones"]) == ("create", [phone])
    assert job["columns"][2]["samples"] == ["2026-03-01"]


def test_from_a_workbook_to_contacts_and_back(member) -> None:
    job = uploaded(
        member,
        book("", row(), texts("Ana", "612345678"), row(), texts("Luis", "nada"), texts("Eva", "655102102")),
    )
    assert [(one["number"], one["action"]) for one in previewed(member, job)] == [
        (3, "create"),
        (5, "refuse"),
        (6, "create"),
    ]
    done = run(member, job)
    assert (done["status"], counts(done)) == ("done", (2, 0, 0, 1))
    assert listed(member, "sort=name") == ["Ana", "Eva"]
    back = undone(member, done)
    assert (back["status"], back["removed"]) == ("undone", 2)
    assert listed(member) == []


def test_a_sheet_is_chosen_and_its_columns_guessed_anew(member) -> None:
    data = workbook(
        Portada="",
        Clientes=HEADER + texts("Ana", "612345678"),
        _Oculta=texts("Clave", "1234"),
        Leads=texts("Correo", "Nombre") + texts("luis@example.com", "Luis"),
    )
    job = uploaded(member, data)
    assert (job["sheets"], job["sheet"]) == (["Portada", "Clientes", "Leads"], "Clientes")
    for sheet, code in (("Portada", "import_workbook_empty"), ("_Oculta", "import_sheet_unknown")):
        refused = member.api.patch(f"/contact-imports/{job['id']}", {"sheet": sheet})
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    other = member.api.patch(f"/contact-imports/{job['id']}", {"sheet": "Leads"}).json()
    assert (other["sheet"], targets(other), other["rows_total"]) == ("Leads", ["email", "name"], 2)
    assert counts(run(member, other)) == (1, 0, 0, 0)
    assert listed(member) == ["Luis"]


def test_a_cell_with_an_error_is_not_an_empty_one(member) -> None:
    broken = '<c r="C2" t="e"><v>#N/A</v></c>'
    data = workbook(
        H=texts("Nombre", "Teléfono", "No llamar")
        + f'<row r="2"><c r="A2" t="inlineStr"><is><t>Ana</t></is></c><c r="B2"><v>612345678</v></c>{broken}</row>'
    )
    (shown,) = previewed(member, uploaded(member, data))
    assert shown["action"] == "refuse"
    assert len(shown["problems"]) == 1


def bomb() -> bytes:
    return workbook(H=row(text("x" * 700_000_000)))


def wide() -> bytes:
    return workbook(H='<row r="1048576"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>')


def unzipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), "import_workbook_kind"),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "import_workbook_locked",
        ),
        (lambda: b"PK\x03\x04" + bytes(range(1, 9)) * 200, "import_workbook_broken"),
        (lambda: unzipped("word/document.xml"), "import_workbook_kind"),
        (lambda: unzipped("xl/workbook.xml"), "import_workbook_broken"),
        (lambda: unzipped("xl/workbook.xml", *(f"{n}" for n in range(2_001))), "import_workbook_heavy"),
        (lambda: workbook(H=""), "import_workbook_empty"),
        (lambda: workbook(H=texts(*(str(n) for n in range(120)))), "import_too_many_rows"),
        (wide, "import_workbook_heavy"),
        (bomb, "import_workbook_heavy"),
    ],
    ids=["xls", "password", "cut", "word", "empty-xml", "many", "empty", "columns", "far-corner", "bomb"],
)
def test_what_is_no_workbook_of_ours_is_refused_with_a_sentence(member, data, code: str) -> None:
    answer = upload(member, data(), "clientes.xlsx")
    assert (answer.status_code, answer.json()["code"]) == (413 if code.endswith("rows") else 422, code)
    assert answer.json()["detail"]
    assert member.api.get("/contact-imports").json()["items"] == []
