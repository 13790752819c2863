"""Somebody in Brazil finds their language before signing in, is told in it what went wrong, and keeps it."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.looking import look
from tests.e2e.test_journey import describe_the_business, sign_up, try_it
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

words = Wording("pt")


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)], ids=["wide", "phone"])
def test_portuguese_is_chosen_at_the_door(
    server: str, open_browser: Callable[..., BrowserContext], theme: str, width: int
) -> None:
    page = open_browser(language="es", theme=theme, width=width).new_page()
    page.goto(f"{server}/sign-in")
    page.get_by_role("button", name="Português", exact=True).click()
    expect(page.get_by_role("heading", name=words("auth.sign_in.title"))).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "pt")
    page.get_by_label(words("auth.email")).fill(f"{uuid4().hex}@example.com")
    page.get_by_label(words("auth.password"), exact=True).fill("not the password of anybody")
    page.get_by_role("button", name=words("auth.sign_in.submit"), exact=True).click()
    expect(page.get_by_text(words("errors.codes.email_password_mismatch"))).to_be_visible()
    look(page, "sign-in")
    page.goto(f"{server}/sign-up")
    expect(page.get_by_role("heading", name=words("auth.sign_up.title"))).to_be_visible()
    look(page, "sign-up")


def test_a_business_in_brazil_begins(server: str, open_browser: Callable[..., BrowserContext]) -> None:
    """From nothing to a first agent that speaks as in Brazil and knows the hours in words."""
    page = open_browser(language="pt", width=390).new_page()
    sign_up(page, server, words)
    describe_the_business(page, words)
    expect(page).to_have_url(re.compile("/agents/"))
    try_it(page, words)
    page.goto(re.sub(r"(/agents/[^/?]+).*", r"\1/languages", page.url))
    expect(page.get_by_text("português (Brasil)").first).to_be_visible()
    look(page, "agent-languages")
