"""A first call with no key, as a new owner makes it: the product started by its one command, nothing stood in for."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from centralita.kit.postgres.testing import prepare_test_database
from tests.e2e.daytime import zone_of_the_day
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

# The last two digits say how the sandbox lets somebody answer: busy, nobody, an opt-out, and friendly people.
ENDINGS = ("01", "02", "05", *(f"{number}" for number in range(20, 67)))
# Who is called alone first, and is too early for the campaign; and who wants no calls at all.
CALLED_BEFORE, BARRED = "21", "66"
# All the others but those who are busy and out.
ANSWERED = len(ENDINGS) - 4

# Nobody waits longer for what takes a quiet machine a few seconds.
PATIENCE = 120_000


def leads() -> bytes:
    """Fifty customers who live where it is day now, whenever the test runs."""
    zone = zone_of_the_day()
    rows = [f"Lead {one};+346005551{one};{zone};{'sí' if one == BARRED else ''}" for one in ENDINGS]
    return "\n".join(["Nombre;Teléfono;Zona horaria;No llamar", *rows, ""]).encode()


@dataclass(frozen=True)
class Product:
    """A running product, and who may sign in to its demonstration."""

    address: str
    email: str
    password: str


@pytest.fixture(scope="module")
def product(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    database = prepare_test_database()
    port = free_port()
    # Nothing of what this run set for itself.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CENTRALITA_")}
    environment |= {
        "CENTRALITA_HOME": str(tmp_path_factory.mktemp("home")),
        "DATABASE_URL": database.app_dsn,
        "DATABASE_OWNER_URL": database.owner_dsn,
        "CENTRALITA_SANDBOX_PACE": "30",
        "CENTRALITA_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "centralita.cli"]
    address = f"http://127.0.0.1:{port}"
    try:
        told = subprocess.run(
            [*command, "demo", "--conversations", "2"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        ).stdout
        found = re.search(r"Sign in with (\S+) and the password (\S+)", told)
        assert found, told
        with running([*command, "up", "--port", str(port)], environment) as process:
            wait_for(address, process)
            yield Product(address, found[1], found[2])
    finally:
        database.drop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class running:  # noqa: N801 - reads as the statement it is used in
    """A program and all that it starts, ended with the block."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._command, self._environment = command, environment

    def __enter__(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(self._command, env=self._environment, start_new_session=True)
        return self._process

    def __exit__(self, *_: object) -> None:
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, how)
                self._process.wait(30)
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    raise RuntimeError("the product did not start")


