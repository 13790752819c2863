"""An agency with hundreds of agents picks any of them: lists are searched on the server, and what is chosen is named."""

from collections.abc import Callable

import httpx
import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, expect

from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.live.talk import api_channel, open_chat
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

MANY = 104
LAST = "Zona 104"


def _agency(language: str) -> tuple[Member, str]:
    owner = make_member(language=language)
    last = ""
    for number in range(1, MANY + 1):
        made = owner.api.post("/agents", {"name": f"Zona {number:03}", "languages": ["es"]})
        assert made.status_code == 201, made.content
        last = str(made.json()["id"])
    return owner, last


def _talk(server: str, owner: Member, agent: str) -> None:
    """Somebody talks with it: a list of conversations without any has nothing to choose from."""
    published = owner.api.post(f"/agents/{agent}/publish", {"note": ""})
    assert published.status_code == 201, published.content
    with httpx.Client(base_url=server, timeout=20) as http:
        open_chat(http, api_channel(owner, agent))


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_any_of_many_agents_is_picked_and_stays_named(
    server: str, open_browser: Callable[..., BrowserContext], language: str, theme: str, width: int
) -> None:
    owner, last = aside(lambda: _agency(language))
    aside(lambda: _talk(server, owner, last))
    context = open_browser(language=language, theme=theme, width=width)
    session = owner.api.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    page, words = context.new_page(), Wording(language)
    for address, label in (("/", "home.agents.title"), ("/conversations", "conversations.columns.agent")):
        page.goto(server + address)
        picker = page.get_by_role("combobox", name=words(label), exact=True).first
        picker.click()
        # Beyond the first of them, and found by what it is called.
        expect(page.get_by_role("option", name="Zona 001", exact=True)).to_be_visible()
        expect(page.get_by_role("option", name=LAST, exact=True)).to_have_count(0)
        page.keyboard.type("104")
        expect(page.get_by_role("option", name=LAST, exact=True)).to_be_visible()
        look(page, f"picker-{label.split('.')[0]}-{language}", over=True)
        page.get_by_role("option", name=LAST, exact=True).click()
        page.wait_for_url(f"**agent={last}**")
        # Who comes by a link sees its name, though it stands on no first page.
        page.reload()
        expect(page.get_by_text(LAST, exact=True).first).to_be_visible()
        look(page, f"picked-{label.split('.')[0]}-{language}")

    # A new one begins with what ships, with a copy of any of them, with a file or with nothing; each says what it brings.
    page.goto(f"{server}/agents")
    page.get_by_role("button", name=words("agents.new"), exact=True).first.click()
    sheet = page.get_by_role("dialog", name=words("agents.create.title"), exact=True)
    expect(sheet.get_by_role("radio", name=words("agents.create.ways.template"))).to_be_checked()
    named = sheet.get_by_role("textbox", name=words("agents.columns.name"), exact=True)
    expect(named).not_to_have_value("")
    look(page, f"new-agent-{language}", over=True)
    sheet.get_by_role("radio", name=words("agents.create.ways.empty")).click()
    expect(named).to_have_value("")
    sheet.get_by_role("radio", name=words("agents.create.ways.file")).click()
    expect(
        sheet.get_by_role("link", name=words("agents.create.ways.file_submit"), exact=True)
    ).to_be_visible()
    sheet.get_by_role("radio", name=words("agents.create.ways.copy")).click()
    sheet.get_by_role("combobox", name=words("agents.create.ways.source"), exact=True).click()
    page.keyboard.type("104")
    page.get_by_role("option", name=LAST, exact=True).click()
    look(page, f"new-agent-copy-{language}", over=True)
    sheet.get_by_role("button", name=words("agents.create.ways.copy_submit"), exact=True).click()
    expect(page.get_by_role("heading", name=f"{LAST} (2)", exact=True)).to_be_visible()
