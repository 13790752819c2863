"""What a careful person would see wrong with a page, asked of the browser."""

import itertools
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

_AXE = Path(__file__).parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js"
# `CENTRALITA_LOOK=look make test ARGS=tests/e2e` keeps a picture of each step, for a person to look at.
PICTURES = os.environ.get("CENTRALITA_LOOK")
_count = itertools.count(1)

_FINDINGS = """(over) => axe.run(document, {
  resultTypes: ["violations"],
  rules: {region: {enabled: !over}},
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then((found) => found.violations.flatMap((v) => v.nodes.map(
  (n) => `${v.id}: ${n.target.join(" ")}: ${n.html.slice(0, 160)}`)))"""

# Inside the shell the page itself never scrolls: what is too wide shows in its main part.
_WIDTHS = """[document.documentElement, ...document.querySelectorAll("main")].reduce(
  ([most, room], {scrollWidth, clientWidth}) =>
    scrollWidth - clientWidth > most - room ? [scrollWidth, clientWidth] : [most, room],
  [0, 0])"""
# Notices lie over a page for some seconds, over its buttons too on a phone; the next look has none of them.
_TAKE_NOTICES_AWAY = """document.querySelectorAll("section[aria-live=polite] > ol > li > button:last-child")
  .forEach((close) => close.click())"""
_LOADING = ".animate-breathe, [aria-busy=true]:not([role=log])"

# Motion would be caught half way: a colour that fades in has too little contrast until it is there.
# What goes round for ever never is: that is looked at as it goes.
_SETTLED = """Promise.race([
  new Promise((done) => setTimeout(done, 1500)),
  Promise.all(document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => null))),
])"""


def picture(page: Page, name: str) -> None:
    """Keep what the page shows, when pictures are asked for."""
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{next(_count):03d}-{name}.png")


def look(page: Page, name: str, *, over: bool = False) -> None:
    """Nothing that axe knows of is wrong, and nothing overflows sideways.

    What opens `over` the page stands outside its landmarks, at the end of the document: only that is let pass.
    """
    if not _AXE.exists():
        pytest.skip("axe-core is not installed: run make test, or npm ci in widget/")
    expect(page.locator("h1").first).to_be_attached()
    findings: list[str] = []
    for _ in range(3):
        page.evaluate(_TAKE_NOTICES_AWAY)
        # What is fetched again a moment later is dimmed while it comes; what is wrong stays wrong.
        expect(page.locator(_LOADING)).to_have_count(0)
        page.evaluate(_SETTLED)
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(_AXE.read_text())
        findings = page.evaluate(_FINDINGS, over)
        if not findings:
            break
        page.wait_for_timeout(500)
    picture(page, name)
    wide = page.evaluate(_WIDTHS)
    assert not findings, "\n".join([name, *findings])
    assert wide[0] <= wide[1], f"{name} overflows sideways: {wide}"
