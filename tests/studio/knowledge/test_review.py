"""What contradicts the business, or another document, or is old, is shown; and a search says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.studio.knowledge.models import KnowledgeDocument
from tests.people import Member


@pytest.fixture
def business(member: Member) -> Member:
    changed = member.api.patch("/business", {"phone": "+34 912 345 678"})
    assert changed.status_code == 200, changed.content
    made = member.api.post(
        "/business/offerings",
        {"kind": "service", "name": "Limpieza dental", "price_micros": 55_000_000, "currency": "EUR"},
    )
    assert made.status_code == 201, made.content
    return member


@pytest.mark.database
def test_documents_are_held_against_the_business_and_each_other(
    business: Member, upload: Callable[..., Any], work: Callable[[], int]
) -> None:
    upload(business, "viejas.md", "# Tarifas\n\nLimpieza dental: 45 €\nBlanqueamiento: 290 €\n".encode())
    upload(
        business,
        "nuevas.md",
        "# Tarifas de 2026\n\nBlanqueamiento: 310 €\nLlámenos al 911 111 111.\nLimpieza dental: 55 €\n".encode(),
    )
    work()
    found = business.api.get("/knowledge/review").json()
    said = {
        (each["title"], each["contradiction"]["kind"], each["contradiction"]["said"])
        for each in found["contradictions"]
    }
    assert said == {("viejas", "price", "45 €"), ("nuevas", "phone", "911 111 111")}
    subjects = {
        each["subject"]: sorted(one["amount"] for one in each["sayings"]) for each in found["differences"]
    }
    assert subjects["Blanqueamiento"] == ["290", "310"]
    assert found["stale"] == []

    hits = business.api.post(
        "/knowledge/search", {"question": "¿cuánto cuesta la limpieza dental?", "language": "es"}
    ).json()["items"]
    assert "55" in hits[0]["text"]
    (wrong,) = [hit for hit in hits if hit["title"] == "viejas"]
    assert wrong["contradicts"][0]["known"] == "55"
    assert {word["word"] for word in hits[0]["words"]} >= {"precio"}


@pytest.mark.database
def test_old_documents_are_shown(member: Member, upload: Callable[..., Any], work: Callable[[], int]) -> None:
    upload(member, "normas.txt", b"No se puede fumar en la consulta.")
    work()
    with tenant_scope(member.organization_id):
        KnowledgeDocument.objects.update(created_at=now() - timedelta(days=200))
    assert member.api.get("/knowledge/review").json()["stale"] == []
    assert [each["title"] for each in member.api.get("/knowledge/review?months=6").json()["stale"]] == [
        "normas"
    ]


@pytest.mark.database
def test_tags_find_documents(member: Member, upload: Callable[..., Any], work: Callable[[], int]) -> None:
    made = upload(member, "normas.txt", b"No se puede fumar en la consulta.").json()
    changed = member.api.patch(f"/knowledge/documents/{made['id']}", {"tags": ["verano", "normas", "verano"]})
    assert changed.json()["tags"] == ["verano", "normas"]
    assert member.api.get("/knowledge/documents?tag=verano").json()["total"] == 1
    assert member.api.get("/knowledge/documents?tag=invierno").json()["total"] == 0
