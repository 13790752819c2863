"""A site becomes a source: its pages are found, and what changes there changes here."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.studio.knowledge import queries
from centralita.studio.knowledge.models import KnowledgeSite
from centralita.studio.knowledge.sites import reading
from centralita.studio.knowledge.sites.addresses import AddressMalformed, followed, tidied, typed_address
from centralita.studio.knowledge.sites.rules import robots_of, sitemap_of
from centralita.studio.knowledge.sites.visiting import visit, visit_due
from tests.people import Member, make_member
from tests.studio.tools.stub import Answer, Asked, Stub, serving_tools


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ClinicaSol.es", "https://clinicasol.es/"),
        ("https://clinicasol.es:443/a#b", "https://clinicasol.es/a"),
        ("http://clinicasol.es/precios?utm_source=x&id=3", "http://clinicasol.es/precios?id=3"),
        ("https://clinicasol.es/año", "https://clinicasol.es/a%C3%B1o"),
    ],
)
def test_an_address_is_written_in_one_way(typed: str, address: str) -> None:
    assert typed_address(typed) == address
    assert tidied(address) == address


@pytest.mark.parametrize(
    "typed", ["hola", "ftp://a.es/", "https://a@b.es/", "https://", "javascript:alert(1)", "https://[::1"]
)
def test_what_is_no_web_page_is_refused(typed: str) -> None:
    with pytest.raises(AddressMalformed):
        typed_address(typed)


@given(st.text(max_size=80))
def test_no_link_breaks_it_or_leads_away(link: str) -> None:
    found = followed("https://www.clinicasol.es/a/", link)
    assert found is None or found.split("/")[2].removeprefix("www.") == "clinicasol.es"


def test_robots_and_sitemaps_are_read() -> None:
    robots = robots_of(
        b"User-agent: *\nDisallow: /privado\nCrawl-delay: 90\nSitemap: https://clinicasol.es/mapa.xml\n"
    )
    assert robots.allows("https://clinicasol.es/tarifas")
    assert not robots.allows("https://clinicasol.es/privado/x")
    assert robots.pause == 5.0
    assert robots.sitemaps == ("https://clinicasol.es/mapa.xml",)
    found = sitemap_of(
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><urlset><url><loc> https://clinicasol.es/?a=1&amp;b=2 "
        b"</loc></url><url><loc>https://clinicasol.es/</loc></url></urlset>"
    )
    assert found is not None
    assert list(found.addresses) == ["https://clinicasol.es/?a=1&b=2", "https://clinicasol.es/"]
    assert sitemap_of(b"<html>") is None


class Site:
    """Pages by path: their text, and how often each was sent whole."""

    def __init__(self) -> None:
        self.pages = {
            "/": "<!doctype html><title>Clínica Sol</title><h1>Inicio</h1><p>Bienvenidos a la clínica.</p>"
            "<a href='/tarifas'>Tarifas</a><a href='/privado'>x</a><a href='https://otro.es/'>y</a>"
            "<a href='/rota'>z</a><a href='/foto.jpg'>f</a>",
            "/tarifas": "<!doctype html><title>Tarifas</title><h1>Tarifas</h1><p>El blanqueamiento sale por 290 €.</p>",
        }
        self.robots = "User-agent: *\nDisallow: /privado\n"
        self.sent: list[str] = []

    def answer(self, asked: Asked) -> Answer:
        path = asked.path
        if path == "/robots.txt":
            return Answer(200, self.robots.encode(), {"content-type": "text/plain"})
        if path not in self.pages:
            return Answer(404)
        body = self.pages[path].encode()
        etag = f'"{hash(body)}"'
        if asked.headers.get("if-none-match") == etag:
            return Answer(304, b"", {"etag": etag})
        self.sent.append(path)
        return Answer(200, body, {"content-type": "text/html; charset=utf-8", "etag": etag})


@pytest.fixture
def site() -> Iterator[tuple[Site, Stub]]:
    with serving_tools() as stub:
        pages = Site()
        stub.answer = pages.answer
        yield pages, stub


def go(member: Member) -> KnowledgeSite:
    """Visit as the worker does; the site afterwards."""
    with tenant_scope(member.organization_id):
        row = KnowledgeSite.objects.get()
    visit(member.organization_id, row.id, attempt=row.attempt, pause=0)
    with tenant_scope(member.organization_id):
        return KnowledgeSite.objects.get()


def texts(member: Member, question: str) -> list[str]:
    with tenant_scope(member.organization_id):
        return [one.text for one in queries.search(member.organization_id, question, language="es")]


def add(member: Member, stub: Stub, **more: Any) -> dict[str, Any]:
    made = member.api.post("/knowledge/sites", {"address": stub.address, **more})
    assert made.status_code == 201, made.content
    body: dict[str, Any] = made.json()
    return body


@pytest.mark.database
def test_a_site_is_read_by_its_links_and_followed_as_it_changes(
    member: Member, site: tuple[Site, Stub]
) -> None:
    pages, stub = site
    made = add(member, stub)
    assert made["status"] == "waiting"
    row = go(member)
    assert (row.status, row.pages_read, row.pages_changed) == ("ready", 2, 2)
    assert sorted(each["code"] for each in row.problems) == ["page_forbidden", "page_gone"]
    assert "290 €" in texts(member, "¿cuánto cuesta el blanqueamiento?")[0]
    titles = {one["title"]: one for one in member.api.get("/knowledge/documents").json()["items"]}
    assert set(titles) == {"Clínica Sol", "Tarifas"}
    assert titles["Tarifas"]["address"] == f"{stub.address}/tarifas"

    # Nothing changed: nothing is sent whole, nothing indexed anew.
    indexed = titles["Tarifas"]["indexed_at"]
    pages.sent.clear()
    assert member.api.post(f"/knowledge/sites/{made['id']}/visit").status_code == 200
    row = go(member)
    assert (row.pages_read, row.pages_changed, pages.sent) == (2, 0, [])
    assert member.api.get(f"/knowledge/documents/{titles['Tarifas']['id']}").json()["indexed_at"] == indexed

    pages.pages["/tarifas"] = pages.pages["/tarifas"].replace("290", "310")
    member.api.post(f"/knowledge/sites/{made['id']}/visit")
    assert go(member).pages_changed == 1
    assert "310 €" in texts(member, "¿cuánto cuesta el blanqueamiento?")[0]

    del pages.pages["/tarifas"]
    member.api.post(f"/knowledge/sites/{made['id']}/visit")
    go(member)
    assert texts(member, "¿cuánto cuesta el blanqueamiento?") == []
    shown = member.api.get("/knowledge/sites").json()["items"][0]
    assert (shown["pages"], shown["status"]) == (1, "ready")
    assert {each["code"] for each in shown["problems"]} == {"page_forbidden", "page_gone"}
    assert all(each["title"] and each["detail"] for each in shown["problems"])


@pytest.mark.database
def test_a_sitemap_says_which_pages_there_are(member: Member, site: tuple[Site, Stub]) -> None:
    pages, stub = site
    pages.pages["/sitemap.xml"] = (
        f"<urlset><url><loc>{stub.address}/tarifas</loc></url><url><loc>https://otro.es/a</loc></url></urlset>"
    )
    add(member, stub, refresh="daily")
    row = go(member)
    assert row.problems == []
    assert sorted(path for path in pages.sent if path != "/sitemap.xml") == ["/", "/tarifas"]
    assert row.next_visit_at is not None
    with tenant_scope(member.organization_id):
        KnowledgeSite.objects.update(next_visit_at=row.visited_at)
    assert visit_due(member.organization_id) == 1
    assert visit_due(member.organization_id) == 0


@pytest.mark.database
def test_one_page_is_read_alone_and_a_removed_one_stays_away(member: Member, site: tuple[Site, Stub]) -> None:
    pages, stub = site
    made = add(member, stub, scope="page", refresh="never")
    go(member)
    assert pages.sent == ["/"]
    member.api.patch(f"/knowledge/sites/{made['id']}", {"scope": "site"})
    go(member)
    kept = {one["title"]: one["id"] for one in member.api.get("/knowledge/documents").json()["items"]}
    assert set(kept) == {"Clínica Sol", "Tarifas"}
    assert member.api.delete(f"/knowledge/documents/{kept['Tarifas']}").status_code == 204
    member.api.post(f"/knowledge/sites/{made['id']}/visit")
    go(member)
    assert [one["title"] for one in member.api.get("/knowledge/documents").json()["items"]] == ["Clínica Sol"]
    assert member.api.delete(f"/knowledge/sources/{made['id']}").status_code == 204
    assert member.api.get("/knowledge/sites").json()["items"] == []
    assert member.api.get("/knowledge/documents").json()["total"] == 0


@pytest.mark.database
@pytest.mark.parametrize(
    ("robots", "pages", "code"),
    [("User-agent: *\nDisallow: /", None, "site_forbids"), ("", {}, "page_gone")],
)
def test_a_site_that_cannot_be_read_says_why(
    member: Member, site: tuple[Site, Stub], robots: str, pages: dict[str, str] | None, code: str
) -> None:
    served, stub = site
    served.robots = robots
    served.pages = served.pages if pages is None else pages
    add(member, stub)
    assert go(member).status == "failed"
    error = member.api.get("/knowledge/sites").json()["items"][0]["error"]
    assert error["code"] == code
    assert error["detail"]


@pytest.mark.database
def test_a_page_that_leads_in_a_circle_says_so(member: Member, site: tuple[Site, Stub]) -> None:
    served, stub = site
    known = served.answer
    stub.answer = lambda asked: Answer(302, b"", {"location": "/"}) if asked.path == "/" else known(asked)
    add(member, stub)
    go(member)
    error = member.api.get("/knowledge/sites").json()["items"][0]["error"]
    assert error["code"] == "page_redirects"


@pytest.mark.database
def test_a_sitemap_of_another_site_says_so(member: Member, site: tuple[Site, Stub]) -> None:
    served, stub = site
    listed = b"<urlset><url><loc>https://otro.es/a</loc></url></urlset>"
    known = served.answer
    stub.answer = lambda asked: Answer(200, listed) if asked.path == "/mapa.xml" else known(asked)
    made = member.api.post("/knowledge/sites", {"address": f"{stub.address}/mapa.xml"})
    assert made.status_code == 201
    assert go(member).status == "failed"
    error = member.api.get("/knowledge/sites").json()["items"][0]["error"]
    assert error["code"] == "sitemap_empty"


@pytest.mark.database
def test_a_site_that_cannot_keep_up_is_read_more_slowly(
    member: Member, site: tuple[Site, Stub], monkeypatch: pytest.MonkeyPatch
) -> None:
    served, stub = site
    known = served.answer
    served.pages["/"] = served.pages["/"].replace(
        "<a href='/rota'>", "<a href='/llena'>x</a><a href='/rota'>"
    )
    stub.answer = lambda asked: Answer(429) if asked.path == "/llena" else known(asked)
    waited: list[float] = []
    monkeypatch.setattr(reading.time, "sleep", waited.append)
    add(member, stub)
    row = go(member)
    assert {"page_busy"} <= {one["code"] for one in row.problems}
    assert [one for one in waited if one] == [1.0]


@pytest.mark.database
def test_addresses_inside_are_not_called(member: Member) -> None:
    assert (
        member.api.post("/knowledge/sites", {"address": "http://169.254.169.254/latest"}).status_code == 201
    )
    assert go(member).status == "failed"
    error = member.api.get("/knowledge/sites").json()["items"][0]["error"]
    assert error["code"] == "page_not_public"


@pytest.mark.database
def test_the_same_site_is_added_once_and_is_nobody_elses(member: Member, make: Callable[..., Any]) -> None:
    made = member.api.post("/knowledge/sites", {"address": "clinicasol.es"})
    again = member.api.post("/knowledge/sites", {"address": "https://clinicasol.es/#x"})
    assert (again.status_code, again.json()["code"]) == (409, "site_exists")
    other = make_member()
    assert other.api.get("/knowledge/sites").json()["items"] == []
    assert other.api.post(f"/knowledge/sites/{made.json()['id']}/visit").status_code == 404
    assert from_text("kno", made.json()["id"])
