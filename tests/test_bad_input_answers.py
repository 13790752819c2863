"""Bad input is answered in the language of whoever sent it, with what is wrong, and costs nothing that was there."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centralita.config.jobs import run_jobs
from centralita.kit.clock import now
from tests.people import Member, make_member
from tests.studio.knowledge import files

pytestmark = pytest.mark.database

Send = Callable[[Member], Any]


def upload(name: str, content: bytes) -> Send:
    def send(member: Member) -> Any:
        file = SimpleUploadedFile(name, content)
        return member.api.client.post(
            "/api/v1/knowledge/documents", {"file": file}, headers=member.api.headers
        )

    return send


def post(path: str, body: Any) -> Send:
    return lambda member: member.api.request("POST", path, body)


def model_at(address: str) -> Send:
    """Connect a model at an address of the customer's choice, and test it."""

    def send(member: Member) -> Any:
        made = member.api.post(
            "/model-accounts",
            {
                "kind": "openai_compatible",
                "label": address,
                "credentials": {"base_url": address, "api_key": "k"},
            },
        )
        return made if made.status_code != 201 else member.api.get("/model-accounts")

    return send


MANY_ROWS = b"nombre;precio\n" + b"Limpieza dental con anestesia;45\n" * 1_000_000
HTML_BOMB = b"<!DOCTYPE html><html><body>" + b"<div>" * 1_100_000

CASES: dict[str, tuple[Send, int]] = {
    "a picture as a document": (upload("factura.pdf", b"\x89PNG\r\n\x1a\n\x00\x00\x00"), 415),
    "a program as a document": (upload("setup.txt", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(64)), 415),
    "an empty document": (upload("vacio.txt", b""), 422),
    "a hundred megabytes": (upload("grande.txt", b"a" * 100 * 1024 * 1024), 413),
    "twenty thousand levels": (post("/agents", b'{"a":' * 20_000 + b"1" + b"}" * 20_000), 422),
    "three megabytes of JSON": (post("/agents", json.dumps({"name": "x" * 3_000_000}).encode()), 413),
    "no JSON": (post("/agents", b"{nombre: Sol}"), 422),
    "not UTF-8": (post("/agents", b'{"name": "Cl\xednica"}'), 422),
    "the wrong shape": (post("/agents", {"name": ["Sol"], "languages": "es"}), 422),
    "an address inside": (model_at("http://169.254.169.254/latest"), 422),
    "an address of this machine": (model_at("http://127.0.0.1:5432"), 422),
    "an unknown id": (lambda member: member.api.get("/agents/agt_01k9h2v7zq4m8x3n5t6w1y0r2s"), 404),
    "an expired invitation": (post("/invitations/inv_gone/accept", None), 404),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_answered_in_the_readers_language(case: str, database: object) -> None:
    send, status = CASES[case]
    told = {}
    for language in ("es", "en"):
        member = make_member(language=language)
        kept = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()
        answer = send(member)
        assert answer.status_code == status, answer.content[:500]
        assert answer["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert (problem["status"], bool(problem["code"]), bool(problem["request_id"])) == (status, True, True)
        told[language] = (problem["title"], problem["detail"])
        assert member.api.get(f"/agents/{kept['id']}").json()["name"] == "Recepción"
        assert [each["id"] for each in member.api.get("/agents").json()["items"]] == [kept["id"]]
        assert member.api.get("/knowledge/documents").json()["total"] == 0
    for spanish, english in zip(told["es"], told["en"], strict=True):
        assert spanish
        assert english
        assert spanish != english


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("cerrado.pdf", files.locked_pdf("x", "clave"), "document_encrypted"),
        ("roto.pdf", files.pdf("Tarifas")[:200], "document_broken"),
        ("bomba.docx", files.word_bomb(), "document_too_much"),
        ("filas.csv", MANY_ROWS, "document_too_much"),
        ("pagina.html", HTML_BOMB, "document_too_much"),
    ],
)
def test_a_document_that_cannot_be_read_says_so_in_the_readers_language(
    database: object, name: str, content: bytes, code: str
) -> None:
    told = {}
    for language in ("es", "en"):
        member = make_member(language=language)
        good = upload("bueno.txt", f"Abrimos los lunes de {now():%H:%M} a nueve.".encode())(member).json()
        sent = upload(name, content)(member)
        assert sent.status_code == 201, sent.content
        asyncio.run(run_jobs(concurrency=1, wait=False))
        failed = member.api.get(f"/knowledge/documents/{sent.json()['id']}").json()
        assert (failed["status"], (failed["error"] or {}).get("code")) == ("failed", code)
        told[language] = failed["error"]["detail"]
        assert member.api.get(f"/knowledge/documents/{good['id']}").json()["status"] == "ready"
    assert told["es"] != told["en"]
