"""Search by meaning: chosen on a page, filled by a job, ranked with the words, and never in anybody's way."""

from collections.abc import Callable, Iterator
from typing import Any
from zlib import crc32

import pytest
from django.conf import settings
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.ledger.events.models import LedgerEvent
from centralita.ledger.usage.domain.allowance import TOKENS_A_DAY
from centralita.providers.llm.scripted_server import Fault
from centralita.studio.knowledge import presentation
from centralita.studio.knowledge.meaning import cells, filling, floors, vectors
from centralita.studio.knowledge.models import KnowledgeSpace
from centralita.studio.language_models import public as accounts
from centralita.studio.language_models import secrets
from tests.people import Member
from tests.studio.knowledge.vendor import (
    KEY,
    PARKING,
    PETS,
    Vendor,
    choose,
    connect,
    running,
    sense,
)

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def listening() -> Iterator[Vendor]:
    with running() as vendor:
        yield vendor


@pytest.fixture
def vendor(listening: Vendor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vendor]:
    way = listening.way()
    for user in (secrets, accounts):
        monkeypatch.setattr(user, "outbound", lambda: way)
    listening.fault = None
    listening.server.received.clear()
    yield listening
    way.close()


@pytest.fixture
def connected(member: Member, vendor: Vendor) -> tuple[Member, str]:
    """Somebody with an account at the vendor, and two questions with their answers."""
    return member, connect(member, vendor)


def shown(member: Member) -> Any:
    return member.api.get("/knowledge/meaning").json()


def search(member: Member, question: str, **fields: object) -> Any:
    answer = member.api.post("/knowledge/search", {"question": question, "language": "es", **fields})
    assert answer.status_code == 200, answer.content
    return answer.json()


