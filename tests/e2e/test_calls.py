"""Calls from a lead's sheet to what came of them, as a person sees them go, in both languages and on both screens."""

import io
import math
import re
import struct
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from centralita.identity.access.permissions import Role
from centralita.identity.accounts.models import User
from centralita.kit import clock as clocks
from centralita.kit.clock import FixedClock
from centralita.kit.ids import from_text
from centralita.kit.money import Money
from centralita.operations.calls import placing
from centralita.operations.calls.placing import place
from centralita.operations.calls.ports import PORTS
from centralita.operations.calls.recordings import fetch
from centralita.operations.calls.stopping import stop
from centralita.providers.voice.calls import CallStatus, CostLine, Ending, Utterance
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.opening import OPENERS
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.operations.calls.world import Budgets, Deployments, World, build, make_contact
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

# A Tuesday in the afternoon, in Madrid too: calls are allowed.
TUESDAY = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
SAID = (
    Utterance("agent", "Hola, soy la asistente virtual de Clínica Sol. Esta llamada se graba.", 0.4, 4.0),
    Utterance("callee", "Sí, dígame.", 4.5, 5.6, 0.93),
    Utterance("agent", "Pidió información sobre ortodoncia invisible. ¿Le cuento?", 6.0, 9.0),
    Utterance("tool", 'huecos(servicio="ortodoncia", día="2026-11-26")', 9.2, 9.6),
    Utterance("callee", "Prefiero una visita, pero depende del precio.", 10.0, 12.5, 0.41),
)


@dataclass(frozen=True)
class Office:
    """An organization whose agent calls at a platform in memory."""

    world: World
    viewer: Member

    def enter(
        self, context: BrowserContext, server: str, language: str, member: Member | None = None
    ) -> None:
        who = member or self.world.member
        aside(lambda: User.objects.filter(id=who.user.id).update(language=language))
        cookie = who.api.client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        context.clock.set_system_time(self.world.clock.now())

    def newest(self, contact: str) -> UUID:
        shown = self.world.member.api.get(f"/calls?contact={contact}&limit=1").json()["items"][0]["id"]
        return from_text("call", shown)

    def placed(self, contact: str) -> UUID:
        """The newest call to somebody, dialled by now."""

        def run() -> UUID:
            call = self.newest(contact)
            place(self.world.organization_id, call)
            return call

        return aside(run)

    def moves(self, call: UUID, **told: object) -> None:
        """The platform goes on with a call, and is asked."""

        def run() -> None:
            state = self.world.state
            state.change(state.of(call).call_id, **told)
            self.world.ask(seconds=40)

        aside(run)


def sound(seconds: float = 14) -> bytes:
    """A recording with two voices and a silence."""
    rate = 8000
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        for index in range(int(seconds * rate)):
            at = index / rate
            loud = 0.0 if 9.6 < at < 12 else abs(math.sin(at * 3.1)) * (0.3 + 0.5 * abs(math.sin(at * 0.7)))
            out.writeframesraw(struct.pack("<h", int(12_000 * loud * math.sin(at * 1400))))
    return file.getvalue()


@pytest.fixture(scope="module")
def office(chromium: Browser, server: str) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        clock, state = FixedClock(TUESDAY), MemoryState()
        patch.setattr(clocks, "system_clock", clock)
        patch.setattr(PORTS, "deployments", Deployments())
        patch.setattr(PORTS, "budgets", Budgets())
        patch.setitem(OPENERS, VoicePlatform.SANDBOX, lambda _account: MemoryProvider(state, now=clock.now))
        placing._numbers.clear()

        def furnish() -> Office:
            owner = make_member()
            world = build(owner, clock, state, PORTS, webhooks={})
            return Office(world, make_member(in_=owner, role=Role.VIEWER))

        yield aside(furnish)


