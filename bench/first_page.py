"""Figure: the dashboard's first page in a Chromium that has never seen it.

Told is the time from asking for the address to a page that is drawn and answers, and what came over the wire until
then, compressed as it came. Home is measured signed in, sign-in without.

    python -m bench.first_page [rounds]
"""

import statistics
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.product import product
from bench.stage import Stage, stage
from bench.table import Figure, show

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

AIM_SECONDS = 1.5
AIM_KB = 250.0
CODE = {"Document", "Script", "Stylesheet"}
# Drawn and at leisure: something to read is there, and the main thread has come to rest after two frames.
READY = """() => new Promise(done => {
  const look = () => {
    const heading = document.querySelector('h1');
    if (!heading || !heading.offsetHeight) { requestAnimationFrame(look); return; }
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)));
  };
  look();
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: seconds until it could be used; kilobytes of page, scripts and styles, and of everything."""

    seconds: float
    kilobytes: float
    all_kilobytes: float


def visit(context: "BrowserContext", address: str) -> Visit:
    """One visit with an empty cache."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    bodies: Counter[str] = Counter()
    wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    wire.on(
        "Network.dataReceived", lambda event: bodies.update({event["requestId"]: event["encodedDataLength"]})
    )
    wire.send("Network.enable")
    page.goto(address, wait_until="commit")
    ready = float(page.evaluate(READY))
    code = sum(size for request, size in bodies.items() if kinds.get(request) in CODE)
    page.close()
    return Visit(ready / 1000, code / 1000, bodies.total() / 1000)


def visits(browser: "Browser", base: str, path: str, cookies: dict[str, str], rounds: int) -> list[Visit]:
    """Visits, each in a browser profile of its own."""
    found = []
    for _ in range(rounds):
        context = browser.new_context(locale="es-ES", viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
        found.append(visit(context, f"{base}{path}"))
        context.close()
    return found


def signed_in() -> dict[str, str]:
    """The cookies of an owner of a new organization with an agent."""
    import django

    django.setup()
    from tests.live.talk import published_agent
    from tests.people import make_member

    member = make_member()
    published_agent(member)
    return {name: morsel.value for name, morsel in member.api.client.cookies.items()}


def measured(on: Stage, rounds: int) -> list[Figure]:
    """The figures of both pages."""
    from playwright.sync_api import sync_playwright
    from tests.e2e.conftest import CHROMIUM, FLAGS

    cookies = signed_in()
    figures = []
    with product(on) as (port, _server), sync_playwright() as playwright:
        base = f"http://127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        visits(browser, base, "/sign-in", {}, 1)  # the server's own first time
        for name, path, theirs in (("Home", "/", cookies), ("sign-in", "/sign-in", {})):
            found = visits(browser, base, path, theirs, rounds)
            seconds = statistics.median(one.seconds for one in found)
            kilobytes = max(one.kilobytes for one in found)
            whole = max(one.all_kilobytes for one in found)
            worst = max(one.seconds for one in found)
            figures += [
                Figure(
                    f"dashboard, {name}, cold cache",
                    f"usable in {seconds:.2f} s (worst {worst:.2f} s)",
                    f"< {AIM_SECONDS} s",
                    seconds < AIM_SECONDS,
                ),
                Figure(
                    f"dashboard, {name}: page, scripts, styles",
                    f"{kilobytes:.0f} kB compressed ({whole:.0f} kB with fonts and data)",
                    f"< {AIM_KB:.0f} kB",
                    kilobytes < AIM_KB,
                ),
            ]
        browser.close()
    return figures


def measure(rounds: int = 5) -> list[Figure]:
    """Both pages, on a fresh database."""
    with stage() as on:
        return measured(on, rounds)


def main() -> None:
    """Measure and print."""
    show(measure(*map(int, sys.argv[1:])))


if __name__ == "__main__":
    main()