def test_from_the_sandbox_to_a_campaign(
    product: Product, open_browser: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    context, words = open_browser(language="es", theme="light", width=1440), Wording("es")
    page = context.new_page()
    page.goto(f"{product.address}/sign-in")
    page.get_by_label(words("auth.email"), exact=True).fill(product.email)
    page.get_by_label(words("auth.password"), exact=True).fill(product.password)
    page.get_by_role("button", name=words("auth.sign_in.submit"), exact=True).click()
    page.wait_for_url(lambda url: "sign-in" not in url)

    connect_sandbox(page, product, words)
    deploy(page, product, words)
    import_leads(page, product, words)
    call_one(page, product, words)
    run_campaign(page, product, words)
    see_who_was_left_out(page, words)


def connect_sandbox(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/settings/providers")
    page.get_by_role("button", name=words("settings.voice.add"), exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Sandbox").click()
    sheet.get_by_role("button", name=words("settings.voice.connect"), exact=True).click()
    expect(sheet.get_by_text(words("settings.voice.connected"))).to_be_visible()
    page.keyboard.press("Escape")
    # The demonstration has one already.
    expect(page.get_by_role("listitem").filter(has_text="Sandbox")).to_have_count(2)


def deploy(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/agents")
    page.get_by_role("link", name="Salón", exact=True).click()
    page.wait_for_url(re.compile(r"/agents/agt_"))
    agent = re.match(r".*/agents/agt_\w+", page.url)
    assert agent
    page.goto(f"{agent[0]}/deploy")
    live = page.get_by_role("status").filter(has_text=words("deployments.states.live"))
    here = page.get_by_role("button", name=words("deployments.deploy_here"), exact=True)
    expect(here.last).to_be_visible()
    before = live.count()
    here.last.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name=words("deployments.deploy"), exact=True).click()
    expect(sheet).to_be_hidden()
    expect(live).to_have_count(before + 1, timeout=PATIENCE)
    look(page, "phone-deployed")


def import_leads(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/contacts/import")
    page.locator("input[type=file]").set_input_files(
        {"name": "leads.csv", "mimeType": "text/csv", "buffer": leads()}
    )
    expect(page.get_by_text("Lead 20").first).to_be_visible()
    page.get_by_role("button", name=words("contacts.import.start", rows=len(ENDINGS))).click()
    expect(page.get_by_role("link", name=words("contacts.import.see"))).to_be_visible(timeout=PATIENCE)


def call_one(page: Page, product: Product, words: Wording) -> None:
    name = f"Lead {CALLED_BEFORE}"
    page.goto(f"{product.address}/contacts?search={name.replace(' ', '+')}")
    page.get_by_role("link", name=name, exact=True).click()
    sheet = page.get_by_role("dialog", name=name)
    sheet.get_by_role("button", name=words("contacts.call"), exact=True).click()
    # Nobody agreed to be sold anything by a machine; a follow-up serves a customer.
    sheet.get_by_role("radio", name=words("calls.kind.follow_up"), exact=True).click()
    now = sheet.get_by_role("button", name=words("calls.start.call"), exact=True)
    expect(now).to_be_enabled()
    look(page, "phone-start", over=True)
    now.click()
    # It rings, talks and ends by itself, and what is said appears as it is said.
    said = sheet.get_by_text("¿Diga?")
    expect(said).to_be_visible(timeout=PATIENCE)
    expect(sheet.get_by_text(words("calls.status.completed"), exact=True)).to_be_visible(timeout=PATIENCE)
    expect(figure(sheet, words("calls.figures.cost"))).to_contain_text("US$", timeout=PATIENCE)
    expect(sheet.get_by_text(words("calls.evidence.webhook"))).to_be_visible()
    expect(said).to_be_visible()
    look(page, "phone-over", over=True)


def figure(place: Page | Locator, label: str) -> Locator:
    """A figure with its label, which stand in one box."""
    return place.get_by_text(label, exact=True).first.locator("xpath=..")


def run_campaign(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/campaigns")
    page.get_by_role("button", name=words("campaigns.new")).first.click()
    page.get_by_label(words("campaigns.columns.name"), exact=True).fill("Revisión de otoño")
    # Its label goes on with "optional".
    page.get_by_role("textbox", name=re.compile(f"^{words('campaigns.whom.search')}")).fill("Lead")
    page.get_by_role("combobox", name=words("campaigns.who.agent")).click()
    page.get_by_role("option", name="Salón").click()
    page.get_by_role("combobox", name=words("campaigns.who.kind")).click()
    page.get_by_role("option", name=words("campaigns.kinds.follow_up")).click()
    page.get_by_role("combobox", name=words("campaigns.who.purpose")).click()
    page.get_by_role("option", name=words("campaigns.purposes.service")).click()
    page.get_by_label(words("campaigns.limits.pace"), exact=True).fill("600")
    page.get_by_label(words("campaigns.limits.concurrency"), exact=True).fill("15")
    called = words("campaigns.summary.called_other", number=len(ENDINGS) - 1)
    expect(page.get_by_text(f"{called}{words('campaigns.summary.left_out_one', number=1)}")).to_be_visible()
    expect(page.get_by_text(words("campaigns.summary.saved"), exact=True)).to_be_visible()
    page.get_by_role("button", name=words("campaigns.summary.why")).click()
    why = page.get_by_role("dialog", name=words("campaigns.why.title"))
    for title, lead in (("left_out", BARRED), ("later", CALLED_BEFORE)):
        group = why.get_by_role("region", name=words(f"campaigns.why.{title}"), exact=True)
        expect(group.get_by_role("link", name=f"Lead {lead}", exact=True)).to_be_visible()
    look(page, "phone-left-out", over=True)
    page.keyboard.press("Escape")
    expect(why).to_be_hidden()
    page.get_by_role("button", name=words("campaigns.start"), exact=True).click()
    question = page.get_by_role("alertdialog")
    question.get_by_role("button", name=words("campaigns.start"), exact=True).click()
    expect(question).to_be_hidden()
    expect(page.get_by_text(words("campaigns.status.running"), exact=True)).to_be_visible()
    # All but the busy one and the one who is out, who wait for their next turn, are talked to.
    talked = figure(page, words("campaigns.counters.answered"))
    expect(talked).to_contain_text(str(ANSWERED), timeout=2 * PATIENCE)
    look(page, "phone-campaign")
    page.get_by_role("button", name=words("campaigns.stop"), exact=True).click()
    question.get_by_role("button", name=words("campaigns.stop"), exact=True).click()
    expect(page.get_by_text(words("campaigns.status.stopped"), exact=True)).to_be_visible()


def see_who_was_left_out(page: Page, words: Wording) -> None:
    page.get_by_role("combobox", name=words("campaigns.people.state")).click()
    page.get_by_role("option", name=words("campaigns.state.left_out"), exact=True).click()
    people = page.get_by_role("region", name=words("campaigns.people.title"), exact=True)
    barred = people.get_by_role("row").filter(has_text=f"Lead {BARRED}")
    expect(barred).to_be_visible()
    expect(barred.get_by_role("cell").nth(2)).not_to_be_empty()
    look(page, "phone-who-was-left-out")
