"""Finding contacts: order, pages, words, numbers and filters."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.kit.words import mark
from centralita.operations.contacts import queries
from centralita.operations.contacts.public import note_activity
from tests.operations.contacts.asking import listed, made

pytestmark = pytest.mark.database


def test_the_newest_comes_first_and_pages_go_on(member) -> None:
    for name in ("Ana", "Óscar", "Bea"):
        made(member, name=name)
    assert listed(member) == ["Bea", "Óscar", "Ana"]
    assert listed(member, "sort=name") == ["Ana", "Bea", "Óscar"]
    assert listed(member, "sort=-name") == ["Óscar", "Bea", "Ana"]
    for sort in ("-created_at", "created_at", "name", "-name", "-active_at"):
        seen, cursor = [], ""
        while True:
            page = member.api.get(
                f"/contacts?limit=1&sort={sort}&cursor={cursor}"
                if cursor
                else f"/contacts?limit=1&sort={sort}"
            ).json()
            seen += [item["name"] for item in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert seen == listed(member, f"sort={sort}")


def test_a_search_finds_beginnings_of_words_and_numbers_as_people_type_them(member, make) -> None:
    made(
        member,
        name="Ana María Núñez",
        company="Talleres Sol",
        phones=["612345678"],
        emails=["ana.nunez@example.com"],
    )
    made(member, name="Luis Prado", phones=["655102102"])
    made(make(), name="Ana María Núñez")
    for text in (
        "nunez",
        "NÚÑ",
        "ana mar",
        "talleres",
        "612 34",
        "+34612345678",
        "0034 612345",
        "612345678",
        "ana.nunez@ex",
    ):
        query = text.replace("+", "%2B").replace(" ", "%20")
        assert listed(member, f"search={query}") == ["Ana María Núñez"], text
    for text in ("nunez prado", "zzz", "%3F%21", "5678"):
        assert listed(member, f"search={text}") == [], text


def test_filters(member) -> None:
    owner = member.api.get("/contacts/owners").json()["items"][0]
    assert owner["me"]
    made(member, name="Otra", phones=["655102102"])
    wanted = made(
        member,
        stage="interested",
        owner_id=owner["id"],
        tags=["vip", "o'a \\b"],
        source="Web",
        do_not_call=True,
    )
    for query in (
        "stage=interested",
        f"owner={owner['id']}",
        "tag=vip",
        "tag=o%27a%20%5Cb",
        "source=Web",
        "do_not_call=true",
        "tag=vip&search=ana",
    ):
        assert listed(member, query) == ["Ana Ruiz"], query
    assert listed(member, "owner=none") == ["Otra"]
    assert listed(member, "tag=vip&search=otra") == []
    assert listed(member, "tag=vi") == []
    assert wanted["owner"]["name"] == "Marta López"
    assert member.api.get("/contacts/tags").json()["items"] == ["o'a \\b", "vip"]
    assert member.api.get("/contacts/sources").json()["items"] == ["Web"]
    stages = member.api.get("/contacts/stages").json()["items"]
    assert [stage["id"] for stage in stages] == ["new", "contacted", "interested", "booked", "won", "lost"]


@pytest.mark.parametrize("kept_apart", [2_000, 2])
def test_words_with_a_stage_an_owner_or_a_source_find_the_same_however_many_there_are(
    member, monkeypatch, kept_apart
) -> None:
    monkeypatch.setattr(queries, "MOST_NAMED", kept_apart)
    monkeypatch.setattr(queries, "_LOOKED_THROUGH", 2)
    monkeypatch.setattr(queries, "MOST_COUNTED", min(1_001, kept_apart))
    owner = member.api.get("/contacts/owners").json()["items"][0]["id"]
    for number in range(4):
        made(member, name=f"Luis {number}", source="web")
    people = [made(member, name=f"Ana {number}", source="web") for number in range(6)]
    for one in people[:3]:
        assert member.api.patch(f"/contacts/{one['id']}", {"stage": "won"}).status_code == 200
    bulk = {"ids": [people[0]["id"]], "stage": "lost", "owner_id": owner}
    assert member.api.post("/contacts/bulk", bulk).json()["changed"] == 1
    assert listed(member, "search=an&stage=won&sort=name") == ["Ana 1", "Ana 2"]
    assert listed(member, f"search=ana&owner={owner}") == ["Ana 0"]
    assert listed(member, "search=an&stage=new&source=web&sort=-name") == ["Ana 5", "Ana 4", "Ana 3"]
    assert listed(member, "search=ana&owner=none&sort=name") == [f"Ana {number}" for number in range(1, 6)]
    assert listed(member, "search=luis&stage=won") == []
    most = min(1_001, kept_apart)
    for text in ("an", "ana"):
        board = member.api.get(f"/contacts/board?search={text}").json()["items"]
        counted = {each["id"]: each["total"] for each in board if each["total"]}
        assert counted == {"new": min(3, most), "won": min(2, most), "lost": 1}
    whole = {each["id"]: each["total"] for each in member.api.get("/contacts/board").json()["items"]}
    assert (whole["new"], whole["won"]) == (min(7, most), min(2, most))


def test_those_who_were_there_before_are_found_by_where_they_stand(member) -> None:
    person = made(member, name="Ana Ruiz", source="web")
    assert member.api.patch(f"/contacts/{person['id']}", {"stage": "won"}).status_code == 200
    begin = mark(member.organization_id)
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.search = %s", [f"'{begin}'"])
        cursor.execute(
            "UPDATE contact_search SET words = ts_delete(words, %s::text[])",
            [[f"{begin}=won", f"{begin}<web"]],
        )
    assert listed(member, "search=ana&stage=won") == []
    change = import_module("centralita.operations.contacts.migrations.0003_standing_searched")
    with transaction.atomic():
        change.tell_standing(None, SimpleNamespace(connection=connection))
    assert listed(member, "search=ana&stage=won&source=web") == ["Ana Ruiz"]


def pages(member, query: str) -> list[str]:
    """What a list gives two by two."""
    seen, cursor = [], ""
    while True:
        page = member.api.get(f"/contacts?{query}&limit=2{cursor and f'&cursor={cursor}'}").json()
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            return seen


def test_the_first_of_many_that_words_find_come_in_the_order_of_the_list_whatever_happened(
    member, monkeypatch
) -> None:
    people = {name: made(member, name=f"{name} Sol") for name in ("Eva", "Ana", "Luis", "Óscar", "Bea")}
    # Whatever moves somebody in a list: a note, a consent, another name, what is not searched, and what others note.
    told = member.api.post(f"/contacts/{people['Ana']['id']}/notes", {"text": "Llamar"})
    assert told.status_code == 201, told.content
    assert member.api.patch(f"/contacts/{people['Luis']['id']}", {"score": 9}).status_code == 200
    assert member.api.patch(f"/contacts/{people['Bea']['id']}", {"name": "Zoe Sol"}).status_code == 200
    with tenant_scope(member.organization_id):
        eva = from_text("con", people["Eva"]["id"])
        note_activity(member.organization_id, eva, now() + timedelta(minutes=1))
    other = made(member, name="Eva Sol", phones=["655102102"])
    merged = member.api.post(f"/contacts/{people['Óscar']['id']}/merge", {"other_id": other["id"]})
    assert merged.status_code == 200, merged.content
    for sort in ("-created_at", "created_at", "name", "-name", "-active_at"):
        whole = listed(member, f"sort={sort}")
        assert len(whole) == 5
        assert pages(member, f"search=so&sort={sort}") == whole
        with monkeypatch.context() as patch:
            patch.setattr(queries, "MOST_NAMED", 1)
            patch.setattr(queries, "_LOOKED_THROUGH", 1)
            assert pages(member, f"search=so&sort={sort}") == whole, sort
            assert listed(member, f"search=so&stage=new&sort={sort}") == whole


def test_those_who_were_there_before_get_their_places(member) -> None:
    for name in ("Eva Sol", "Ana Sol"):
        made(member, name=name)
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.search = %s", [f"'{mark(member.organization_id)}'"])
        cursor.execute("UPDATE contact_search SET name_key = '', created_at = 'epoch', active_at = 'epoch'")
    change = import_module("centralita.operations.contacts.migrations.0004_places_searched")
    with transaction.atomic():
        change.tell_places(None, SimpleNamespace(connection=connection))
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.search = %s", [f"'{mark(member.organization_id)}'"])
        cursor.execute(
            "SELECT count(*) FROM contact_search s JOIN contact c ON c.id = s.id AND (s.name_key, s.created_at,"
            " s.active_at) = (c.name_key, c.created_at, c.active_at)"
        )
        assert cursor.fetchone() == (2,)
