"""With a key: Retell and ElevenLabs walked through from the key to the call, against servers that check every word.

`CENTRALITA_DOCS_PICTURES=docs/images make test ARGS=tests/e2e/test_with_keys.py` takes the how-tos' pictures anew.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from centralita.identity.accounts.models import User
from centralita.operations.calls import placing, traffic
from tests.e2e.daytime import zone_of_the_day
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.operations.calls.with_keys import Keyed, reachable, work
from tests.people import make_member
from tests.providers.voice.benches import ELEVENLABS_CONFIG, RETELL_CONFIG
from tests.providers.voice.elevenlabs_server import ElevenLabsServer
from tests.providers.voice.retell_server import RetellServer
from tests.providers.voice.servers import Fault, PlatformServer

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

PICTURES = os.environ.get("CENTRALITA_DOCS_PICTURES")
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 64
OUTAGE = Fault("status", 503)


@dataclass(frozen=True)
class Vendor:
    """What differs between the two."""

    name: str
    label: str
    server: type[PlatformServer]
    config: dict[str, Any]
    # The voice that is chosen here, and the path and id of the one that another hand chooses there.
    voice: str
    voice_id: str
    voice_path: str
    other_voice: str
    # What it tells while somebody talks, and once they are done.
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    hangs_up: bool


RETELL = Vendor(
    name="retell",
    label="Retell AI",
    server=RetellServer,
    config=RETELL_CONFIG,
    voice="Adrian",
    voice_id="11labs-Adrian",
    voice_path="agent.voice_id",
    other_voice="11labs-Myra",
    starts=("call_started",),
    ends=("call_ended", "call_analyzed"),
    hangs_up=True,
)
ELEVENLABS = Vendor(
    name="elevenlabs",
    label="ElevenLabs",
    server=ElevenLabsServer,
    config=ELEVENLABS_CONFIG,
    voice="Voice 1",
    voice_id="voice1",
    voice_path="conversation_config.tts.voice_id",
    other_voice="voice3",
    starts=(),
    ends=("post_call_transcription",),
    hangs_up=False,
)
WALKS = (
    [(RETELL, "en", "light", 1200), (ELEVENLABS, "en", "light", 1200)]
    if PICTURES
    else [(RETELL, "en", "dark", 390), (ELEVENLABS, "es", "light", 1440)]
)


@dataclass(frozen=True)
class Visit:
    """Somebody before the screen, and the platform behind it."""

    page: Page
    words: Wording
    address: str
    vendor: Vendor
    keyed: Keyed

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def button(self, key: str, *, at: Page | Locator | None = None, **values: object) -> Locator:
        return (at or self.page).get_by_role("button", name=self.words(key, **values), exact=True)

    def text(self, key: str, *, at: Page | Locator | None = None, **values: object) -> Locator:
        return (at or self.page).get_by_text(self.words(key, **values), exact=True)

    def look(self, name: str, *, over: bool = False) -> None:
        """See that the page is well made; and keep it for the how-to, which shows what is well made."""
        look(self.page, f"{self.vendor.name}-{name}", over=over)
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{self.vendor.name}-{name}.png")

    def state(self, name: str) -> Locator:
        """How the agent stands at the platform."""
        return self.page.get_by_role("status").filter(has_text=self.words(f"deployments.states.{name}"))

    def contact(self, name: str, number: str) -> str:
        """Somebody who may be called about a service, where they live, at any time that this runs."""
        told = {"name": name, "phones": [number], "time_zone": zone_of_the_day()}
        return str(aside(lambda: self.keyed.post("/contacts", told)["id"]))

    def calls(self, name: str, number: str) -> tuple[Locator, Callable[[], str]]:
        """Have a new contact called, from their sheet; the sheet, and what finds the platform's id of the call."""
        contact = self.contact(name, number)
        known = set(self.there())
        self.go(f"/contacts/{contact}")
        sheet = self.page.get_by_role("dialog", name=name)
        self.button("contacts.call", at=sheet).click()
        sheet.get_by_role("radio", name=self.words("calls.kind.follow_up"), exact=True).click()
        now = self.button("calls.start.call", at=sheet)
        expect(now).to_be_enabled()
        if not known:
            self.look("start", over=True)
        now.click()
        expect(self.stands(sheet, "queued")).to_be_visible()

        def dialled() -> str:
            (new,) = set(self.there()) - known
            return new

        return sheet, dialled

    def stands(self, sheet: Locator, status: str) -> Locator:
        """Where a call stands, as its sheet says it."""
        said = sheet.get_by_text(self.words(f"calls.status.{status}"), exact=True)
        return said.and_(sheet.locator("[aria-live=polite]"))

    def there(self) -> dict[str, dict[str, Any]]:
        """The platform's calls."""
        server: Any = self.keyed.server
        found: dict[str, dict[str, Any]] = (
            server.calls if self.vendor.name == "retell" else server.conversations
        )
        return found

    def tells(self, events: tuple[str, ...], call: str) -> None:
        def tell() -> None:
            for event in events:
                self.keyed.tells(event, call)

        aside(tell)

    def talks(self, sheet: Locator, call: str) -> None:
        """From the first ring to the end, as the platform tells it."""
        server: Any = self.keyed.server
        server.answer_call(call)
        if self.vendor.starts:
            self.tells(self.vendor.starts, call)
            expect(self.stands(sheet, "in_progress")).to_be_visible()
        server.record_call(call, WAV)
        server.finish_call(call)
        self.tells(self.vendor.ends, call)
        expect(self.stands(sheet, "completed")).to_be_visible()


