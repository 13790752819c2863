"""An agent that has to ask first: the request comes up by itself, and the conversation goes on with the answer."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from centralita.identity.accounts.models import User
from centralita.kit.ids import new_id
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member, make_member
from tests.studio.tools.stub import definition
from tests.studio.tools.test_talking import calling, published

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

# Nobody listens there: what counts here is who is asked, not what comes of it.
NOWHERE = "https://api.example.test"


def _house() -> tuple[Member, str]:
    member = make_member()
    tool = definition(NOWHERE, approval={"when": "always"}, say_first={"es": "Un momento."})
    return member, api_channel(member, published_agent(member, calling(published(member, tool))))


def _enter(context: BrowserContext, server: str, member: Member, language: str) -> None:
    aside(lambda: User.objects.filter(id=member.user.id).update(language=language))
    session = member.api.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])


def _asks(http: httpx.Client, key: str) -> Visitor:
    visitor = open_chat(http, key)
    visitor.say("el lunes")
    return visitor


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_request_comes_up_and_is_decided(
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    member, key = aside(_house)
    _enter(context, server, member, language)
    page, words = context.new_page(), Wording(language)
    page.goto(f"{server}/tools/approvals")
    expect(page.get_by_text(words("approvals.empty.title"))).to_be_visible()
    look(page, f"approvals-none-{language}")
    with httpx.Client(base_url=server, timeout=20) as http:
        _asks(http, key)
        waiting = page.get_by_role("region", name=words("approvals.waiting"))
        expect(waiting.get_by_text("el lunes")).to_be_visible()
        look(page, f"approvals-waiting-{language}")
        waiting.get_by_label(words("approvals.reason")).fill("Ya tiene cita")
        waiting.get_by_role("button", name=words("approvals.refuse"), exact=True).click()
        settled = page.get_by_role("region", name=words("approvals.settled"))
        expect(settled.get_by_text(words("approvals.states.refused"), exact=True)).to_be_visible()
        expect(settled.get_by_text("Ya tiene cita")).to_be_visible()
        look(page, f"approvals-refused-{language}")
        visitor = _asks(http, key)
        page.goto(f"{server}/conversations/{visitor.id}")
        beside = page.get_by_role("region", name=words("approvals.waiting"))
        expect(beside.get_by_text("el lunes")).to_be_visible()
        look(page, f"approvals-conversation-{language}", over=True)
        beside.get_by_role("button", name=words("approvals.approve"), exact=True).click()
        expect(beside).to_have_count(0)
    page.goto(f"{server}/tools/approvals")
    expect(page.get_by_text(words("approvals.states.approved"), exact=True)).to_be_visible()


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 1440), ("es", "dark", 390)])
def test_a_tool_asks_by_a_rule_writes_a_message_and_shows_its_changes(
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    member, _ = aside(_house)
    _enter(context, server, member, language)
    page, words = context.new_page(), Wording(language)
    page.goto(f"{server}/tools")
    page.get_by_role("link", name="Huecos", exact=True).first.click()
    _by_a_rule(page, words)
    look(page, f"approval-rule-{language}")
    page.get_by_role("button", name=words("tools.save"), exact=True).click()
    expect(page.get_by_text(words("tools.saved"), exact=True)).to_be_visible()
    page.get_by_role("link", name=words("tools.tabs.versions"), exact=True).click()
    expect(page.get_by_text(words("tools.changes.draft"))).to_be_visible()
    expect(page.get_by_text(words("tools.approval.when.rule"), exact=True)).to_be_visible()
    look(page, f"tool-changes-{language}")
    for kind, label in (("sms", f"Aviso {new_id().hex[-6:]}"), ("email", f"Correo {new_id().hex[-6:]}")):
        _message(page, words, server, kind, label)
        if kind == "sms":
            page.reload()
            price = page.get_by_label(words("tools.message.price"))
            expect(price).to_have_value("0.055")
            price.scroll_into_view_if_needed()
        look(page, f"tool-{kind}-{language}")


def _by_a_rule(page: Page, words: Wording) -> None:
    page.get_by_role("radio", name=words("tools.approval.when.rule")).click()
    page.get_by_label(words("tools.approval.comparison", number=1), exact=True).click()
    page.get_by_role("option", name=words("tools.approval.comparisons.equals"), exact=True).click()
    page.get_by_label(words("tools.approval.value", number=1), exact=True).fill("domingo")


def _message(page: Page, words: Wording, server: str, kind: str, label: str) -> None:
    page.goto(f"{server}/tools")
    page.get_by_role("button", name=words("tools.new")).first.click()
    sheet: Any = page.get_by_role("dialog")
    sheet.get_by_role("combobox", name=words("tools.kind"), exact=True).click()
    page.get_by_role("option", name=words(f"tools.kinds.{kind}"), exact=True).click()
    sheet.get_by_label(words("tools.label"), exact=True).fill(label)
    sheet.get_by_role("button", name=words("tools.create"), exact=True).click()
    page.get_by_label(words("tools.message.text"), exact=True).fill("Su cita está confirmada.")
    page.get_by_role("radio", name=words("tools.message.to.given")).click()
    page.get_by_label(words("tools.purpose.description"), exact=True).fill("Confirma la cita.")
    if kind == "sms":
        page.get_by_label(words("tools.message.price")).fill("0.055")
    page.get_by_role("button", name=words("tools.save"), exact=True).click()
    expect(page.get_by_text(words("tools.saved"), exact=True)).to_be_visible()
    expect(page.get_by_text(words("tools.problems.recipients_missing"))).to_be_visible()
