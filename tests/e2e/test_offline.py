"""An installed dashboard: opened without a network, and replaced by a later version."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from centralita.config import built
from tests.e2e.asking import until_true
from tests.e2e.front import Front, entry_of, next_build
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.test_together import enter
from tests.e2e.wording import Wording
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

words = Wording("es")
Open = Callable[..., BrowserContext]

# The worker comes once the page is idle, and then asks who is there.
KEPT = """async () => (await navigator.serviceWorker.ready) && navigator.serviceWorker.controller
  && await caches.match("/api/v1/me", {ignoreVary: true}) !== undefined"""


def at_home(context: BrowserContext, server: str, member: Member) -> Page:
    page = enter(context, server, member)
    page.goto(server)
    expect(page.get_by_role("heading", name=words("home.title"))).to_be_visible()
    until_true(page, KEPT)
    return page


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)], ids=["wide", "phone"])
def test_the_frame_stands_without_a_network(server: str, open_browser: Open, theme: str, width: int) -> None:
    owner = aside(lambda: make_member(language="es"))
    context = open_browser(theme=theme, width=width, service_worker=True)
    at_home(context, server, owner).close()
    context.set_offline(True)
    page = context.new_page()
    page.goto(server)
    expect(page.get_by_role("navigation").first).to_be_visible()
    expect(page.get_by_text(words("shell.connection.offline"))).to_be_visible()
    expect(page.get_by_role("main").get_by_text(words("errors.connection_lost.title")).first).to_be_visible()
    look(page, "offline")
    context.set_offline(False)
    page.reload()
    expect(page.get_by_role("heading", name=words("home.title"))).to_be_visible()
    expect(page.get_by_text(words("shell.connection.offline"))).to_be_hidden()


def test_nothing_of_one_person_is_kept_for_the_next(server: str, open_browser: Open) -> None:
    owner, other = aside(lambda: (make_member(language="es"), make_member(language="es")))
    context = open_browser(service_worker=True)
    page = at_home(context, server, owner)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name=words("shell.palette.title")).fill(words("shell.user.sign_out"))
    page.get_by_role("option", name=words("shell.user.sign_out")).click()
    page.wait_for_url(re.compile("/sign-in"))
    assert page.evaluate("caches.match('/api/v1/me', {ignoreVary: true}).then((found) => !found)")
    context.set_offline(True)
    page.goto(server)
    expect(page.get_by_text(words("errors.connection_lost.title"))).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    context.set_offline(False)
    at_home(context, server, other).close()
    # A session that ended elsewhere.
    context.clear_cookies()
    page.goto(server)
    page.wait_for_url(re.compile("/sign-in"))
    assert page.evaluate("caches.match('/api/v1/me', {ignoreVary: true}).then((found) => !found)")


@pytest.fixture
def front(server: str) -> Iterator[Front]:
    opened = Front(server, built.dashboard())
    yield opened
    opened.close()


def test_a_later_version_takes_over_without_a_broken_page(
    front: Front, open_browser: Open, tmp_path: Path
) -> None:
    owner = aside(lambda: make_member(language="es"))
    context = open_browser(service_worker=True)
    page = at_home(context, front.origin, owner)
    front.build = next_build(front.build, tmp_path / "later")
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined)"
    )
    reload = page.get_by_role("button", name=words("shell.version.reload"))
    expect(reload).to_be_visible()
    # The page of before goes on, with what it had not opened yet.
    page.get_by_role("link", name=words("shell.nav.agents"), exact=True).first.click()
    expect(page.get_by_role("heading", name=words("agents.title"), exact=True)).to_be_visible()
    with page.expect_navigation():
        reload.click()
    expect(page.get_by_role("heading", name=words("agents.title"), exact=True)).to_be_visible()
    assert entry_of(front.build) in page.locator("script[type=module]").first.get_attribute("src")
    expect(reload).to_have_count(0)
    until_true(page, KEPT)
    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("navigation").first).to_be_visible()
    assert entry_of(front.build) in page.locator("script[type=module]").first.get_attribute("src")
