"""Natural questions find what answers them, in both planes' way of asking, and never another tenant's passages."""

import asyncio
from collections.abc import Callable

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.postgres.testing import TestDatabase
from centralita.studio.knowledge import queries, search
from centralita.studio.knowledge.wording import concepts, fold
from tests.people import Member

QUESTIONS = [
    ("¿Tienen aparcamiento cerca?", "Sí, hay un parking público a dos calles, en la plaza."),
    ("¿Atienden a niños pequeños?", "Sí, la doctora de odontopediatría los ve los jueves."),
    ("¿Puedo pagar con tarjeta?", "Aceptamos tarjeta, efectivo y Bizum. Financiamos tratamientos largos."),
    ("¿Cuánto cuesta un blanqueamiento?", "El blanqueamiento en clínica sale por 290 €."),
    ("¿Qué hago si tengo mucho dolor?", "Llámenos: guardamos cada día dos huecos para urgencias."),
    ("¿A qué hora abren?", "Abrimos de lunes a viernes de 9:00 a 20:00."),
    ("¿Qué garantía tienen los implantes?", "Diez años de garantía si acude a las revisiones."),
    ("Do you speak English?", "Yes, the whole team speaks English."),
]


@pytest.fixture
def informed(member: Member) -> Member:
    for question, answer in QUESTIONS:
        made = member.api.post("/knowledge/faq", {"question": question, "answer": answer})
        assert made.status_code == 201, made.content
    return member


def best(member: Member, question: str, language: str = "es") -> str:
    with tenant_scope(member.organization_id):
        found = queries.search(member.organization_id, question, language=language)
    return found[0].text.partition("\n")[2] if found else ""


@pytest.mark.database
@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("donde puedo aparcar el coche", "parking público"),
        ("hay parking?", "parking público"),
        ("mi hijo tiene 6 años, lo podeis ver?", "odontopediatría"),
        ("se puede pagar en efectivo", "Bizum"),
        ("precio del blanqueamiento", "290 €"),
        ("CUANTO SALE EL BLANQUEAMIENTO", "290 €"),
        ("me duele muchísimo una muela", "urgencias"),
        ("qué horario tenéis", "9:00 a 20:00"),
        ("¿cuándo cierran?", "9:00 a 20:00"),
        ("garantia implante", "Diez años"),
        ("¿Hablan inglés? English", "speaks English"),
    ],
)
def test_questions_find_their_answer(informed: Member, question: str, part: str) -> None:
    assert part in best(informed, question)


@pytest.mark.database
@pytest.mark.parametrize(
    "question", ["", "¿?", "¿y qué?", "bicicleta estática", "'; DROP TABLE x; --", "\\", "a" * 900]
)
def test_what_nobody_wrote_about_finds_nothing_and_breaks_nothing(informed: Member, question: str) -> None:
    assert best(informed, question) == ""


@pytest.mark.database
def test_the_live_planes_way_of_asking_finds_the_same(informed: Member, database: TestDatabase) -> None:
    question = "¿cuánto vale blanquearse los dientes, el blanqueamiento?"
    values = search.arguments(informed.organization_id, question, language="es-MX", sources=None, limit=3)

    async def ask() -> list[search.Found]:
        connection = await asyncpg.connect(database.app_dsn)
        try:
            async with connection.transaction():
                await connection.execute(f"SET LOCAL app.organization_id = '{informed.organization_id}'")
                rows = await connection.fetch(search.SEARCH_SQL, *values)
                return [search.found(tuple(row)) for row in rows]
        finally:
            await connection.close()

    with tenant_scope(informed.organization_id):
        mine = queries.search(informed.organization_id, question, language="es-MX", limit=3)
    assert asyncio.run(ask()) == mine
    assert "290 €" in mine[0].text


@pytest.mark.database
def test_two_tenants_with_the_same_texts_never_see_each_other(make: Callable[..., Member]) -> None:
    members = [make(), make()]
    ids: list[set[str]] = []
    for each in members:
        for question, answer in QUESTIONS:
            each.api.post("/knowledge/faq", {"question": question, "answer": answer})
        ids.append({item["id"][4:] for item in each.api.get("/knowledge/faq").json()["items"]})
    assert not ids[0] & ids[1]
    words = sorted({word for question, answer in QUESTIONS for word in fold(f"{question} {answer}").split()})
    foreign = 0
    for number in range(120):
        question = " ".join(words[(number * step) % len(words)] for step in (1, 7, 13))
        for each, own in zip(members, ids, strict=True):
            with tenant_scope(each.organization_id):
                found = queries.search(each.organization_id, question, language="es", limit=20)
            foreign += sum(one.id.int not in {_number(text) for text in own} for one in found)
    assert foreign == 0
    with tenant_scope(members[0].organization_id):
        assert queries.search(members[1].organization_id, "blanqueamiento", language="es") == []


