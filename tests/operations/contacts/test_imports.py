"""Contacts out of files: from the upload to the undo."""

import asyncio
import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from centralita.config import jobs
from centralita.identity.access.permissions import Role
from centralita.kit.ids import OrganizationId, from_text
from centralita.operations.contacts.imports import carrying
from tests.operations.contacts.asking import facts, kinds, listed, made

pytestmark = pytest.mark.database

PEOPLE = """Nombre;Apellidos;Teléfono;Correo;Etapa;Etiquetas;Ciudad
Ana;Ruiz;612 34 56 78;Ana@Example.com;Interesado;vip, web;Madrid
Luis;Prado;no tiene;luis@example.com;;;Sevilla
;;;;;;
Eva;Gil;655102102;;;;Bilbao
Eva;Otra vez;+34 655 10 21 02;;;;Bilbao
"""


def upload(member, content: str | bytes, name: str = "clientes.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    return member.api.client.post(
        "/api/v1/contact-imports", {"file": SimpleUploadedFile(name, data)}, headers=member.api.headers
    )


def uploaded(member, content: str | bytes) -> dict:
    answer = upload(member, content)
    assert answer.status_code == 201, answer.content
    return answer.json()


def run(member, job: dict, **change) -> dict:
    """Start an import, do the job, and say what came of it."""
    if change:
        changed = member.api.patch(f"/contact-imports/{job['id']}", change)
        assert changed.status_code == 200, changed.content
    answer = member.api.post(f"/contact-imports/{job['id']}/start")
    assert answer.status_code == 200, answer.content
    asyncio.run(jobs.run_jobs(concurrency=1, wait=False))
    return member.api.get(f"/contact-imports/{job['id']}").json()


def undone(member, job: dict) -> dict:
    assert member.api.post(f"/contact-imports/{job['id']}/undo").status_code == 200
    asyncio.run(jobs.run_jobs(concurrency=1, wait=False))
    return member.api.get(f"/contact-imports/{job['id']}").json()


def counts(job: dict) -> tuple[int, int, int, int]:
    return job["created"], job["updated"], job["skipped"], job["refused"]


def targets(job: dict) -> list[str]:
    return [column["target"] for column in job["columns"]]


def test_from_a_file_to_contacts(member) -> None:
    job = uploaded(member, PEOPLE)
    assert (job["status"], job["separator"], job["encoding"], job["has_header"]) == (
        "draft",
        ";",
        "utf-8",
        True,
    )
    assert targets(job) == ["name", "last_name", "phone", "email", "stage", "tags", "custom"]
    assert job["columns"][0]["samples"] == ["Ana", "Luis", "Eva"]
    rows = member.api.get(f"/contact-imports/{job['id']}/preview").json()["items"]
    assert [(row["number"], row["action"]) for row in rows] == [
        (2, "create"),
        (3, "refuse"),
        (5, "create"),
        (6, "skip"),
    ]
    assert rows[0]["phones"] == ["+34612345678"]
    assert len(rows[1]["problems"]) == 1
    done = run(member, job, source="Feria", tags=["2026"])
    assert (done["status"], counts(done), done["rows_done"]) == ("done", (2, 0, 1, 1), 6)
    assert listed(member, "sort=name") == ["Ana Ruiz", "Eva Gil"]
    assert listed(member, f"sort=name&import={job['id']}&tag=2026&source=Feria") == ["Ana Ruiz", "Eva Gil"]
    (item,) = member.api.get("/contacts?search=ana").json()["items"]
    ana = member.api.get(f"/contacts/{item['id']}").json()
    assert (ana["stage"], ana["tags"], ana["custom"]) == (
        "interested",
        ["vip", "web", "2026"],
        {"Ciudad": "Madrid"},
    )
    assert ana["source"] == "Feria"
    assert kinds(member, ana) == ["lead.created"]
    assert job["id"] in facts(member, ana)[0][1]
    refused = member.api.get(f"/contact-imports/{job['id']}/refused")
    text = b"".join(refused.streaming_content).decode("utf-8-sig")
    (row,) = list(csv.DictReader(io.StringIO(text)))
    assert row["Nombre"] == "Luis"
    assert {"3"} <= set(row.values())


def test_those_that_are_there_are_passed_over_or_completed(member) -> None:
    known = made(member, name="Ana", phones=["612345678"], tags=["a"], custom={"Ciudad": "Soria", "x": 1})
    text = "name,phone,email,tags,Ciudad\nAna María,612345678,ana@example.com,b,Madrid\n"
    skipped = run(member, uploaded(member, text))
    assert counts(skipped) == (0, 0, 1, 0)
    job = uploaded(member, text)
    (row,) = member.api.get(f"/contact-imports/{job['id']}/preview").json()["items"]
    assert (row["action"], row["existing"]) == ("skip", "Ana")
    done = run(member, job, mode="update")
    assert counts(done) == (0, 1, 0, 0)
    after = member.api.get(f"/contacts/{known['id']}").json()
    assert (after["name"], after["emails"], after["tags"]) == ("Ana María", ["ana@example.com"], ["a", "b"])
    assert after["custom"] == {"Ciudad": "Madrid", "x": 1}
    back = undone(member, job)
    assert (back["status"], back["restored"]) == ("undone", 1)
    restored = member.api.get(f"/contacts/{known['id']}").json()
    assert {name: restored[name] for name in ("name", "emails", "tags", "custom", "phones")} == {
        name: known[name] for name in ("name", "emails", "tags", "custom", "phones")
    }
    # The address is free again.
    made(member, name="B", emails=["ana@example.com"])


