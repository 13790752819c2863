"""A real Chromium for journeys through the whole product."""

import contextlib
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from centralita.config import built
from tests.e2e.looking import picture

if TYPE_CHECKING:
    from tests.e2e.furnished import House

Theme = Literal["light", "dark"]

CHROMIUM = os.environ.get("CENTRALITA_CHROMIUM") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page lives for a second or two: a compiler that makes it faster afterwards only takes the other tests' time.
    "--js-flags=--no-maglev --no-turbofan",
    # A microphone that is always there, and two pages of one machine that may know where the other is.
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]


_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself failed, for whoever takes its pages away."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


def tell(page: Page) -> None:
    """Say what a page showed when its test failed: where nobody sees it, that is all there is to go by."""
    with contextlib.suppress(Error):
        print(f"{page.url}\n{page.locator('body').aria_snapshot(timeout=5_000)[:6_000]}")


def size_of(width: int) -> ViewportSize:
    """A window as wide as this, and as high as such ones are."""
    return {"width": width, "height": 900 if width > 500 else 844}


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Closed before other packages' tests: while it runs, this thread has a loop, and Django refuses to work in it."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: install it or set CENTRALITA_CHROMIUM")
    if not (built.dashboard() / "index.html").exists():
        pytest.skip("the dashboard is not built: run make test, or npm run build in web/")
    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def house(chromium: Browser, server: str) -> "House":
    """An organization in which every page has something to show, for one file of tests."""
    # Measurements open the same browser, and Django is not always ready where they do.
    from tests.e2e.furnished import aside, furnish

    return aside(furnish)


@pytest.fixture
def open_browser(
    chromium: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes profiles of a browser; what their pages throw fails the test."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def make(
        *, language: str = "es", theme: Theme = "light", width: int = 1440, service_worker: bool = False
    ) -> BrowserContext:
        context = chromium.new_context(
            locale={"es": "es-ES", "en": "en-GB", "pt": "pt-BR"}[language],
            color_scheme=theme,
            viewport=size_of(width),
            timezone_id="Europe/Madrid",
        )
        context.set_default_timeout(20_000)
        if not service_worker:
            # It keeps a copy of the whole dashboard in each new profile; `test_offline` is about it.
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        context.on("weberror", lambda error: faults.append(str(error.error)))
        opened.append(context)
        return context

    yield make
    for context in opened:
        for page in context.pages:
            picture(page, "last")
            if request.node.stash.get(_FAILED, False):
                tell(page)
        context.close()
    assert faults == []