@pytest.fixture(params=WALKS, ids=lambda walk: walk[0].name)
def visit(
    request: pytest.FixtureRequest,
    chromium: Browser,
    server: str,
    open_browser: Callable[..., BrowserContext],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Visit]:
    vendor, language, theme, width = request.param
    # Those who waited for a platform come back at once.
    monkeypatch.setattr(traffic, "_SPREAD_SECONDS", 0.0)
    with vendor.server.running() as platform, reachable(platform):
        member = aside(make_member)
        aside(lambda: User.objects.filter(id=member.user.id).update(language=language))
        context = open_browser(language=language, theme=theme, width=width)
        cookie = member.api.client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        page, words = context.new_page(), Wording(language)
        yield Visit(page, words, server, vendor, Keyed(member, platform, server))
        assert platform.problems == []


def test_from_its_key_to_the_day_it_was_down(visit: Visit) -> None:
    connect(visit)
    agent = deploy(visit)
    call(visit)
    end_early(visit)
    settle_drift(visit, agent)
    bring_in(visit)
    wait_out_an_outage(visit)


def connect(visit: Visit) -> None:
    page, words, server = visit.page, visit.words, visit.keyed.server
    visit.go("/settings/providers")
    visit.button("settings.voice.add").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name=visit.vendor.label).click()
    key = {"es": "Clave de API", "en": "API key"}[words.language]
    sheet.get_by_label(key, exact=True).fill(server.key)
    visit.look("connect", over=True)
    visit.text("settings.providers.advanced", at=sheet).click()
    where = {"es": "Dirección", "en": "Address"}[words.language]
    sheet.get_by_label(re.compile(f"^{where}(?! )")).or_(
        sheet.get_by_label(re.compile(f"^{where} · "))
    ).first.fill(server.base_url)
    visit.button("settings.voice.connect", at=sheet).click()
    expect(visit.text("settings.voice.connected", at=sheet)).to_be_visible()
    address = sheet.get_by_label(words("settings.voice.address"), exact=True).input_value()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    try_key(visit, well=True)
    visit.look("connected")

    keyed = visit.keyed
    (account,) = aside(lambda: keyed.get("/voice-accounts"))["items"]
    keyed.account, keyed.hook = account["id"], httpx.URL(address).path


