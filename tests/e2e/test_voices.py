"""The voices of connected accounts and their phone numbers, as somebody looks at them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.furnished import House
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_voices_and_numbers(
    house: House,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/voices")
    look(page, "voices")
    for name in ("Alba", "Owen"):
        page.get_by_role("checkbox", name=name).click()
    page.get_by_role("button", name=words("voices.compare.open"), exact=True).click()
    expect(page.get_by_role("dialog").get_by_text("Owen", exact=True)).to_be_visible()
    look(page, "voices-compare", over=True)
    page.goto(f"{server}/voices/{house.voice}")
    look(page, "voice", over=True)
    page.goto(f"{server}/settings/channels")
    page.get_by_role("link", name="+34 910 00 00 02").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look(page, "number", over=True)