def test_a_row_that_belongs_to_two_contacts_is_refused(member) -> None:
    made(member, name="A", phones=["612345678"])
    made(member, name="B", emails=["b@example.com"])
    done = run(member, uploaded(member, "name,phone,email\nC,612345678,b@example.com\n"), mode="update")
    assert counts(done) == (0, 0, 0, 1)


def test_undoing_keeps_what_people_touched_since(member) -> None:
    job = uploaded(member, "name,phone\nAna,612345678\nLuis,655102102\nEva,699731731\n")
    run(member, job)
    ids = {item["name"]: item["id"] for item in member.api.get("/contacts").json()["items"]}
    member.api.patch(f"/contacts/{ids['Ana']}", {"stage": "won"})
    member.api.post(f"/contacts/{ids['Eva']}/notes", {"text": "Llamada"})
    back = undone(member, job)
    assert (back["status"], back["removed"], back["kept"]) == ("undone", 1, 2)
    assert listed(member, "sort=name") == ["Ana", "Eva"]
    again = member.api.post(f"/contact-imports/{job['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "import_not_undoable")


def test_a_job_that_was_killed_goes_on_where_it_was(member, monkeypatch) -> None:
    monkeypatch.setattr(carrying, "BATCH", 2)
    job = uploaded(member, "name,phone\n" + "".join(f"P{n},6123456{n:02}\n" for n in range(10)))
    member.api.post(f"/contact-imports/{job['id']}/start")
    written = 0
    plain = carrying._write

    def dying(*args):
        nonlocal written
        written += 1
        if written == 3:
            raise RuntimeError("killed")
        return plain(*args)

    organization, identifier = OrganizationId(member.organization_id), from_text("imp", job["id"])
    monkeypatch.setattr(carrying, "_write", dying)
    with pytest.raises(RuntimeError):
        carrying.carry_out(organization, identifier)
    half = member.api.get(f"/contact-imports/{job['id']}").json()
    assert (half["status"], half["rows_done"], half["created"]) == ("running", 4, 3)
    monkeypatch.setattr(carrying, "_write", plain)
    carrying.carry_out(organization, identifier)
    carrying.carry_out(organization, identifier)
    done = member.api.get(f"/contact-imports/{job['id']}").json()
    assert (done["status"], counts(done)) == ("done", (10, 0, 0, 0))
    assert len(listed(member)) == 10


def test_what_is_no_table_is_refused_with_words(member) -> None:
    for content, code in (
        (b"", "import_unreadable"),
        (b"\n\n \n", "import_unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 50, "import_unreadable"),
        (b"PK\x03\x04" + bytes(range(1, 9)) * 200, "import_workbook_broken"),
        (b'name,phone\n"' + b"x" * 200_000, "import_unreadable"),
        (b"," * 150, "import_too_many_rows"),
    ):
        answer = upload(member, content)
        assert answer.status_code in {413, 422}, content[:20]
        assert answer.json()["code"] == code, content[:20]
    assert member.api.get("/contact-imports").json()["items"] == []


def test_a_file_over_the_limit_is_refused(member) -> None:
    answer = upload(member, b"name\n" + b"x" * (25 * 1024 * 1024))
    assert answer.status_code == 413


def test_columns_are_what_a_person_says(member) -> None:
    job = uploaded(member, "a,b\nAna,612345678\n")
    assert targets(job) == ["custom", "custom"]
    assert member.api.post(f"/contact-imports/{job['id']}/start").json()["code"] == "import_mapping"
    for mapping in (["name"], ["name", "name"], ["name", "nothing"]):
        assert member.api.patch(f"/contact-imports/{job['id']}", {"mapping": mapping}).status_code == 422
    done = run(member, job, mapping=["name", "phone"])
    assert counts(done) == (1, 0, 0, 0)
    late = member.api.patch(f"/contact-imports/{job['id']}", {"mode": "update"})
    assert (late.status_code, late.json()["code"]) == (409, "import_started")


def test_a_file_without_a_header_is_read_by_what_stands_in_it(member) -> None:
    job = uploaded(member, "Ana Ruiz\t612345678\tana@example.com\nLuis\t655102102\tluis@example.com\n")
    assert (job["has_header"], job["separator"], targets(job)) == (False, "\t", ["name", "phone", "email"])
    assert counts(run(member, job)) == (2, 0, 0, 0)


def test_what_was_exported_can_be_imported(member, make) -> None:
    made(
        member,
        name="=Ana",
        phones=["612345678", "655102102"],
        emails=["a@example.com"],
        tags=["x"],
        stage="won",
    )
    text = b"".join(member.api.get("/contacts/export").streaming_content)
    other = make()
    done = run(other, uploaded(other, text))
    assert counts(done) == (1, 0, 0, 0)
    (item,) = other.api.get("/contacts").json()["items"]
    assert (item["name"], item["phones"], item["emails"], item["stage"]) == (
        "=Ana",
        ["+34612345678", "+34655102102"],
        ["a@example.com"],
        "won",
    )


def test_a_draft_can_be_thrown_away(member, make) -> None:
    job = uploaded(member, PEOPLE)
    viewer = make(in_=member, role=Role.VIEWER)
    assert viewer.api.get("/contact-imports").status_code == 403
    assert member.api.delete(f"/contact-imports/{job['id']}").status_code == 204
    assert member.api.get(f"/contact-imports/{job['id']}").status_code == 404


def test_the_database_knows_how_many_there_are_as_soon_as_the_first_were_imported(member) -> None:
    # The app's own role may have these tables looked at, and does so while it imports.
    with connection.cursor() as cursor:
        cursor.execute("SELECT look_at_contacts()")
    assert counts(run(member, uploaded(member, PEOPLE)))[0] == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(reltuples) FROM pg_class WHERE relname IN ('contact', 'contact_key')")
        assert cursor.fetchone()[0] > 0