def try_key(visit: Visit, *, well: bool) -> None:
    """Test the account in the settings; what it says there."""
    row = visit.page.get_by_role("listitem").filter(has_text=visit.vendor.label)
    visit.button("settings.providers.test", at=row).click()
    good = re.compile("^" + re.escape(visit.words("settings.voice.test_ok", platform=visit.vendor.label)))
    bad = visit.words("settings.voice.reasons.voice_unavailable")
    expect(row.get_by_text(good if well else bad)).to_be_visible()
    expect(visit.text(f"settings.providers.health.{'ok' if well else 'failing'}", at=row)).to_be_visible()


def deploy(visit: Visit) -> str:
    page, words = visit.page, visit.words
    agent = aside(visit.keyed.agent)
    visit.go(f"/agents/{agent}/deploy")
    visit.button("deployments.deploy_here").click()
    sheet = page.get_by_role("dialog")
    native = words("deployments.modes.native")
    sheet.get_by_role("radio", name=re.compile(f"^{re.escape(native)}")).click()
    sheet.get_by_role("combobox", name=words("deployments.voice")).click()
    page.get_by_role("option", name=visit.vendor.voice).click()
    go = visit.button("deployments.deploy", at=sheet)
    expect(go).to_be_enabled()
    visit.look("deploy", over=True)
    go.click()
    expect(sheet).to_be_hidden()
    aside(work)
    expect(visit.state("live")).to_be_visible()
    expect(page.get_by_text(visit.vendor.voice, exact=True)).to_be_visible()
    visit.look("live")
    return agent


def call(visit: Visit) -> None:
    sheet, dialled = visit.calls("Ana Ruiz", "+34912345678")
    aside(work)
    visit.talks(sheet, dialled())
    expect(sheet.get_by_text("They greeted.")).to_be_visible()
    expect(sheet.get_by_text("Hello!")).to_be_visible()
    cost = visit.text("calls.figures.cost", at=sheet).locator("xpath=..")
    expect(cost).to_contain_text(re.compile(r"0[.,]13"))
    expect(sheet.get_by_role("group", name=visit.words("calls.player.title"))).to_be_visible()
    expect(visit.text("calls.evidence.webhook", at=sheet)).to_be_visible()
    visit.look("call", over=True)


def end_early(visit: Visit) -> None:
    """Hung up from here, where the platform has a way; where it has none, that is said."""
    sheet, dialled = visit.calls("Luis Prado", "+34912345679")
    aside(work)
    theirs = dialled()
    server: Any = visit.keyed.server
    if not visit.vendor.hangs_up:
        cannot = visit.text("calls.hang_up.cannot", at=sheet, platform=visit.vendor.label)
        expect(cannot).to_be_visible()
        expect(visit.button("calls.hang_up.cancel", at=sheet)).to_have_count(0)
        visit.look("no-hanging-up", over=True)
        visit.talks(sheet, theirs)
        return
    server.answer_call(theirs)
    visit.tells(visit.vendor.starts, theirs)
    visit.button("calls.hang_up.hang_up", at=sheet).click()
    question = visit.page.get_by_role("alertdialog")
    visit.button("calls.hang_up.hang_up", at=question).click()
    expect(visit.stands(sheet, "stopping")).to_be_visible()
    aside(work)
    assert visit.there()[theirs]["disconnection_reason"] == "manual_stopped"
    visit.tells(visit.vendor.ends[:1], theirs)
    expect(sheet.get_by_text(visit.words("calls.ending.stopped"))).to_be_visible()


