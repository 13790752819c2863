"""Talking with an agent from the browser, and ringing a number of the sandbox: real live plane, nothing in memory."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, expect

from centralita.identity.accounts.models import User
from centralita.operations.calls.webhooks import apply_waiting
from tests.e2e.furnished import aside, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.live.brain.plane import agent_with
from tests.people import Member, make_member
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

ASKS = {"id": "name", "kind": "ask", "data": {"question": {"es": "¿Cómo se llama?"}, "variable": "name"}}
ENDS = {"id": "bye", "kind": "end", "data": {"text": {"es": "Apuntado. Hasta luego."}, "outcome": "booked"}}


@dataclass(frozen=True)
class Office:
    """An agent that is deployed at the sandbox."""

    member: Member
    agent: str
    account: str

    def enter(self, context: BrowserContext, server: str, language: str) -> None:
        aside(lambda: User.objects.filter(id=self.member.user.id).update(language=language))
        cookie = self.member.api.client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    def told(self) -> None:
        """What the platform told so far is applied, as a worker does."""
        aside(lambda: apply_waiting(self.member.organization_id))


@pytest.fixture(scope="module")
def live(chromium: Browser, database: object) -> Iterator[str]:
    """A server of its own: the other tests' makes no calls of the sandbox."""
    paced = dataclasses.replace(settings.ENVIRONMENT, sandbox_pace=20.0)
    with override_settings(ENVIRONMENT=paced), serving() as address:
        yield address


@pytest.fixture(scope="module")
def office(live: str) -> Office:
    def furnish() -> Office:
        member = make_member()
        account = member.api.post("/voice-accounts", {"kind": "sandbox", "label": "Pruebas"}).json()["id"]
        agent = agent_with(member, ASKS, ENDS, edges=(("name", "next", "bye"),))
        body = {"account_id": account, "mode": "brain", "voice": {"id": "es_clara", "name": "Clara"}}
        made = member.api.post(f"/agents/{agent}/deployments", body)
        assert made.status_code == 201, made.content
        refreshed = member.api.post("/phone-numbers/refresh", {})
        assert refreshed.status_code == 202, refreshed.content
        work()
        number = member.api.get("/phone-numbers").json()["items"][0]["id"]
        bound = member.api.put(f"/phone-numbers/{number}/agent", {"agent_id": agent})
        assert bound.status_code == 200, bound.content
        return Office(member, agent, account)

    return aside(furnish)


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_somebody_talks_with_the_agent_and_the_call_stands_in_the_list(
    office: Office,
    live: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    office.enter(context, live, language)
    page = context.new_page()
    page.goto(f"{live}/agents/{office.agent}/deploy")
    page.get_by_role("button", name=words("deployments.talk"), exact=True).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(words("webcall.before_sandbox"))).to_be_visible()
    look(page, "web-call-before", over=True)
    sheet.get_by_role("button", name=words("webcall.start"), exact=True).click()
    log = sheet.get_by_role("log")
    expect(log.get_by_text("¿Cómo se llama?")).to_be_visible()
    look(page, "web-call-talking", over=True)
    line = sheet.get_by_label(words("webcall.say"), exact=True)
    line.fill("Ana Ruiz")
    line.press("Enter")
    expect(log.get_by_text("Ana Ruiz")).to_be_visible()
    expect(log.get_by_text("Apuntado. Hasta luego.")).to_be_visible()
    expect(sheet.get_by_text(words("webcall.ending.agent"))).to_be_visible()
    look(page, "web-call-over", over=True)
    see = sheet.get_by_role("link", name=words("webcall.see_call"), exact=True)
    see.click()
    expect(page).to_have_url(re.compile(r"/calls/call_"))
    office.told()
    page.reload()
    said = page.get_by_role("log", name=words("calls.transcript.title"))
    expect(said.get_by_text("Ana Ruiz")).to_be_visible()
    expect(page.get_by_text(words("calls.ending.agent_hung_up")).first).to_be_visible()
    look(page, "web-call-kept", over=True)


def test_a_simulated_person_rings_a_number(
    office: Office, live: str, open_browser: Callable[..., BrowserContext]
) -> None:
    context, words = open_browser(language="es"), Wording("es")
    office.enter(context, live, "es")
    page = context.new_page()
    page.goto(f"{live}/settings/channels")
    page.get_by_text(words("settings.numbers.states.answered"), exact=True).first.wait_for()
    page.get_by_role("link", name="202-555-0142").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name=words("settings.numbers.ring"), exact=True).click()
    where = sheet.get_by_role("link", name=words("settings.numbers.rings_where"), exact=True)
    expect(where).to_be_visible()
    look(page, "number-rung", over=True)
    where.click()
    rung = page.get_by_role("row").filter(has_text=words("calls.direction.inbound")).first
    for _ in range(20):
        office.told()
        if rung.is_visible():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(rung).to_be_visible()
    look(page, "number-rung-call")
