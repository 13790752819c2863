"""Finding contacts: order, pages, words, numbers and filters."""

import pytest

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
