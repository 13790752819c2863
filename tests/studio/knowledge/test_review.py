"""What contradicts the business, or another document, or is old, is shown; and a search says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centralita.engine.events import Passage
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.studio.business.public import current_snapshot
from centralita.studio.knowledge.models import KnowledgeDocument
from centralita.studio.knowledge.review.differences import Told, differences
from tests.engine.blueprints import Talk, blueprint, flow, node
from tests.people import Member
from tests.studio.knowledge import files


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
        each["subject"]: sorted(one["said"] for one in each["sayings"]) for each in found["differences"]
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
@pytest.mark.parametrize(
    "question", ["¿cuánto cuesta la limpieza dental?", "precio limpieza dental", "¿cuánto vale una limpieza?"]
)
def test_an_agent_says_the_price_of_the_business_whatever_documents_are_found(
    business: Member, upload: Callable[..., Any], work: Callable[[], int], question: str
) -> None:
    upload(
        business,
        "tarifas-2023.md",
        "# Precios\n\n¿Cuánto cuesta una limpieza dental? La limpieza dental cuesta 40 €.\n".encode(),
    )
    upload(
        business,
        "precio limpieza dental.md",
        "# Limpieza dental\n\nEl precio de la limpieza dental es de 45 €, consulta incluida.\n".encode(),
    )
    work()
    hits = business.api.post("/knowledge/search", {"question": question, "language": "es", "limit": 6}).json()
    assert {hit["title"] for hit in hits["items"]} >= {"tarifas-2023", "precio limpieza dental"}
    with tenant_scope(business.organization_id):
        snapshot = current_snapshot(business.organization_id)
    assert snapshot is not None
    talk = Talk(
        blueprint(
            flow([node("a", "ai_answer")]),
            knowledge=[{"id": "all"}],
            business=snapshot.business().model_dump(),
        )
    )
    talk.say(question)
    found = (
        Passage(
            id=hit["passage_id"],
            document_id=hit["document_id"],
            title=hit["title"],
            place=hit["place"],
            text=hit["text"],
            score=hit["score"],
        )
        for hit in hits["items"]
    )
    (said,) = talk.find(*found)
    assert "55" in said
    assert "40" not in said
    assert "45" not in said


@pytest.mark.database
def test_ways_to_pay_are_held_against_the_business(
    member: Member, upload: Callable[..., Any], work: Callable[[], int]
) -> None:
    taken = member.api.patch("/business", {"payment_methods": ["card", "bizum"]})
    assert taken.status_code == 200, taken.content
    upload(member, "pagos.md", b"# Pagos\n\nAceptamos tarjeta y efectivo en todas las visitas.\n")
    upload(member, "normas.md", b"# Normas\n\nNo aceptamos efectivo, solo tarjeta.\n")
    member.api.post("/knowledge/faq", {"question": "¿Puedo pagar con tarjeta?", "answer": "No, lo sentimos."})
    work()
    found = member.api.get("/knowledge/review").json()["contradictions"]
    assert {
        (each["title"], each["contradiction"]["kind"], each["contradiction"]["said"]) for each in found
    } == {
        ("pagos", "payment", "Aceptamos tarjeta y efectivo"),
        ("Frequent questions", "payment", "No, lo sentimos."),
    }


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


def told(document: int, text: str) -> Told:
    return Told(uuid4(), UUID(int=document), "", text, "es")


def disagreements(*texts: str) -> list[tuple[str, list[str]]]:
    found = differences([told(number, text) for number, text in enumerate(texts)])
    return [(each.kind, sorted(one.said for one in each.sayings)) for each in found]


def test_documents_that_give_another_number_or_other_hours_disagree() -> None:
    assert disagreements("Llámenos al 911 111 111.", "Teléfono: 912 345 678") == [
        ("phone", ["911 111 111", "912 345 678"])
    ]
    assert disagreements(
        "Abrimos de lunes a viernes de 9:00 a 20:00.", "Horario: de lunes a viernes, de 10:00 a 19:00."
    ) == [("hours", ["10:00 – 19:00", "9:00 – 20:00"])]
    assert disagreements("Our phone: +34 911 111 111.", "Call us on 912 345 678.") != []
    assert disagreements("Ligue para 911 111 111.", "Nosso telefone é 912 345 678.") == [
        ("phone", ["911 111 111", "912 345 678"])
    ]
    assert disagreements(
        "Abrimos de segunda a sexta das 9h às 20h.", "Estamos abertos de segunda a sexta, das 10h às 19h."
    ) == [("hours", ["10:00 – 19:00", "9:00 – 20:00"])]
    assert disagreements("Limpeza: R$ 180", "Limpeza: 200 reais") == [("price", ["180", "200"])]


@pytest.mark.parametrize(
    "texts",
    [
        ("Llámenos al 911 111 111.", "Teléfono: +34 911 11 11 11"),
        ("Llámenos al 911 111 111.", "Urgencias: llámenos al 600 000 000."),
        ("Llámenos al 911 111 111.", "Le llamaremos al 600 000 000."),
        ("Abrimos de lunes a viernes de 9:00 a 20:00.", "Horario: de lunes a viernes, de 9:00 a 20:00."),
        ("Abrimos de lunes a viernes de 9:00 a 20:00.", "Los sábados abrimos de 10:00 a 14:00."),
        ("Abrimos de 9:00 a 14:00.", "Abrimos de 9:00 a 14:00 y de 16:00 a 20:00."),
        ("Abrimos de 9:00 a 20:00.", "El aparcamiento abre de 7:00 a 23:00."),
        ("Abrimos de 9:00 a 20:00.", "Su cita es de 10:00 a 10:30."),
    ],
)
def test_what_may_both_be_true_is_no_disagreement(texts: tuple[str, str]) -> None:
    assert disagreements(*texts) == []


@pytest.mark.database
def test_what_is_put_aside_comes_back_when_its_text_changes(
    business: Member, upload: Callable[..., Any], work: Callable[[], int], make: Callable[..., Member]
) -> None:
    made = upload(business, "viejas.md", "# Tarifas\n\nLimpieza dental: 45 €\n".encode()).json()
    work()
    [found] = business.api.get("/knowledge/review").json()["contradictions"]
    assert found["aside"] is None
    finding = {"document_id": made["id"], "key": found["key"]}
    assert make().api.post("/knowledge/review/aside", {**finding, "reason": "fine"}).status_code == 404
    put = business.api.post("/knowledge/review/aside", {**finding, "reason": "fine"})
    assert put.status_code == 204, put.content
    shown = business.api.get("/knowledge/review").json()
    assert (shown["contradictions"], shown["aside"]) == ([], 1)
    [again] = business.api.get("/knowledge/review?aside=true").json()["contradictions"]
    assert (again["aside"]["reason"], again["aside"]["by"]) == ("fine", "Marta López")
    # Read again with the same sentence it stays aside; with another one it is a finding of its own.
    business.api.post(f"/knowledge/documents/{made['id']}/reindex")
    work()
    assert business.api.get("/knowledge/review").json()["contradictions"] == []
    # The other way round, too: the profile says something else now.
    [offering] = business.api.get("/business/offerings").json()["items"]
    dearer = {"kind": "service", "name": "Limpieza dental", "price_micros": 60_000_000, "currency": "EUR"}
    changed = business.api.put(f"/business/offerings/{offering['id']}", dearer)
    assert changed.status_code == 200, changed.content
    [other] = business.api.get("/knowledge/review").json()["contradictions"]
    assert (other["contradiction"]["known"], other["key"] != found["key"]) == ("60", True)
    # And what was put aside can be taken back.
    business.api.post("/knowledge/review/aside", {**finding, "key": other["key"], "reason": "done"})
    assert business.api.get("/knowledge/review").json()["contradictions"] == []
    back = business.api.post("/knowledge/review/back", {**finding, "key": other["key"]})
    assert back.status_code == 204
    assert len(business.api.get("/knowledge/review").json()["contradictions"]) == 1


@pytest.mark.database
def test_the_same_sentence_in_another_document_is_looked_at_by_itself(
    business: Member, upload: Callable[..., Any], work: Callable[[], int]
) -> None:
    for name, title in (("viejas.md", "Tarifas"), ("web.md", "Precios")):
        upload(business, name, f"# {title}\n\nLimpieza dental: 45 €\n".encode())
    work()
    one, two = business.api.get("/knowledge/review").json()["contradictions"]
    finding = {"document_id": one["document_id"], "key": one["key"], "reason": "fine"}
    assert business.api.post("/knowledge/review/aside", finding).status_code == 204
    shown = business.api.get("/knowledge/review").json()
    [left] = shown["contradictions"]
    assert (left["document_id"], left["aside"], shown["aside"]) == (two["document_id"], None, 1)


@pytest.mark.database
def test_age_and_differences_are_put_aside_too_and_a_new_file_is_young(
    member: Member, upload: Callable[..., Any], work: Callable[[], int]
) -> None:
    one = upload(member, "a.md", "# Tarifas\n\nBlanqueamiento: 290 €\n".encode()).json()["id"]
    two = upload(member, "b.md", "# Tarifas 2026\n\nBlanqueamiento: 310 €\n".encode()).json()["id"]
    work()
    with tenant_scope(member.organization_id):
        KnowledgeDocument.objects.update(created_at=now() - timedelta(days=800))
    found = member.api.get("/knowledge/review").json()
    [difference] = found["differences"]
    ages = {each["document_id"]: each["key"] for each in found["stale"]}
    assert set(ages) == {one, two}
    for document, key in ((two, difference["key"]), (one, ages[one])):
        put = member.api.post(
            "/knowledge/review/aside", {"document_id": document, "key": key, "reason": "no_contradiction"}
        )
        assert put.status_code == 204, put.content
    found = member.api.get("/knowledge/review").json()
    assert (found["differences"], [each["document_id"] for each in found["stale"]]) == ([], [two])
    newer = SimpleUploadedFile("b.md", "# Tarifas 2026\n\nBlanqueamiento: 320 €\n".encode())
    answer = member.api.client.post(
        f"/api/v1/knowledge/documents/{two}/replace", {"file": newer}, headers=member.api.headers
    )
    assert answer.status_code == 200, answer.content
    work()
    found = member.api.get("/knowledge/review").json()
    assert (len(found["differences"]), found["stale"]) == (1, [])


@pytest.mark.database
def test_a_document_is_opened_at_a_passage(
    member: Member, upload: Callable[..., Any], work: Callable[[], int]
) -> None:
    made = upload(member, "a.pdf", files.pdf("Uno.", "Dos.", "Tres.", "Cuatro.")).json()["id"]
    work()
    address = f"/knowledge/documents/{made}/passages"
    passages = member.api.get(address).json()["items"]
    begun = member.api.get(f"{address}?passage={passages[2]['id']}&limit=1").json()
    assert [each["text"] for each in begun["items"]] == ["Tres."]
    rest = member.api.get(f"{address}?cursor={begun['next_cursor']}").json()
    assert [each["text"] for each in rest["items"]] == ["Cuatro."]
    other = member.api.get(f"{address}?passage=pas_01k9h2v7zq4m8x3n5t6w1y0r2s").json()
    assert len(other["items"]) == 4
