"""Sound at Retell, in the browser: a web call from the Deploy tab, and a call that a person takes over.

The far side is a real one of WebRTC in another page; Retell's API is the server that checks every word.
"""

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, expect

from centralita.config import middleware
from centralita.identity.accounts.models import User
from tests.e2e.daytime import zone_of_the_day
from tests.e2e.furnished import aside
from tests.e2e.gateway import Gateway
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.operations.calls.with_keys import Keyed, reachable, work
from tests.providers.voice.retell_server import RetellServer

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


@pytest.fixture(params=[("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"])
def desk(
    request: pytest.FixtureRequest,
    chromium: Browser,
    server: str,
    open_browser: Callable[..., BrowserContext],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[SimpleNamespace]:
    """Somebody before a screen with a microphone, and an agent that is deployed at Retell."""
    language, theme, width = request.param
    with RetellServer.running() as platform, reachable(platform):
        # The real one is on the policy's list.
        policy = middleware.CONTENT_POLICY.replace("https://api.retellai.com", platform.base_url)
        assert policy != middleware.CONTENT_POLICY
        monkeypatch.setattr(middleware, "CONTENT_POLICY", policy)
        keyed = aside(lambda: Keyed.connected(platform, server))
        aside(lambda: User.objects.filter(id=keyed.member.user.id).update(language=language))
        agent = aside(keyed.agent)
        aside(lambda: keyed.deploy(agent, "native", "11labs-Adrian"))
        context = open_browser(language=language, theme=theme, width=width)
        context.grant_permissions(["microphone"])
        cookie = keyed.member.api.client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        page = context.new_page()
        gateway = Gateway.beside(context, page, ("ey_token", "ey_listen"))
        yield SimpleNamespace(
            page=page,
            words=Wording(language),
            keyed=keyed,
            agent=agent,
            address=server,
            gateway=gateway,
            platform=platform,
        )
        assert gateway.refused == 0
        assert platform.problems == []


def said(desk: SimpleNamespace, call: str, *lines: tuple[str, str]) -> None:
    """The platform tells what was said so far."""
    words = [{"role": role, "content": text, "words": []} for role, text in lines]
    desk.platform.calls[call]["transcript_object"] = words
    aside(lambda: desk.keyed.tells("transcript_updated", call))


def test_somebody_speaks_with_the_agent_from_the_browser(desk: SimpleNamespace) -> None:
    page, words = desk.page, desk.words
    page.goto(f"{desk.address}/agents/{desk.agent}/deploy")
    page.get_by_role("button", name=words("deployments.talk"), exact=True).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(words("webcall.before_microphone"))).to_be_visible()
    sheet.get_by_role("button", name=words("webcall.start"), exact=True).click()
    expect(sheet.get_by_text(words("webcall.talking"))).to_be_visible()
    (session,) = desk.gateway.sessions
    assert desk.gateway.heard(session) > 0
    (call,) = desk.platform.calls
    desk.platform.answer_call(call)
    aside(lambda: desk.keyed.tells("call_started", call))
    said(desk, call, ("agent", "Buenos días."), ("user", "¿Hay hora mañana?"))
    expect(sheet.get_by_text("¿Hay hora mañana?")).to_be_visible()
    look(page, "retell-web-call", over=True)
    sheet.get_by_role("button", name=words("webcall.mute"), exact=True).click()
    expect(sheet.get_by_role("button", name=words("webcall.listen"), exact=True)).to_be_visible()
    desk.gateway.tell(session, {"type": "status", "state": "ended"})
    expect(sheet.get_by_text(words("webcall.ending.over"))).to_be_visible()
    look(page, "retell-web-call-over", over=True)
    desk.platform.finish_call(call, "agent_hangup")
    for event in ("call_ended", "call_analyzed"):
        aside(lambda event=event: desk.keyed.tells(event, call))
    sheet.get_by_role("link", name=words("webcall.see_call"), exact=True).click()
    expect(page.get_by_text(words("calls.ending.agent_hung_up")).first).to_be_visible()
    expect(page.get_by_text(words("calls.direction.web")).first).to_be_visible()
    assert desk.gateway.left == [session]


def test_a_person_listens_and_goes_on_in_the_agents_place(desk: SimpleNamespace) -> None:
    page, words, keyed = desk.page, desk.words, desk.keyed

    def called() -> str:
        told = {"name": "Ana Ruiz", "phones": ["+34912345678"], "time_zone": zone_of_the_day()}
        lead = keyed.post("/contacts", told)["id"]
        call = keyed.post(f"/leads/{lead}/call", {"agent_id": desk.agent, "kind": "follow_up"})["id"]
        work()
        return str(call)

    call = aside(called)
    (theirs,) = desk.platform.calls
    desk.platform.answer_call(theirs)
    aside(lambda: keyed.tells("call_started", theirs))
    said(desk, theirs, ("agent", "Buenos días, le llamo de la clínica."), ("user", "¿Con quién hablo?"))
    page.goto(f"{desk.address}/calls/{call}")
    part = page.get_by_role("region", name=words("calls.take_over.title"))
    part.get_by_role("button", name=words("calls.take_over.listen"), exact=True).click()
    expect(part.get_by_text(words("calls.take_over.hears"))).to_be_visible()
    (session,) = desk.gateway.sessions
    time.sleep(0.5)
    # Whoever listens is not heard.
    assert desk.gateway.far.evaluate("(id) => far.heard(id)", session) == 0
    look(page, "retell-listening", over=True)
    part.get_by_role("button", name=words("calls.take_over.speak"), exact=True).click()
    question: Any = page.get_by_role("alertdialog")
    look(page, "retell-take-over-question", over=True)
    question.get_by_role("button", name=words("calls.take_over.speak"), exact=True).click()
    expect(part.get_by_text(words("calls.take_over.speaks"))).to_be_visible()
    assert desk.gateway.heard(session) > 0
    aside(lambda: keyed.tells("call_ended", theirs))
    # The agent's part is over, the person's is not.
    expect(part.get_by_text(words("calls.take_over.speaks"))).to_be_visible()
    look(page, "retell-taken-over", over=True)
    part.get_by_role("button", name=words("calls.take_over.leave"), exact=True).click()
    expect(part.get_by_text(words("calls.take_over.left"))).to_be_visible()
    assert desk.gateway.left == [session]
    acts = aside(lambda: keyed.get("/audit"))["items"]
    assert {"call_listen", "call_take_over"} <= {each["action"] for each in acts}
