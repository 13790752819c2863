"""An agent on the phone: deployed from its tab, followed, changed there by another hand, and settled."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, expect

from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.opening import OPENERS
from tests.e2e.furnished import House, aside, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


@pytest.fixture
def platform() -> Iterator[MemoryState]:
    before, state = dict(OPENERS), MemoryState()
    OPENERS.update(dict.fromkeys(VoicePlatform, lambda _account: MemoryProvider(state)))
    yield state
    OPENERS.clear()
    OPENERS.update(before)


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("en", "light", 1440), ("es", "dark", 390)], ids=["wide", "phone"]
)
def test_from_the_tab_to_live_and_back_in_order(
    house: House,
    server: str,
    platform: MemoryState,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/agents/{house.agent}/deploy")
    here = page.get_by_role("button", name=words("deployments.deploy_here"), exact=True)
    expect(here).to_be_visible()
    look(page, "deploy-tab")
    here.click()
    sheet = page.get_by_role("dialog")
    look(page, "deploy-sheet", over=True)
    sheet.get_by_role("button", name=words("deployments.deploy"), exact=True).click()
    expect(sheet).to_be_hidden()
    aside(work)
    status = page.get_by_role("status").filter(has_text=words("deployments.states.live"))
    expect(status).to_be_visible()
    look(page, "deploy-live")
    (remote,) = platform.agents.values()
    # Other than what the walk before this one took.
    shorter = {**remote.config, "max_minutes": remote.config["max_minutes"] - 6}
    platform.agents[remote.id] = replace(remote, config=shorter)
    menu = page.get_by_role("button", name=words("deployments.actions_for", name="Pruebas de voz"))
    menu.click()
    page.get_by_role("menuitem", name=words("deployments.check"), exact=True).click()
    page.get_by_role("button", name=words("deployments.drift.look"), exact=True).click()
    expect(sheet.get_by_text("max_minutes")).to_be_visible()
    look(page, "deploy-drift", over=True)
    sheet.get_by_role("button", name=words("deployments.drift.take"), exact=True).click()
    expect(sheet).to_be_hidden()
    expect(status).to_be_visible()
    menu.click()
    page.get_by_role("menuitem", name=words("deployments.withdraw"), exact=True).click()
    question = page.get_by_role("alertdialog")
    question.get_by_role("button", name=words("deployments.withdraw"), exact=True).click()
    # It closes once it is asked for: only then is there a job to do.
    expect(question).to_be_hidden()
    aside(work)
    expect(here).to_be_visible()
    assert platform.agents == {}
