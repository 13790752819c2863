"""The seam that a fake cannot prove: the built widget on a strict page, against the product itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import expect

from centralita.kit.postgres.testing import TestDatabase
from tests.live.talk import published_agent
from tests.people import make_member
from tests.widget.reading import said, write

pytestmark = [pytest.mark.browser, pytest.mark.database]


@pytest.fixture
def make_channel(database: TestDatabase) -> Callable[..., str]:
    """Makes a widget channel of a published agent of a new organization; its key.

    In a thread of its own, because the browser's driver has a loop in this one.
    """

    def make(*origins: str) -> str:
        member = make_member()
        member.api.put("/business/hours", {"hours": {"monday": [{"opens": "09:00", "closes": "14:00"}]}})
        body = {
            "name": "Web",
            "kind": "widget",
            "agent_id": published_agent(member),
            "origins": list(origins),
        }
        response = member.api.post("/channels", body)
        assert response.status_code == 201, response.content
        connections.close_all()
        return str(response.json()["key"])

    def apart(*origins: str) -> str:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(make, *origins).result()

    return apart


def test_a_strict_page_talks_with_a_published_agent(visitor, chat, make_channel, server: str):
    visitor.hosts.append(server)
    page = visitor.visit(host=server, key=make_channel(chat.site), language="es")
    page.get_by_role("button", name="Abrir el chat", exact=True).click()
    expect(said(page, "Clínica Sol")).to_be_visible()
    write(page, "¿Qué horario tienen el lunes?")
    expect(page.locator(".sources")).to_be_visible()
    before = page.locator(".bubble").all_text_contents()
    page.reload()
    expect(page.locator(".sources")).to_be_visible()
    assert page.locator(".bubble").all_text_contents() == before
    page.locator("input[type=file]").set_input_files(
        {"name": "informe.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 hello"}
    )
    expect(page.locator(".item.ready")).to_be_visible()
    write(page, "Mire esto")
    expect(page.locator(".visitor .file")).to_contain_text("informe.pdf")
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Descargar informe.pdf").click()
    assert download.value.suggested_filename == "informe.pdf"
    assert download.value.path().read_bytes() == b"%PDF-1.4 hello"
    page.get_by_role("button", name="Más opciones").click()
    page.get_by_role("menuitem", name="Terminar conversación").click()
    page.get_by_role("button", name="Terminar conversación").click()
    page.get_by_role("button", name="5 de 5").click()
    page.get_by_role("button", name="Enviar valoración").click()
    expect(page.get_by_text("Gracias por su valoración.")).to_be_visible()


def test_another_site_may_not_show_it(visitor, chat, make_channel, server: str):
    visitor.hosts.append(server)
    page = visitor.visit(host=server, key=make_channel("https://elsewhere.example"))
    page.wait_for_timeout(500)
    expect(page.locator("centralita-chat")).to_have_count(0)


def test_the_hosted_page_is_the_whole_chat(visitor, make_channel, server: str):
    visitor.hosts.append(server)
    page = visitor.context.new_page()
    page.goto(f"{server}/chat/{make_channel(server)}")
    expect(page.locator(".agent .bubble").first).to_be_visible()
    write(page, "hola")
    expect(page.locator(".agent .bubble").nth(1)).to_be_visible()
