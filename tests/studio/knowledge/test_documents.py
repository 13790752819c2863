"""Documents are uploaded, indexed, found with their citation, failed with a reason, and removed with their bytes."""

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import closing
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from centralita.config.jobs import run_jobs
from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, new_id
from centralita.ledger.events.hints import CHANNEL
from centralita.studio.knowledge import indexing, presentation
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage, KnowledgePosting
from centralita.studio.knowledge.parsing.errors import BY_CODE
from tests.people import Member
from tests.studio.knowledge import files

pytestmark = pytest.mark.database

Upload = Callable[..., HttpResponse]
Work = Callable[[], int]

PRICES = "Tarifas de la clínica para el año\nLimpieza dental: 55 euros\nImplante dental: 990 euros"
RULES = "Para cancelar su cita avise con veinticuatro horas por teléfono o en la recepción."


def ask(member: Member, question: str, language: str = "es", **more: object) -> list[dict]:
    answer = member.api.post("/knowledge/search", {"question": question, "language": language, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


def read(member: Member, document_id: str) -> dict:
    return member.api.get(f"/knowledge/documents/{document_id}").json()


def test_a_document_is_indexed_and_found_with_its_page(member: Member, upload: Upload, work: Work) -> None:
    answer = upload(member, "Tarifas 2026.pdf", files.pdf(PRICES, RULES))
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["status"], made["title"], made["format"]) == ("waiting", "Tarifas 2026", "pdf")
    assert work() >= 1  # other tests' documents may wait in the same queue
    done = read(member, made["id"])
    assert (done["status"], done["language"], done["passages"]) == ("ready", "es", 2)
    assert (done["pages_done"], done["pages_total"], done["uploaded_by"]) == (2, 2, "Marta López")
    best = ask(member, "¿Con cuánto tiempo tengo que anular una cita?")[0]
    assert (best["title"], best["place"], best["document_id"]) == ("Tarifas 2026", "p. 2", made["id"])
    passages = member.api.get(f"/knowledge/documents/{made['id']}/passages").json()["items"]
    assert [passage["place"] for passage in passages] == ["p. 1", "p. 2"]
    with closing(member.api.get(f"/knowledge/documents/{made['id']}/file")) as file:
        assert file["Content-Disposition"].startswith("attachment")
        assert b"".join(file.streaming_content) == files.pdf(PRICES, RULES)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (files.locked_pdf("x", "clave"), "document_encrypted"),
        (files.pdf(PRICES)[:200], "document_broken"),
        (files.word_bomb(), "document_too_much"),
        (files.pdf(""), "document_empty"),
    ],
)
def test_an_unreadable_document_fails_with_what_to_do(
    member: Member, upload: Upload, work: Work, content: bytes, code: str
) -> None:
    made = upload(member, "d.pdf", content).json()
    work()
    failed = read(member, made["id"])
    assert (failed["status"], failed["error"]["code"]) == ("failed", code)
    assert failed["error"]["detail"]
    listed = member.api.get("/knowledge/documents?status=failed").json()
    assert (listed["total"], listed["items"][0]["id"]) == (1, made["id"])


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("factura.pdf", b"\x89PNG\r\n\x1a\n\x00\x00\x00", 415, "document_type_unsupported"),
        ("vacio.txt", b"", 422, "document_empty"),
    ],
)
def test_a_wrong_file_is_refused_at_once_and_leaves_nothing(
    member: Member, upload: Upload, name: str, content: bytes, status: int, code: str
) -> None:
    answer = upload(member, name, content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert member.api.get("/knowledge/documents").json()["total"] == 0
    folder = settings.ENVIRONMENT.home / "files" / "knowledge" / str(member.organization_id)
    assert not list(folder.glob("*"))


def test_a_hundred_megabytes_are_refused(member: Member, upload: Upload) -> None:
    answer = upload(member, "big.txt", b"a" * 100 * 1024 * 1024)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "50 MB" in answer.json()["detail"]


def test_the_name_of_a_file_is_only_a_name(member: Member, upload: Upload) -> None:
    made = upload(member, "../../<script>alert(1)</script>.txt", b"Abrimos los lunes y los martes.").json()
    assert "/" not in made["file_name"]
    assert made["format"] == "txt"


def test_documents_are_read_a_page_at_a_time(member: Member, upload: Upload) -> None:
    made = {
        upload(member, f"{day}.txt", f"Abrimos el {day}.".encode()).json()["id"]
        for day in ("lunes", "martes", "jueves")
    }
    first = member.api.get("/knowledge/documents?limit=2").json()
    rest = member.api.get(f"/knowledge/documents?limit=2&cursor={first['next_cursor']}").json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    assert {one["id"] for one in (*first["items"], *rest["items"])} == made


def test_the_same_bytes_twice_are_one_document(member: Member, upload: Upload) -> None:
    upload(member, "a.txt", b"Abrimos los lunes.")
    again = upload(member, "b.txt", b"Abrimos los lunes.")
    assert (again.status_code, again.json()["code"]) == (409, "document_exists")
    assert "«a»" in again.json()["detail"] or "“a”" in again.json()["detail"]


def test_a_repeated_upload_with_a_key_has_one_effect(member: Member, upload: Upload) -> None:
    member.api.headers["Idempotency-Key"] = str(new_id())
    first, second = (upload(member, "a.txt", b"Abrimos los lunes.") for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert second["Idempotent-Replayed"] == "true"


def test_indexing_again_replaces_and_running_a_job_twice_changes_nothing(
    member: Member, upload: Upload, work: Work
) -> None:
    made = upload(member, "d.pdf", files.pdf(PRICES, RULES)).json()
    work()

    def stored() -> tuple[int, int]:
        with tenant_scope(member.organization_id):
            return KnowledgePassage.objects.count(), KnowledgePosting.objects.count()

    before = stored()
    assert before[0] == 2
    document_id = from_text("doc", made["id"])
    indexing.index(member.organization_id, document_id, attempt=1)
    assert stored() == before
    again = member.api.post(f"/knowledge/documents/{made['id']}/reindex").json()
    assert again["status"] == "waiting"
    assert ask(member, "limpieza")[0]["document_id"] == made["id"]
    indexing.index(member.organization_id, document_id, attempt=1)
    assert read(member, made["id"])["status"] == "waiting"
    work()
    assert read(member, made["id"])["status"] == "ready"
    assert stored() == before


def test_a_run_that_died_half_way_is_taken_up_again(
    member: Member, upload: Upload, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = upload(member, "d.pdf", files.pdf(PRICES)).json()

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "replace_passages", die)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert read(member, made["id"])["status"] == "indexing"
    work()
    assert read(member, made["id"])["status"] == "ready"


def test_another_language_means_reading_again(member: Member, upload: Upload, work: Work) -> None:
    made = upload(member, "d.txt", b"Cleaning 55").json()
    work()
    assert read(member, made["id"])["language"] == ""
    changed = member.api.patch(f"/knowledge/documents/{made['id']}", {"language": "en", "title": "Prices"})
    assert (changed.json()["status"], changed.json()["title"]) == ("waiting", "Prices")
    work()
    assert read(member, made["id"])["language"] == "en"
    assert ask(member, "how much is cleaning", "en")[0]["title"] == "Prices"


def test_deleting_takes_the_passages_and_the_bytes(member: Member, upload: Upload, work: Work) -> None:
    made = upload(member, "d.pdf", files.pdf(PRICES)).json()
    work()
    key = f"knowledge/{member.organization_id}/{from_text('doc', made['id'])}"
    assert settings.STORAGE.stat(key).size == made["size"]
    assert member.api.delete(f"/knowledge/documents/{made['id']}").status_code == 204
    assert ask(member, "limpieza") == []
    asyncio.run(run_jobs(concurrency=1, wait=False))
    with pytest.raises(NotFound):
        settings.STORAGE.stat(key)
    with tenant_scope(member.organization_id):
        assert KnowledgePosting.objects.count() == 0


def test_deleting_a_source_takes_everything_in_it(member: Member, upload: Upload, work: Work) -> None:
    source = member.api.post("/knowledge/sources", {"kind": "upload", "name": "Tarifas"}).json()
    made = upload(member, "d.pdf", files.pdf(PRICES), source=source["id"]).json()
    work()
    assert made["source_id"] == source["id"]
    assert ask(member, "limpieza", sources=[source["id"]])
    renamed = member.api.patch(f"/knowledge/sources/{source['id']}", {"name": "Precios"}).json()
    assert (renamed["name"], renamed["documents"], renamed["passages"]) == ("Precios", 1, 1)
    assert member.api.delete(f"/knowledge/sources/{source['id']}").status_code == 204
    assert member.api.get("/knowledge/documents").json()["items"] == []
    with tenant_scope(member.organization_id):
        assert not KnowledgeDocument.objects.exists()


def test_other_tenants_ids_answer_like_unknown_ones(
    member: Member, make: Callable[..., Member], upload: Upload
) -> None:
    mine = upload(member, "d.txt", b"Abrimos los lunes.").json()
    other = make()
    unknown = "doc_" + "0" * 26
    for document_id in (mine["id"], unknown):
        path = f"/knowledge/documents/{document_id}"
        answers = [
            other.api.get(path),
            other.api.patch(path, {"title": "x"}),
            other.api.delete(path),
            other.api.post(f"{path}/reindex"),
            other.api.get(f"{path}/passages"),
            other.api.get(f"{path}/file"),
        ]
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}
    foreign = upload(other, "d.txt", b"Abrimos los martes.", source=mine["source_id"])
    assert foreign.status_code == 404


def test_who_may_only_read_changes_nothing(
    member: Member, make: Callable[..., Member], upload: Upload
) -> None:
    viewer = make(in_=member, role=Role.VIEWER)
    assert upload(viewer, "d.txt", b"Abrimos.").status_code == 403
    assert viewer.api.get("/knowledge/documents").status_code == 403


def test_the_texts_of_problems_are_those_of_the_api() -> None:
    from centralita.config.problems import texts

    own = presentation._problems()
    assert set(own) == set(BY_CODE)
    for code, languages in own.items():
        for language, text in languages.items():
            assert texts(language)[code] == text


def test_a_document_that_is_gone_is_no_work(member: Member) -> None:
    indexing.index(member.organization_id, UUID(int=0), attempt=1)


def test_pages_without_text_are_counted(member: Member, upload: Upload, work: Work) -> None:
    """A scan among pages of text is not known of, and that is said."""
    made = upload(member, "a.pdf", files.pdf(PRICES, "", "")).json()
    work()
    done = read(member, made["id"])
    assert (done["status"], done["pages_done"], done["pages_total"]) == ("ready", 1, 3)


def test_a_document_moves_to_another_folder_with_all_that_is_known_of_it(
    member: Member, upload: Upload, work: Work
) -> None:
    made = upload(member, "tarifas.pdf", files.pdf(PRICES)).json()
    work()
    folder = member.api.post("/knowledge/sources", {"name": "Precios", "kind": "upload"}).json()["id"]
    address = f"/knowledge/documents/{made['id']}"
    assert ask(member, "limpieza dental", sources=[folder]) == []
    moved = member.api.patch(address, {"source_id": folder})
    assert (moved.status_code, moved.json()["source_id"], moved.json()["status"]) == (200, folder, "ready")
    assert [hit["document_id"] for hit in ask(member, "limpieza dental", sources=[folder])] == [made["id"]]
    assert ask(member, "limpieza dental", sources=[made["source_id"]]) == []
    # The same bytes are not there twice, and not every folder holds files.
    twin = upload(member, "tarifas.pdf", files.pdf(PRICES)).json()
    refused = member.api.patch(f"/knowledge/documents/{twin['id']}", {"source_id": folder})
    assert (refused.status_code, refused.json()["code"]) == (409, "document_exists")
    questions = member.api.post("/knowledge/sources", {"name": "Preguntas", "kind": "faq"}).json()["id"]
    assert member.api.patch(address, {"source_id": questions}).status_code == 404
    assert member.api.patch(address, {"source_id": "kno_01k9h2v7zq4m8x3n5t6w1y0r2s"}).status_code == 404


def test_a_newer_file_takes_the_place_of_the_old_one(member: Member, upload: Upload, work: Work) -> None:
    made = upload(member, "tarifas.pdf", files.pdf(PRICES)).json()
    member.api.patch(f"/knowledge/documents/{made['id']}", {"title": "Tarifas", "tags": ["precios"]})
    work()
    newer = SimpleUploadedFile("tarifas-2027.pdf", files.pdf("Limpieza dental: 60 euros"))
    answer = member.api.client.post(
        f"/api/v1/knowledge/documents/{made['id']}/replace", {"file": newer}, headers=member.api.headers
    )
    assert answer.status_code == 200, answer.content
    assert "55 euros" in ask(member, "limpieza dental")[0]["text"]  # known until the new one is read
    work()
    [best] = ask(member, "limpieza dental")
    assert "60 euros" in best["text"]
    done = read(member, made["id"])
    assert (done["title"], done["tags"], done["file_name"]) == ("Tarifas", ["precios"], "tarifas-2027.pdf")


def test_who_looks_on_hears_how_far_the_reading_is(member: Member, upload: Upload, work: Work) -> None:
    # Of one page: of more a slow machine would be told more.
    made = upload(member, "a.pdf", files.pdf(PRICES)).json()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        work()
        told = [json.loads(notice.payload)[1] for notice in listener.notifies(timeout=1)]
    mine = [kind for hints in told for _, kind, body in hints if body.get("id") == made["id"]]
    # That it has begun, that its page is read, and that it is known.
    assert mine == ["knowledge.changed"] * 3