def _number(text: str) -> int:
    from centralita.kit.ids import from_text

    return from_text("faq", f"faq_{text}").int


@pytest.mark.database
def test_only_the_sources_that_were_granted_are_searched(informed: Member) -> None:
    other = informed.api.post("/knowledge/sources", {"kind": "faq", "name": "Interno"}).json()
    informed.api.post(
        "/knowledge/faq",
        {
            "question": "¿Cuánto cuesta un blanqueamiento?",
            "answer": "Margen del 60 %.",
            "source_id": other["id"],
        },
    )
    body = {"question": "blanqueamiento", "language": "es", "limit": 10}
    hits = informed.api.post("/knowledge/search", {**body, "sources": [other["id"]]}).json()["items"]
    assert [hit["source_id"] for hit in hits] == [other["id"]]
    assert informed.api.post("/knowledge/search", {**body, "sources": ["kno_unknown"]}).json()["items"] == []
    assert len(informed.api.post("/knowledge/search", body).json()["items"]) == 2
    assert search.granted([]) is None
    assert search.granted(["all"]) is None
    assert search.granted(["nothing"]) == []


@pytest.mark.database
def test_a_changed_answer_is_known_at_once_and_a_removed_one_is_not(informed: Member) -> None:
    entry = informed.api.get("/knowledge/faq?search=blanqueamiento").json()["items"][0]
    changed = informed.api.put(
        f"/knowledge/faq/{entry['id']}",
        {"question": entry["question"], "answer": "Cuesta 310 €, con férulas.", "language": "es"},
        headers={"If-Match": '"1"'},
    )
    assert (changed.status_code, changed.json()["revision"]) == (200, 2)
    assert best(informed, "¿incluye férulas?") == "Cuesta 310 €, con férulas."
    stale = informed.api.put(
        f"/knowledge/faq/{entry['id']}", {"question": "x", "answer": "y"}, headers={"If-Match": '"1"'}
    )
    assert stale.status_code == 412
    assert informed.api.delete(f"/knowledge/faq/{entry['id']}").status_code == 204
    assert best(informed, "férulas") == ""
    assert informed.api.delete(f"/knowledge/faq/{entry['id']}").status_code == 404


@pytest.mark.database
def test_questions_are_pasted(member: Member) -> None:
    made = member.api.post("/knowledge/faq/import", {"text": "¿Abren?\nSí, a diario.\n¿Hay wifi?\nSí."})
    assert (made.status_code, made.json()["total"]) == (201, 2)
    nothing = member.api.post("/knowledge/faq/import", {"text": "Nada que ver."})
    assert (nothing.status_code, nothing.json()["code"]) == (422, "no_questions_found")


@pytest.mark.database
def test_the_facts_of_the_business_are_found_in_the_language_of_the_question(member: Member) -> None:
    member.api.post(
        "/business/offerings",
        {"name": "Limpieza dental", "price_micros": 55_000_000, "duration_seconds": 1800},
    )
    member.api.put("/business/hours", {"hours": {"saturday": [{"opens": "09:00", "closes": "14:00"}]}})
    body = {"question": "¿Cuánto cuesta una limpieza?", "language": "es"}
    hits = member.api.post("/knowledge/search", body).json()["items"]
    assert (hits[0]["title"], hits[0]["place"]) == ("Datos del negocio", "Servicios y precios")
    assert "55 €" in hits[0]["text"]
    assert {hit["title"] for hit in hits} == {"Datos del negocio"}
    english = member.api.post(
        "/knowledge/search", {"question": "What time do you open on Saturday?", "language": "en"}
    ).json()["items"]
    assert (english[0]["title"], english[0]["place"]) == ("Business facts", "Opening hours")
    assert "Saturday: 9 am–2 pm" in english[0]["text"]
    offering = member.api.get("/business/offerings").json()["items"][0]
    member.api.delete(f"/business/offerings/{offering['id']}")
    assert member.api.post("/knowledge/search", body).json()["items"] == []
    source = next(
        one for one in member.api.get("/knowledge/sources").json()["items"] if one["kind"] == "business"
    )
    refused = member.api.delete(f"/knowledge/sources/{source['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "knowledge_source_automatic")


def test_words_that_mean_the_same_are_one_concept() -> None:
    assert concepts("¿Cuánto cuesta una limpieza?") == concepts("precio de la limpieza")
    assert concepts("What time do you open?") == concepts("opening hours")
    assert concepts("¿Y qué?") == []


@given(st.text(max_size=300))
def test_any_text_is_a_question(text: str) -> None:
    assert all(concept == fold(concept) for concept in concepts(text))
    assert fold(fold(text)) == fold(text)
