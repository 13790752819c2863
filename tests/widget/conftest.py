"""A real Chromium, the built script, and a chat server that can be trusted to misbehave."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright

from tests.widget.fake_chat import FakeChat

WIDGET = Path(__file__).parents[2] / "widget"
BUNDLE = WIDGET / "dist" / "widget.js"
CALL = BUNDLE.with_name("widget-call.js")
CHROMIUM = os.environ.get("CENTRALITA_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The built script; built here when it is missing or older than its sources."""
    web = WIDGET.parent / "web" / "src"
    borrowed = [*web.glob("features/agents/web-call/*"), *web.glob("lib/line/*")]
    sources = [*WIDGET.glob("src/**/*"), *WIDGET.glob("vite*.config.ts"), *borrowed]
    newest = max(each.stat().st_mtime for each in sources)
    if CALL.exists() and BUNDLE.exists() and BUNDLE.stat().st_mtime >= newest:
        return BUNDLE
    npm = shutil.which("npm")
    if not npm or not (WIDGET / "node_modules").exists():
        pytest.skip("widget/dist/widget.js is not built: run `npm ci && npm run build` in widget/")
    subprocess.run([npm, "run", "build"], cwd=WIDGET, check=True, capture_output=True)
    return BUNDLE


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed before other packages' tests: while it runs, this thread has a loop, and Django refuses to work in it."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: install it or set CENTRALITA_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--use-fake-device-for-media-stream"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def fake_chat(bundle: Path) -> Iterator[FakeChat]:
    with FakeChat(bundle) as chat:
        yield chat


@pytest.fixture
def chat(fake_chat: FakeChat) -> Iterator[FakeChat]:
    fake_chat.reset()
    yield fake_chat
    fake_chat.cut_streams()


# What went wrong in a page, kept from its first moment.
WATCH = """
window.__wrong = [];
document.addEventListener("securitypolicyviolation", (e) => __wrong.push(`${e.violatedDirective} ${e.blockedURI}`));
window.addEventListener("error", (e) => __wrong.push(String(e.message)));
window.addEventListener("unhandledrejection", (e) => __wrong.push(String(e.reason)));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => __wrong.push(name);
"""


def launcher(page: Page) -> Locator:
    return page.locator(".launcher")


class Visitor:
    """One browser profile: its tabs share storage, as a visitor's do."""

    def __init__(self, context: BrowserContext, chat: FakeChat) -> None:
        self.context = context
        self.chat = chat
        self.hosts = [chat.host, chat.site]
        self.strayed: list[str] = []
        context.add_init_script(WATCH)
        context.on("request", self._note)

    def _note(self, request: Request) -> None:
        url = request.url
        if not url.startswith((*self.hosts, "about:", "blob:")):
            self.strayed.append(url)

    def visit(self, path: str = "page", **options: str) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(8000)
        page.goto(f"{self.chat.site}/{path}?{urlencode({'language': 'en', **options})}")
        return page

    def open(self, path: str = "page", **options: str) -> Page:
        """A page with the chat open and its first message there."""
        page = self.visit(path, **options)
        launcher(page).click()
        expect(page.locator(".agent .bubble").first).to_be_visible()
        return page

    def check(self) -> None:
        """No policy broken, no script error, nothing fetched from elsewhere, in any tab."""
        for page in self.context.pages:
            assert page.evaluate("window.__wrong") == []
        assert self.strayed == []


@pytest.fixture
def new_visitor(browser: Browser, chat: FakeChat) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors; each is checked at the end of the test."""
    made: list[Visitor] = []

    def make(width: int = 1280, height: int = 860, **options: object) -> Visitor:
        settings = {"locale": "en", "color_scheme": "light", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        made.append(Visitor(context, chat))
        return made[-1]

    yield make
    for visitor in made:
        visitor.check()
        visitor.context.close()


@pytest.fixture
def visitor(new_visitor: Callable[..., Visitor]) -> Visitor:
    return new_visitor()