@pytest.fixture(params=[("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"])
def desk(
    request: pytest.FixtureRequest, office: Office, server: str, open_browser: Callable[..., BrowserContext]
) -> tuple[Page, Wording]:
    language, theme, width = request.param
    context = open_browser(language=language, theme=theme, width=width)
    office.enter(context, server, language)
    return context.new_page(), Wording(language)


def lead(office: Office, number: str) -> str:
    return aside(lambda: make_contact(office.world.member, number))


def open_lead(page: Page, server: str, contact: str) -> Locator:
    page.goto(f"{server}/contacts/{contact}")
    sheet = page.get_by_role("dialog", name="Ana Ruiz")
    expect(sheet).to_be_visible()
    return sheet


def begin(sheet: Locator, words: Wording) -> None:
    """From a lead's sheet to their call, just asked for."""
    sheet.get_by_role("button", name=words("contacts.call"), exact=True).click()
    sheet.get_by_role("button", name=words("calls.start.call"), exact=True).click()
    expect(sheet.get_by_text(words("calls.status.queued"), exact=True)).to_be_visible()


def test_a_lead_is_called_and_the_call_is_seen_to_its_end(
    desk: tuple[Page, Wording], office: Office, server: str
) -> None:
    page, words = desk
    tag = words.language
    contact = lead(office, "+34912345601" if tag == "es" else "+34912345602")
    sheet = open_lead(page, server, contact)
    look(page, f"lead-{tag}")
    call_button = sheet.get_by_role("button", name=words("contacts.call"), exact=True)
    call_button.focus()
    page.keyboard.press("Enter")
    form = sheet.get_by_role("form")
    expect(form.get_by_role("radio", name=re.compile("Recepción"))).to_be_checked()
    expect(form.get_by_role("heading", name=words("calls.start.title", name="Ana Ruiz"))).to_be_focused()
    look(page, f"start-{tag}")
    # Back and forth by keyboard: the focus is where one goes on.
    form.get_by_role("button", name=words("calls.start.back")).press("Enter")
    expect(call_button).to_be_focused()
    call_button.press("Enter")
    form.get_by_label(words("calls.start.note")).fill("Pregunta por la financiación")
    form.get_by_role("button", name=words("calls.start.call"), exact=True).click()
    expect(sheet.get_by_text(words("calls.status.queued"), exact=True)).to_be_visible()
    look(page, f"queued-{tag}")

    call = office.placed(contact)
    office.moves(call, status=CallStatus.RINGING)
    expect(sheet.get_by_text(words("calls.status.ringing"), exact=True)).to_be_visible()
    look(page, f"ringing-{tag}")
    begun = office.world.clock.now()
    office.moves(call, status=CallStatus.IN_PROGRESS, answered_at=begun, transcript=SAID[:2])
    page.clock.set_system_time(office.world.clock.now())
    expect(sheet.get_by_text(words("calls.status.in_progress"), exact=True)).to_be_visible()
    expect(sheet.get_by_text("Sí, dígame.")).to_be_visible()
    office.moves(call, transcript=SAID)
    expect(sheet.get_by_text("depende del precio")).to_be_visible()
    look(page, f"talking-{tag}")

    beside = page.context.new_page()
    beside.goto(f"{server}/live")
    expect(beside.get_by_text("depende del precio")).to_be_visible()
    look(beside, f"live-{tag}")
    beside.get_by_role("link", name="Ana Ruiz").click()
    expect(beside.get_by_role("dialog").get_by_text("depende del precio")).to_be_visible()
    look(beside, f"live-call-{tag}")
    beside.get_by_role("dialog").get_by_role("button", name=words("calls.hang_up.hang_up")).click()
    look(beside, f"hang-up-{tag}", over=True)
    beside.keyboard.press("Escape")

    state = office.world.state
    state.recordings[state.of(call).call_id] = sound()
    office.moves(
        call,
        status=CallStatus.COMPLETED,
        ending=Ending.CALLEE_HUNG_UP,
        platform_reason="user_hangup",
        ended_at=begun + timedelta(seconds=134),
        duration_seconds=134.0,
        transcript_final=True,
        summary="Quiere una primera visita; le preocupa el precio.",
        sentiment="positive",
        successful=True,
        cost=(CostLine("voice", Money(210_000, "USD")), CostLine("llm", Money(100_000, "USD"))),
        cost_final=True,
        has_recording=True,
        latency_ms={"e2e_p50": 620.0, "e2e_p95": 790.0},
        collected={"servicio": "Ortodoncia"},
    )
    aside(lambda: fetch(office.world.organization_id, call))
    expect(sheet.get_by_text(words("calls.ending.callee_hung_up"))).to_be_visible()
    expect(beside.get_by_role("dialog").get_by_text(words("calls.ending.callee_hung_up"))).to_be_visible()
    beside.get_by_role("dialog").get_by_role("button", name=words("ui.close")).click()
    expect(beside.get_by_text(words("calls.live.empty"))).to_be_visible()
    look(beside, f"live-nobody-{tag}")
    beside.close()
    page.bring_to_front()
    player = sheet.get_by_role("group", name=words("calls.player.title"))
    expect(player.locator("rect").nth(20)).to_be_attached()
    look(page, f"ended-{tag}")
    sheet.get_by_role("button", name=words("calls.transcript.play_from", time="00:06")).click()
    expect(player.get_by_role("button", name=words("calls.player.pause"))).to_be_visible()
    player.get_by_role("button", name=words("calls.player.skip")).click()
    expect(player.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile("00:1[34] / 00:14"))
    look(page, f"playing-{tag}")

    after = sheet.get_by_role("form", name=words("calls.after.title"))
    after.get_by_role("combobox", name=words("calls.after.outcome")).click()
    page.get_by_role("option", name=words("calls.outcome.interested"), exact=True).click()
    outcome = sheet.get_by_role("term").filter(has_text=words("calls.figures.outcome"))
    expect(outcome.locator("xpath=..")).to_contain_text(words("calls.outcome.interested"))
    after.get_by_label(words("calls.after.next")).fill("Enviar presupuesto")
    after.get_by_label(words("calls.after.notes")).fill("Prefiere las mañanas")
    after.get_by_role("button", name=words("calls.after.save")).click()
    expect(after.get_by_role("button", name=words("calls.after.save"))).to_have_count(0)
    sheet.get_by_text(words("calls.facts.title"), exact=True).click()
    sheet.get_by_text("Ortodoncia", exact=True).scroll_into_view_if_needed()
    look(page, f"after-{tag}")
    sheet.get_by_role("button", name=words("calls.again"), exact=True).click()
    expect(sheet.get_by_role("form").get_by_role("button", name=words("calls.start.call"))).to_be_visible()
    sheet.get_by_role("button", name=words("calls.start.back")).click()
    sheet.get_by_role("tab", name=words("contacts.calls"), exact=True).click()
    history = sheet.get_by_role("list", name=words("calls.history.title"))
    expect(history.get_by_role("listitem")).to_have_count(1)
    expect(history.get_by_text(words("calls.outcome.interested"))).to_be_visible()
    look(page, f"history-{tag}")
    history.get_by_role("button").click()
    expect(sheet.get_by_text("Prefiere las mañanas")).to_be_visible()


def test_who_may_not_be_called(desk: tuple[Page, Wording], office: Office, server: str) -> None:
    page, words = desk
    api = office.world.member.api
    number = "+34912345611" if words.language == "es" else "+34912345612"
    made = aside(lambda: api.post("/contacts", {"name": "Ana Ruiz", "phones": [number]}).json()["id"])
    sheet = open_lead(page, server, made)
    sheet.get_by_role("button", name=words("contacts.call"), exact=True).click()
    expect(sheet.get_by_role("button", name=words("calls.start.call"), exact=True)).to_be_disabled()
    look(page, f"not-allowed-{words.language}")
    # What it is for decides which rules hold.
    sheet.get_by_role("radio", name=words("calls.kind.follow_up")).click()
    look(page, f"not-allowed-follow-up-{words.language}")

    # Allowed when one looked, not any more when one presses: the answer says why.
    contact = lead(office, number[:-1] + ("3" if words.language == "es" else "4"))
    sheet = open_lead(page, server, contact)
    sheet.get_by_role("button", name=words("contacts.call"), exact=True).click()
    go = sheet.get_by_role("button", name=words("calls.start.call"), exact=True)
    expect(go).to_be_enabled()
    page.route("**/call-options**", lambda route: route.abort())
    aside(lambda: api.patch(f"/contacts/{contact}", {"do_not_call": True}))
    go.click()
    expect(sheet.get_by_role("alert")).not_to_be_empty()
    look(page, f"refused-{words.language}")


def test_no_line_and_no_money_say_so(desk: tuple[Page, Wording], office: Office, server: str) -> None:
    page, words = desk
    contact = lead(office, "+34912345621" if words.language == "es" else "+34912345622")
    budgets = office.world.budgets
    sheet = open_lead(page, server, contact)
    sheet.get_by_role("button", name=words("contacts.call"), exact=True).click()
    limit, budgets.limit = budgets.limit, 0
    try:
        sheet.get_by_role("button", name=words("calls.start.call"), exact=True).click()
        expect(sheet.get_by_role("alert")).not_to_be_empty()
        look(page, f"no-money-{words.language}")
    finally:
        budgets.limit = limit


def test_cancelled_scheduled_and_listed(desk: tuple[Page, Wording], office: Office, server: str) -> None:
    page, words = desk
    tag = words.language
    contact = lead(office, "+34912345631" if tag == "es" else "+34912345632")
    sheet = open_lead(page, server, contact)
    begin(sheet, words)
    sheet.get_by_role("button", name=words("calls.hang_up.cancel")).click()
    expect(sheet.get_by_text(words("calls.status.cancelled"), exact=True)).to_be_visible()
    look(page, f"cancelled-{tag}")

    sheet.get_by_role("button", name=words("calls.again"), exact=True).click()
    sheet.get_by_role("button", name=words("calls.start.later")).click()
    look(page, f"schedule-{tag}")
    sheet.get_by_role("button", name=words("calls.start.schedule"), exact=True).click()
    sheet.get_by_role("tab", name=words("contacts.calls"), exact=True).click()
    expect(sheet.get_by_text(words("calls.coming.waiting"))).to_be_visible()
    look(page, f"scheduled-{tag}")
    sheet.get_by_role("button", name=words("calls.coming.forget")).click()
    expect(sheet.get_by_text(words("calls.coming.waiting"))).to_have_count(0)

    # Told to hang up while it rings: the platform does, then it is over.
    contact = lead(office, "+34912345633" if tag == "es" else "+34912345634")
    sheet = open_lead(page, server, contact)
    begin(sheet, words)
    call = office.placed(contact)
    office.moves(call, status=CallStatus.RINGING)
    expect(sheet.get_by_text(words("calls.status.ringing"), exact=True)).to_be_visible()
    sheet.get_by_role("button", name=words("calls.hang_up.cancel")).click()
    expect(sheet.get_by_text(words("calls.status.stopping"), exact=True)).to_be_visible()
    look(page, f"stopping-{tag}")
    aside(lambda: stop(office.world.organization_id, call))
    aside(lambda: office.world.ask(seconds=40))
    expect(sheet.get_by_text(words("calls.ending.stopped"))).to_be_visible()
    look(page, f"stopped-{tag}")

    page.goto(f"{server}/calls")
    expect(page.locator("tbody tr").first).to_be_visible()
    look(page, f"calls-{tag}")
    page.get_by_role("button", name=words("table.filter"), exact=True).click()
    page.get_by_role("menuitem", name=words("calls.columns.outcome"), exact=True).click()
    page.get_by_role("menuitemradio", name=words("calls.outcome.busy"), exact=True).click()
    expect(page.get_by_text(words("table.nothing_found"), exact=True)).to_be_visible()
    look(page, f"calls-none-{tag}")
    page.goto(f"{server}/calls?running=false&outcome=nonsense")
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("dialog").get_by_text(words("calls.ending.stopped"))).to_be_visible()
    look(page, f"call-beside-{tag}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_viewer_reads_no_calls_and_places_none(
    office: Office, server: str, open_browser: Callable[..., BrowserContext]
) -> None:
    context, words = open_browser(), Wording("es")
    office.enter(context, server, "es", office.viewer)
    page = context.new_page()
    page.goto(f"{server}/calls")
    expect(page.locator("h1").first).to_be_visible()
    look(page, "viewer-calls")
    expect(page.get_by_role("button", name=words("contacts.call"), exact=True)).to_have_count(0)
