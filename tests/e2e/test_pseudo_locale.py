"""Every text about 40 % longer, as in a language of long words: nothing may leave its place sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.furnished import House
from tests.e2e.looking import picture

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

PAGES = [
    "/",
    "/agents",
    "/agents?new=true",
    "/agents/{agent}/build",
    "/agents/{agent}/scenarios",
    "/agents/{agent}/experiments",
    "/agents/{agent}/versions",
    "/agents/{agent}/deploy",
    "/agents/{agent}/insights",
    "/knowledge",
    "/knowledge/sources",
    "/templates",
    "/conversations",
    "/conversations/{conversation}",
    "/settings/business",
    "/settings/organization",
    "/settings/team",
    "/settings/usage",
    "/settings/contact-rules",
    "/settings/channels",
    "/settings/providers",
    "/settings/security",
    "/settings/api-keys",
    "/account/profile",
    "/account/two-step",
]

# What is cut on purpose has an ellipsis, and what scrolls by itself is a table or a row of tabs.
_OVERFLOWS = """() => {
  const found = [];
  const name = (e) => `${e.tagName.toLowerCase()} "${(e.innerText || "").trim().slice(0, 60)}"`;
  for (const frame of document.querySelectorAll("html, main, [role=dialog]")) {
    if (frame.scrollWidth > frame.clientWidth + 1) found.push(`${name(frame)} scrolls sideways`);
  }
  const held = (e) => {
    for (let p = e.parentElement; p; p = p.parentElement) {
      if (p.matches("main, [role=dialog], body")) return false;
      if (getComputedStyle(p).overflowX !== "visible") return true;
    }
    return false;
  };
  for (const e of document.querySelectorAll("button, a, h1, h2, h3, label, p, legend, [role=tab], [role=radio]")) {
    const box = e.getBoundingClientRect();
    if (box.width <= 1 || !e.checkVisibility() || !e.innerText.trim() || held(e)) continue;
    if (box.right > innerWidth + 1) found.push(`${name(e)} leaves the window`);
    if (getComputedStyle(e).overflowX === "visible" && getComputedStyle(e).display !== "inline"
        && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0) found.push(`${name(e)} is wider than its place`);
  }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_longer_words_fit(
    house: House, server: str, open_browser: Callable[..., BrowserContext], width: int
) -> None:
    context = open_browser(width=width)
    # An empty document, before the first page, may keep nothing.
    context.add_init_script('try { localStorage.setItem("centralita.pseudo", "on") } catch {}')
    house.enter(context, server, "es")
    page = context.new_page()
    page.goto(server)
    expect(page.get_by_role("heading", name="ÎÎñïïçïïöö")).to_be_visible()
    wrong: list[str] = []
    for address in PAGES:
        page.goto(server + address.format(agent=house.agent, conversation=house.conversation))
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator(".animate-breathe")).to_have_count(0)
        picture(page, f"pseudo-{width}")
        wrong += [f"{address}: {finding}" for finding in page.evaluate(_OVERFLOWS)]
    assert not wrong, "\n".join(wrong)
