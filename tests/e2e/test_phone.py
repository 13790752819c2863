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
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from centralita.kit.postgres.testing import prepare_test_database
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

# The last two digits say how the sandbox lets somebody answer: busy, nobody, an opt-out, and friendly people.
ENDINGS = ("01", "02", "05", *(f"{number}" for number in range(20, 67)))
LEADS = "Nombre;Teléfono;No llamar\n" + "".join(
    f"Lead {ending};+346005551{ending};{'sí' if ending == '66' else ''}\n" for ending in ENDINGS
)


@dataclass(frozen=True)
class Product:
    """A running product, and who may sign in to its demonstration."""

    address: str
    email: str
    password: str


@pytest.fixture(scope="module")
def product(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    database = prepare_test_database()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    environment = {
        **os.environ,
        "CENTRALITA_HOME": str(home),
        "DATABASE_URL": database.app_dsn,
        "DATABASE_OWNER_URL": database.owner_dsn,
        "CENTRALITA_SANDBOX_PACE": "30",
        "CENTRALITA_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "centralita.cli"]
    told = subprocess.run(
        [*command, "demo", "--conversations", "2"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"Sign in with (\S+) and the password (\S+)", told)
    assert found, told
    process = subprocess.Popen([*command, "up", "--port", str(port)], env=environment, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield Product(address, found[1], found[2])
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        database.drop()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    raise RuntimeError("the product did not start")


def test_from_the_sandbox_to_a_campaign(
    product: Product, open_browser: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    hour = datetime.now(UTC).astimezone(ZoneInfo("Europe/Madrid")).hour
    if not 8 <= hour < 20:
        pytest.skip("nobody in Spain may be called at this hour, not even by the sandbox")
    context, words = open_browser(language="es", theme="light", width=1440), Wording("es")
    page = context.new_page()
    page.goto(f"{product.address}/sign-in")
    page.get_by_label(words("auth.email"), exact=True).fill(product.email)
    page.get_by_label(words("auth.password"), exact=True).fill(product.password)
    page.get_by_role("button", name=words("auth.sign_in.submit"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    connect_sandbox(page, product, words)
    deploy(page, product, words)
    import_leads(page, product, words)
    call_one(page, product, words)
    run_campaign(page, product, words)


def connect_sandbox(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/settings/providers")
    page.get_by_role("button", name=words("settings.voice.add"), exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Sandbox").click()
    sheet.get_by_label(words("settings.providers.label"), exact=True).fill("Prueba")
    sheet.get_by_role("button", name=words("settings.voice.connect"), exact=True).click()
    expect(sheet.get_by_text(words("settings.voice.connected"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listitem").filter(has_text="Prueba")).to_be_visible()


def deploy(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/agents")
    page.get_by_role("link", name="Salón", exact=True).click()
    page.goto(f"{page.url.split('?')[0].removesuffix('/build')}/deploy")
    page.get_by_role("button", name=words("deployments.deploy_here"), exact=True).last.click()
    page.get_by_role("dialog").get_by_role("button", name=words("deployments.deploy"), exact=True).click()
    live = page.get_by_role("status").filter(has_text=words("deployments.states.live"))
    expect(live.first).to_be_visible()
    look(page, "phone-deployed")


def import_leads(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/contacts/import")
    page.locator("input[type=file]").set_input_files(
        {"name": "leads.csv", "mimeType": "text/csv", "buffer": LEADS.encode()}
    )
    expect(page.get_by_text("Lead 20").first).to_be_visible()
    page.get_by_role("button", name=words("contacts.import.start", rows=len(ENDINGS))).click()
    expect(page.get_by_role("link", name=words("contacts.import.see"))).to_be_visible(timeout=60_000)


def call_one(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/contacts?search=Lead+21")
    page.get_by_role("link", name="Lead 21", exact=True).click()
    sheet = page.get_by_role("dialog", name="Lead 21")
    sheet.get_by_role("button", name=words("contacts.call"), exact=True).click()
    # Nobody agreed to be sold anything by a machine; a follow-up serves a customer.
    sheet.get_by_role("radio", name=words("calls.kind.follow_up"), exact=True).click()
    now = sheet.get_by_role("button", name=words("calls.start.call"), exact=True)
    expect(now).to_be_enabled()
    look(page, "phone-start", over=True)
    now.click()
    # It rings, talks and ends by itself, and what is said appears as it is said.
    expect(sheet.get_by_text("¿Diga?").or_(sheet.get_by_text("asistente")).first).to_be_visible(
        timeout=60_000
    )
    expect(sheet.get_by_text(words("calls.status.completed"), exact=True)).to_be_visible(timeout=90_000)
    expect(sheet.get_by_text(words("calls.figures.cost"), exact=True)).to_be_visible(timeout=30_000)
    expect(sheet.get_by_text(words("calls.evidence.webhook"))).to_be_visible()
    look(page, "phone-over", over=True)


def run_campaign(page: Page, product: Product, words: Wording) -> None:
    page.goto(f"{product.address}/campaigns")
    page.get_by_role("button", name=words("campaigns.new")).first.click()
    page.get_by_label(words("campaigns.columns.name"), exact=True).fill("Revisión de otoño")
    page.get_by_label(words("campaigns.whom.search"), exact=True).fill("Lead")
    page.get_by_role("combobox", name=words("campaigns.who.agent")).click()
    page.get_by_role("option", name="Salón").click()
    page.get_by_role("combobox", name=words("campaigns.who.kind")).click()
    page.get_by_role("option", name=words("campaigns.kinds.follow_up")).click()
    page.get_by_role("combobox", name=words("campaigns.who.purpose")).click()
    page.get_by_role("option", name=words("campaigns.purposes.service")).click()
    page.get_by_label(words("campaigns.limits.pace"), exact=True).fill("120")
    page.get_by_label(words("campaigns.limits.concurrency"), exact=True).fill("15")
    expect(page.get_by_text(words("campaigns.summary.saved"), exact=True)).to_be_visible()
    page.get_by_role("button", name=words("campaigns.summary.why")).click()
    why = page.get_by_role("dialog", name=words("campaigns.why.title"))
    expect(why.get_by_text("Lead 66")).to_be_visible()
    look(page, "phone-left-out", over=True)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=words("campaigns.start"), exact=True).click()
    page.get_by_role("alertdialog").get_by_role("button", name=words("campaigns.start"), exact=True).click()
    expect(page.get_by_text(words("campaigns.status.running"), exact=True)).to_be_visible()
    # All but the busy one and the one who is out, who wait for their next turn, have been talked to.
    answered = page.get_by_text(words("campaigns.counters.answered"), exact=True).locator("xpath=..")
    expect(answered).to_contain_text(re.compile(r"4\d"), timeout=180_000)
    look(page, "phone-campaign")
    page.get_by_role("button", name=words("campaigns.stop"), exact=True).click()
    page.get_by_role("alertdialog").get_by_role("button", name=words("campaigns.stop"), exact=True).click()
    expect(page.get_by_text(words("campaigns.status.stopped"), exact=True)).to_be_visible()