def waiting(member: Member) -> list[Any]:
    """Jobs that are to fill this organization's space."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'knowledge.fill_space'"
            " AND status = 'todo' AND args->>'organization_id' = %s ORDER BY id",
            [str(member.organization_id)],
        )
        return [row[0] for row in cursor.fetchall()]


def test_what_no_word_finds_is_found_by_its_meaning(connected: tuple[Member, str], vendor: Vendor) -> None:
    member, account = connected
    assert search(member, "felinos")["items"] == []
    before = shown(member)
    assert (before["available"], before["used"], before["coming"], before["passages"]) == (
        True,
        None,
        None,
        2,
    )
    assert [choice["account_id"] for choice in before["choices"]] == [account]

    coming = choose(member, account)["coming"]
    assert (coming["status"], coming["done"]) == ("filling", 0)
    assert len(waiting(member)) == 1
    filling.fill(member.organization_id)
    after = shown(member)
    assert (after["coming"], after["used"]["status"], after["used"]["done"]) == (None, "ready", 2)
    assert after["used"]["dimensions"] == 64

    found = search(member, "felinos")
    assert found["meaning"]
    assert PETS[1] in found["items"][0]["text"]
    assert found["items"][0]["words"] == []
    assert found["items"][0]["similarity"] > found["items"][1]["similarity"]
    both = search(member, "aparcamiento")["items"][0]
    assert PARKING[1] in both["text"]
    assert both["words"]
    assert both["similarity"] > 0.4
    assert both["score"] == 1


def test_what_it_took_is_on_record_and_taken_from_the_day(
    connected: tuple[Member, str], vendor: Vendor
) -> None:
    member, account = connected
    choose(member, account)
    filling.fill(member.organization_id)
    search(member, "felinos")
    search(member, "felinos")
    assert [len(one.body["input"]) for one in vendor.asked] == [2, 1]
    with tenant_scope(member.organization_id):
        used = LedgerEvent.objects.filter(kind="usage.recorded").order_by("sequence")
        told = [event.data for event in used]
        (taken,) = _taken()
    assert [(one["model"], one["meter"]) for one in told] == [("small", "tokens")] * 2
    assert sum(one["quantity"] for one in told) == taken
    assert shown(member)["used"]["tokens"] == told[0]["quantity"]


def _taken() -> tuple[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(taken) FROM token_day")
        return (int(cursor.fetchone()[0]),)


def test_another_model_takes_over_when_it_is_whole_and_vectors_never_mix(
    connected: tuple[Member, str], vendor: Vendor
) -> None:
    member, account = connected
    choose(member, account)
    filling.fill(member.organization_id)
    first = shown(member)["used"]

    changed = choose(member, account, "large")
    assert (changed["used"]["model"], changed["coming"]["model"]) == ("small", "large")
    assert search(member, "felinos")["meaning"]
    kept, vendor.sense = vendor.sense, lambda text: [float(len(text)), 1.0, 2.0]
    try:
        filling.fill(member.organization_id)
    finally:
        vendor.sense = kept
    after = shown(member)
    assert (after["used"]["model"], after["used"]["dimensions"], after["coming"]) == ("large", 3, None)
    assert first["dimensions"] == 64
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT space_id, vector_dims(embedding::vector) FROM knowledge_vector")
        assert [dimensions for _, dimensions in cursor.fetchall()] == [3]


def test_what_changes_is_asked_for_anew_and_nothing_else(
    connected: tuple[Member, str], vendor: Vendor, upload: Callable[..., Any], work: Callable[[], int]
) -> None:
    member, account = connected
    made = upload(member, "normas.md", b"# Uno\n\nSe abre a las nueve.\n\n# Dos\n\nSe cierra a las ocho.\n")
    work()
    choose(member, account)
    filling.fill(member.organization_id)
    assert shown(member)["used"]["done"] == 4
    vendor.server.received.clear()

    member.api.post(f"/knowledge/documents/{made.json()['id']}/reindex")
    work()
    filling.fill(member.organization_id)
    assert vendor.asked == []
    assert shown(member)["used"]["done"] == 4

    entry = member.api.get("/knowledge/faq?search=aparcamiento").json()["items"][0]
    member.api.put(
        f"/knowledge/faq/{entry['id']}",
        {"question": entry["question"], "answer": "No tenemos.", "language": "es"},
        headers={"If-Match": '"1"'},
    )
    assert shown(member)["used"]["done"] == 3
    filling.fill(member.organization_id)
    assert [one.body["input"] for one in vendor.asked] == [["¿Tienen aparcamiento?\nNo tenemos."]]
    member.api.delete(f"/knowledge/documents/{made.json()['id']}")
    assert shown(member)["used"]["done"] == 2


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (Fault(status=401, body=b"{}"), "failed", "model_bad_credentials"),
        (Fault(status=404, body=b"{}"), "failed", "model_unknown"),
        (Fault(status=429, body=b"{}", headers=("retry-after: 40",)), "waiting", "model_rate_limited"),
        (Fault(status=503, body=b"{}"), "waiting", "model_unavailable"),
        (Fault(status=400, body=b"{}"), "failed", "model_rejected"),
    ],
)
def test_a_failure_is_shown_and_the_words_go_on(
    connected: tuple[Member, str], vendor: Vendor, fault: Fault, status: str, code: str
) -> None:
    member, account = connected
    choose(member, account)
    before = len(waiting(member))
    vendor.fault = fault
    filling.fill(member.organization_id)
    coming = shown(member)["coming"]
    assert (coming["status"], coming["error"]["code"]) == (status, code)
    assert coming["error"]["detail"]
    assert len(waiting(member)) == before + (status == "waiting")
    assert PARKING[1] in search(member, "aparcamiento")["items"][0]["text"]

    vendor.fault = None
    again = member.api.post("/knowledge/meaning/retry").json()
    assert (again["coming"]["status"], again["coming"]["error"]) == ("filling", None)
    filling.fill(member.organization_id)
    assert shown(member)["used"]["status"] == "ready"


def test_a_silent_model_costs_a_search_nothing_but_its_meaning(
    connected: tuple[Member, str], vendor: Vendor
) -> None:
    member, account = connected
    choose(member, account)
    filling.fill(member.organization_id)
    vendor.fault = Fault(status=503, body=b"{}")
    found = search(member, "aparcamiento")
    assert not found["meaning"]
    assert found["meaning_error"]["code"] == "model_unavailable"
    assert PARKING[1] in found["items"][0]["text"]
    for number in range(5):
        search(member, f"aparcamiento {number}")
    # After three failures the model is left alone for a while.
    assert sum(one.body["input"][0].startswith("aparcamiento") for one in vendor.asked) == 3


@pytest.mark.parametrize(
    "sense",
    [
        lambda _: [],
        lambda _: [0.0, 0.0],
        lambda _: [float("nan"), 1.0],
        lambda _: [1e300, 1e300],
        lambda _: [1.0] * 2001,
    ],
    ids=["empty", "zero", "nan", "huge", "long"],
)
def test_vectors_are_read_as_from_a_stranger(
    connected: tuple[Member, str], vendor: Vendor, sense: Callable[[str], list[float]]
) -> None:
    member, account = connected
    choose(member, account)
    kept, vendor.sense = vendor.sense, sense
    try:
        filling.fill(member.organization_id)
    finally:
        vendor.sense = kept
    space = shown(member)["coming"] or shown(member)["used"]
    assert space["status"] in {"failed", "ready"}
    assert (space["status"] == "ready") == (sense("x") == [1e300, 1e300])


def test_a_spent_day_waits_for_the_next(
    connected: tuple[Member, str], vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, account = connected
    choose(member, account)
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO token_day (id, organization_id, day, taken)"
            " VALUES (gen_random_uuid(), %s, (now() AT TIME ZONE 'utc')::date, %s)",
            [member.organization_id, TOKENS_A_DAY],
        )
    filling.fill(member.organization_id)
    coming = shown(member)["coming"]
    assert (coming["status"], coming["error"]["code"]) == ("waiting", "model_allowance_spent")
    assert vendor.asked == []
    assert waiting(member)[-1] is not None


def test_switched_off_nothing_is_left(connected: tuple[Member, str], vendor: Vendor) -> None:
    member, account = connected
    choose(member, account)
    filling.fill(member.organization_id)
    off = member.api.put("/knowledge/meaning", {"kind": "off"}).json()
    assert (off["used"], off["coming"]) == (None, None)
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM knowledge_vector")
        assert cursor.fetchone()[0] == 0
    assert not search(member, "felinos")["meaning"]


def test_an_account_that_is_gone_leaves_the_words(connected: tuple[Member, str], vendor: Vendor) -> None:
    member, account = connected
    choose(member, account)
    filling.fill(member.organization_id)
    assert member.api.delete(f"/model-accounts/{account}").status_code == 204
    found = search(member, "aparcamiento")
    assert found["meaning_error"]["code"] == "model_account_gone"
    assert PARKING[1] in found["items"][0]["text"]


def test_only_models_of_vectors_can_be_chosen(member: Member, vendor: Vendor) -> None:
    answer = member.api.put("/knowledge/meaning", {"kind": "local"})
    assert (answer.status_code, answer.json()["code"]) == (409, "knowledge_no_local_model")
    made = member.api.post(
        "/model-accounts",
        {"kind": "anthropic", "label": "Claude", "credentials": {"api_key": KEY}},
    ).json()
    answer = member.api.put("/knowledge/meaning", {"kind": "account", "account_id": made["id"], "model": "x"})
    assert (answer.status_code, answer.json()["code"]) == (422, "knowledge_no_vector_model")
    assert shown(member)["choices"] == []


def test_two_tenants_with_the_same_texts_find_none_of_the_others(
    make: Callable[..., Member], vendor: Vendor
) -> None:
    members = [make(), make()]
    own: list[set[str]] = []
    for each in members:
        choose(each, connect(each, vendor))
        filling.fill(each.organization_id)
        own.append({item["id"][4:] for item in each.api.get("/knowledge/faq").json()["items"]})
    assert not own[0] & own[1]
    from centralita.kit.ids import to_text
    from centralita.studio.knowledge.meaning.nearest import as_text
    from centralita.studio.knowledge.meaning.questions import Meant
    from centralita.studio.knowledge.queries import search as find

    foreign = 0
    with tenant_scope(members[1].organization_id):
        theirs = KnowledgeSpace.objects.get(used=True).id
    for each, mine in zip(members, own, strict=True):
        with tenant_scope(each.organization_id):
            space = KnowledgeSpace.objects.get(used=True).id
            for number in range(500):
                vector = as_text(vendor.sense(f"{PETS[number % 2]} {number}"))
                for asked in {space, theirs}:
                    found = find(
                        each.organization_id, "gato", language="es", limit=20, meant=Meant(asked, vector)
                    )
                    foreign += sum(to_text("faq", one.id)[4:] not in mine for one in found)
                    assert asked != space or found
    assert foreign == 0


def test_a_large_space_is_cut_into_cells_and_finds_the_same(
    connected: tuple[Member, str], vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, account = connected
    monkeypatch.setattr(cells, "CUT_FROM", 20)
    monkeypatch.setattr(cells, "EACH", 5)
    for number in range(24):
        member.api.post(
            "/knowledge/faq",
            {
                "question": f"¿Qué es el plan {number}?",
                "answer": f"Tarifa número {number}.",
                "language": "es",
            },
        )
    choose(member, account)
    filling.fill(member.organization_id)
    with tenant_scope(member.organization_id):
        space = KnowledgeSpace.objects.get(used=True)
        assert (space.cells, space.cut_at, vectors.count(space)) == (5, 26, 26)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT min(cell), count(DISTINCT cell), count(DISTINCT xmin::text) FROM knowledge_vector"
            )
            first, cut, written = cursor.fetchone()
    assert first > 0
    # Cell by cell, so that each lies together: what is scattered makes a search read a page for each vector.
    assert written == cut
    assert PETS[1] in search(member, "felinos")["items"][0]["text"]
    member.api.post(
        "/knowledge/faq", {"question": "Gatito", "answer": "Hay camas para su gatito.", "language": "es"}
    )
    filling.fill(member.organization_id)
    assert any("camas" in hit["text"] for hit in search(member, "felinos")["items"][:2])


def test_the_granted_sources_bound_the_meaning_too(connected: tuple[Member, str], vendor: Vendor) -> None:
    member, account = connected
    other = member.api.post("/knowledge/sources", {"kind": "faq", "name": "Interno"}).json()
    member.api.post(
        "/knowledge/faq",
        {"question": "Perro", "answer": "El perro del jefe.", "source_id": other["id"], "language": "es"},
    )
    choose(member, account)
    filling.fill(member.organization_id)
    hits = search(member, "felinos", sources=[other["id"]])["items"]
    assert [hit["source_id"] for hit in hits] == [other["id"]]
    assert search(member, "felinos", sources=["kno_unknown"])["items"] == []


def test_without_pgvector_it_says_so(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    from centralita.studio.knowledge.meaning import tables

    monkeypatch.setattr(tables, "_HAS_TABLES", "SELECT false")
    assert shown(member)["available"] is False
    answer = member.api.put("/knowledge/meaning", {"kind": "local"})
    assert (answer.status_code, answer.json()["code"]) == (409, "knowledge_no_vectors")


def test_who_searches_by_words_alone_has_no_jobs(member: Member) -> None:
    """Where nobody searches by meaning, no job is made and nothing is looked for."""
    member.api.post("/knowledge/faq", {"question": "¿Abren?", "answer": "Sí."})
    assert waiting(member) == []
    filling.fill(member.organization_id)
    assert shown(member)["passages"] == 1


def test_the_doctor_says_how_knowledge_is_searched(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    from centralita.config import doctor
    from centralita.studio.knowledge.meaning import tables

    def told() -> str:
        return next(found.what for found in doctor.database(settings.ENVIRONMENT) if "pgvector" in found.what)

    assert "can be searched by meaning" in told()
    assert tables.ensure_vectors()
    monkeypatch.setattr(tables, "_HAS_TABLES", "SELECT false")
    assert "the tables of vectors are not" in told()
    monkeypatch.setattr(tables, "_HAS_TYPE", "SELECT false")
    assert "too old" in told()
    assert not tables.ensure_vectors()


def _half_alike(text: str) -> list[float]:
    own = [0.0] * 200
    own[crc32(text.encode()) % 200] = 1.0
    return [1.0, 3.0 * any(word in text for word in ("felinos", "gato")), *own]


def test_what_is_no_nearer_than_chance_is_not_found(connected: tuple[Member, str], vendor: Vendor) -> None:
    member, account = connected
    for number in range(floors.LEAST):
        pair = {"question": f"¿Asunto número{number}?", "answer": f"Respuesta{number} del asunto."}
        assert member.api.post("/knowledge/faq", pair).status_code == 201
    choose(member, account)
    # Everything is some way near to everything, as with most models; what is alike is nearer.
    kept, vendor.sense = vendor.sense, _half_alike
    try:
        filling.fill(member.organization_id)
        assert [hit["text"].partition("\n")[0] for hit in search(member, "felinos")["items"]] == [PETS[0]]
        assert search(member, "¿quién ganó el mundial?")["items"] == []
        with tenant_scope(member.organization_id):
            space = KnowledgeSpace.objects.get()
            assert sorted(space.floors) == ["en", "es", "pt"]
            assert space.measured_at == floors.LEAST + 2
            space.floors = {}
            space.save()
        # Without the floor there is room for any of them.
        assert len(search(member, "¿quién ganó el mundial?")["items"]) == 5
    finally:
        vendor.sense = kept


def test_it_is_measured_anew_only_where_there_is_far_more_or_less(
    connected: tuple[Member, str], vendor: Vendor
) -> None:
    space = KnowledgeSpace(measured_at=0)
    assert [floors.needs_measuring(space, held) for held in (0, floors.LEAST - 1, floors.LEAST)] == [
        False,
        False,
        True,
    ]
    space.measured_at = 100
    assert [floors.needs_measuring(space, held) for held in (49, 50, 199, 200)] == [True, False, False, True]


def test_a_model_that_fails_while_it_is_measured_is_searched_with_all_the_same(
    connected: tuple[Member, str], vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, account = connected
    monkeypatch.setattr(floors, "LEAST", 2)
    choose(member, account)

    def failing(text: str) -> list[float]:
        if text in floors.strays()["es"]:
            raise ValueError(text)
        return sense(text)

    kept, vendor.sense = vendor.sense, failing
    try:
        filling.fill(member.organization_id)
    finally:
        vendor.sense = kept
    assert shown(member)["used"]["status"] == "ready"
    with tenant_scope(member.organization_id):
        assert KnowledgeSpace.objects.get().floors == {}
    assert search(member, "felinos")["meaning"]
    filling.fill(member.organization_id)
    with tenant_scope(member.organization_id):
        assert sorted(KnowledgeSpace.objects.get().floors) == ["en", "es", "pt"]


def test_what_is_wrong_with_vectors_is_told_in_the_language_of_who_reads() -> None:
    told = [presentation.space_problem("other", tag)["title"] for tag in ("es", "en", "pt-BR")]
    assert len(set(told)) == 3