def settle_drift(visit: Visit, agent: str) -> None:
    """Another hand chooses another voice there; it is seen, and ours is written over it."""
    page, words, vendor = visit.page, visit.words, visit.vendor
    provider = visit.keyed.server.provider()
    remote = aside(lambda: visit.keyed.deployment(agent))["provider_agent_id"]
    change_voice(visit, remote, vendor.other_voice)
    visit.go(f"/agents/{agent}/deploy")
    page.get_by_role("button", name=words("deployments.actions_for", name=vendor.label)).click()
    page.get_by_role("menuitem", name=words("deployments.check"), exact=True).click()
    expect(visit.state("drifted")).to_be_visible()
    visit.button("deployments.drift.look").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(vendor.voice_path, exact=True)).to_be_visible()
    expect(sheet.get_by_text(vendor.other_voice)).to_be_visible()
    visit.look("drift", over=True)
    visit.button("deployments.drift.overwrite", at=sheet).click()
    expect(sheet).to_be_hidden()
    aside(work)
    expect(visit.state("live")).to_be_visible()
    assert voice_of(provider.read_agent(remote).config, vendor) == vendor.voice_id


def change_voice(visit: Visit, remote: str, voice: str) -> None:
    server: Any = visit.keyed.server
    if visit.vendor.name == "elevenlabs":
        server.agents[remote]["conversation_config"]["tts"]["voice_id"] = voice
        return
    provider = server.provider()
    config = provider.read_agent(remote).config
    provider.update_agent(remote, {"agent": {**config["agent"], "voice_id": voice}, "llm": config["llm"]})


def voice_of(config: Any, vendor: Vendor) -> str:
    for name in vendor.voice_path.split("."):
        config = config[name]
    return str(config)


def bring_in(visit: Visit) -> None:
    """An agent that was made there is brought in, and goes on as it was."""
    page, words, vendor = visit.page, visit.words, visit.vendor
    remote = visit.keyed.server.provider().create_agent(vendor.config, "").id
    visit.go("/agents/import")
    row = page.get_by_role("listitem").filter(has_text=remote)
    visit.button("deployments.import.look", at=row).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label(words("deployments.import.prompt"))).to_have_value("You answer for a clinic.")
    sheet.get_by_role("switch", name=words("deployments.import.adopt")).click()
    visit.look("import", over=True)
    visit.button("deployments.import.bring", at=sheet).click()
    page.wait_for_url(re.compile(r"/agents/agt_\w+/build"))
    made = page.url.split("/")[-2]
    aside(lambda: visit.keyed.post(f"/agents/{made}/publish", {}))
    aside(work)
    visit.go(f"/agents/{made}/deploy")
    expect(visit.state("live")).to_be_visible()
    expect(page.get_by_text(re.compile(re.escape(words("deployments.adopted"))))).to_be_visible()
    assert aside(lambda: visit.keyed.deployment(made))["provider_agent_id"] == remote


def wait_out_an_outage(visit: Visit) -> None:
    """The platform is down: said at the call and at the account; when it is back, the call is placed."""
    server: Any = visit.keyed.server
    sheet, dialled = visit.calls("Eva Mora", "+34912345680")
    server.fail("*", OUTAGE, times=10_000)
    placing._numbers.clear()
    # Its numbers are asked for first, which nobody can take for a call.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(placing, "_NUMBERS_TRUSTED", timedelta(0))
        aside(work)
    down = f"{visit.words('calls.problem.voice_unavailable')} {visit.words('calls.problem.again')}"
    expect(sheet.get_by_text(down)).to_be_visible()
    visit.look("call-waits", over=True)
    visit.go("/settings/providers")
    try_key(visit, well=False)
    visit.look("down")
    server.faults.clear()
    try_key(visit, well=True)
    visit.go("/calls")
    visit.page.get_by_role("link", name="Eva Mora").click()
    sheet = visit.page.get_by_role("dialog")
    deadline = time.monotonic() + 60
    before = server.dials
    while server.dials == before and time.monotonic() < deadline:
        aside(work)
        visit.page.wait_for_timeout(500)
    visit.talks(sheet, dialled())
    assert server.dials == before + 1
