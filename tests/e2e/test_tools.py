"""A tool from the empty page to a test conversation that calls it, in both languages and on both screens."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from centralita.identity.organizations.models import Organization
from tests.e2e.furnished import House, aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.studio.tools.stub import Answer, Stub, serving_tools
from tests.studio.tools.test_mcp import DIARY, Server

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


# What each tab shows of the tool once it has been tried and published.
SHOWN = {"calls": "2026-03-14", "versions": "1", "documentation": "slots[0].start"}


# As if this text had been copied somewhere else.
_PASTE = """(box, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    with serving_tools() as stub:
        stub.answer = lambda _asked: Answer.of({"slots": [{"start": "10:30"}]})
        yield stub


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_tool_is_made_tried_published_and_granted(
    house: House,
    stub: Stub,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    house.enter(context, server, language)
    page, words = context.new_page(), Wording(language)
    name = f"Huecos {language}"
    page.goto(f"{server}/tools?search=nothing-like-it")
    look(page, f"tools-none-{language}")
    page.goto(f"{server}/tools")
    _read_document(page, words, language)
    page.get_by_role("button", name=words("tools.new")).first.click()
    page.get_by_label(words("tools.label"), exact=True).fill(name)
    look(page, f"tools-new-{language}", over=True)
    page.get_by_role("button", name=words("tools.create"), exact=True).click()
    expect(page.get_by_text(words("tools.problems.address_missing"))).to_be_visible()
    look(page, f"tools-draft-{language}")
    _write(page, words, stub)
    look(page, f"tools-written-{language}")
    page.get_by_label("day", exact=True).fill("2026-03-14")
    page.get_by_role("button", name=words("tools.bench.run"), exact=True).click()
    expect(page.get_by_label(words("tools.bench.result"), exact=True)).to_contain_text("10:30")
    assert stub.asked[-1].headers["x-key"] == "very-secret"
    expect(page.get_by_text("very-secret")).to_have_count(0)
    page.get_by_label(words("tools.cases.name"), exact=True).fill("Un sábado")
    page.get_by_role("button", name=words("tools.cases.add"), exact=True).click()
    expect(page.get_by_role("button", name="Un sábado", exact=True)).to_be_visible()
    page.get_by_role("button", name=words("tools.cases.try_all_one", count=1), exact=True).click()
    expect(page.get_by_text(words("tools.cases.same"), exact=True)).to_be_visible()
    stub.answer = lambda _asked: Answer.of({"slots": [{"start": "11:45"}]})
    page.get_by_role("button", name=words("tools.cases.try_all_one", count=1), exact=True).click()
    expect(page.get_by_text(words("tools.cases.otherwise_one", count=1), exact=True)).to_be_visible()
    expect(page.get_by_text("slots[0].start", exact=True)).to_be_visible()
    look(page, f"tools-tried-all-{language}")
    stub.answer = lambda _asked: Answer.of({"slots": [{"start": "10:30"}]})
    page.get_by_label(words("tools.cases.mock"), exact=True).click()
    look(page, f"tools-tried-{language}")
    page.get_by_role("button", name=words("tools.json.open"), exact=True).first.click()
    expect(page.get_by_label(words("tools.json.label"), exact=True)).to_have_value(
        re.compile(r"slots\[0\]\.start")
    )
    look(page, f"tools-json-{language}")
    page.get_by_role("button", name=words("tools.publish.open"), exact=True).click()
    sheet = page.get_by_role("dialog")
    look(page, f"tools-publish-{language}", over=True)
    sheet.get_by_role("button", name=words("tools.publish.open"), exact=True).click()
    expect(page.get_by_text(words("tools.status.live", number=1), exact=True).first).to_be_visible()
    for tab in ("calls", "versions", "documentation"):
        page.get_by_role("link", name=words(f"tools.tabs.{tab}"), exact=True).click()
        expect(page.get_by_text(SHOWN[tab], exact=False).first).to_be_visible()
        look(page, f"tools-{tab}-{language}")
    expect(page.get_by_text("Sigo mirando.", exact=True)).to_be_visible()
    _share(page, words, stub, name)
    page.goto(f"{server}/agents/{house.agent}/tools")
    expect(page.get_by_text(f"huecos_{language}", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name=f"huecos_{language}").click()
    expect(page.get_by_text(words("agents.tools.version", number=1)).first).to_be_visible()
    look(page, f"agent-tools-{language}")


def _share(page: Page, words: Wording, stub: Stub, name: str) -> None:
    """Make the tool's own sign-in one for several tools, give it another key, test it, and find where it is used."""
    language = words.language
    page.get_by_role("link", name=words("tools.tabs.build"), exact=True).click()
    page.get_by_role("button", name=words("tools.shared.share"), exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words("tools.shared.label"), exact=True).fill(f"Agenda {language}")
    look(page, f"tools-share-{language}", over=True)
    dialog.get_by_role("button", name=words("tools.shared.share"), exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text(words("tools.shared.used_one", count=1, names=name), exact=True)).to_be_visible()
    look(page, f"tools-shared-{language}")
    page.get_by_role("link", name=words("tools.shared.open"), exact=True).click()
    row = page.get_by_role("listitem").filter(has_text=f"Agenda {language}")
    expect(row.get_by_role("link", name=name, exact=True)).to_be_visible()
    row.get_by_role("button", name=f"{words('tools.shared.edit')}: Agenda {language}", exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(words("tools.sign_in.fields.api_key"), exact=True).fill("another-secret")
    look(page, f"tools-sign-in-{language}", over=True)
    sheet.get_by_role("button", name=words("tools.save"), exact=True).click()
    expect(sheet).to_have_count(0)
    before = stub.answer
    stub.answer = lambda asked: Answer.of({}, 200 if asked.headers.get("x-key") == "another-secret" else 401)
    row.get_by_role("button", name=f"{words('tools.shared.test')}: Agenda {language}", exact=True).click()
    expect(row.get_by_text(words("tools.shared.works"), exact=True)).to_be_visible()
    stub.answer = before
    look(page, f"tools-sign-ins-{language}")
    row.get_by_role("button", name=f"{words('tools.delete.open')}: Agenda {language}", exact=True).click()
    question = page.get_by_role("alertdialog")
    question.get_by_role("button", name=words("tools.delete.open"), exact=True).click()
    # It is refused, and the tool that uses it is named.
    expect(page.get_by_text(f"{name} (1)")).to_be_visible()
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)


def _read_document(page: Page, words: Wording, language: str) -> None:
    """Read a document that says how one signs in, and make a tool of it that does."""
    document = {
        "openapi": "3.1.0",
        "servers": [{"url": "https://api.example.com"}],
        "paths": {
            f"/rooms-{language}": {
                "get": {"summary": f"Rooms {language}", "operationId": f"rooms_{language}"}
            }
        },
        "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "house_key"}}},
    }
    page.get_by_role("button", name=words("tools.openapi.open"), exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(words("tools.openapi.document"), exact=True).fill(json.dumps(document))
    sheet.get_by_role("button", name=words("tools.openapi.read"), exact=True).click()
    sheet.get_by_role("checkbox", name=f"Rooms {language}").click()
    expect(sheet.get_by_label(words("tools.sign_in.fields.parameter"), exact=True)).to_have_value("house_key")
    sheet.get_by_label(words("tools.sign_in.fields.api_key"), exact=True).fill("very-secret")
    expect(sheet.get_by_text("https://api.example.com", exact=False).last).to_be_visible()
    look(page, f"tools-openapi-{language}", over=True)
    sheet.get_by_role("button", name=words("tools.openapi.make_one", count=1), exact=True).click()
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("link", name=f"Rooms {language}", exact=True).first).to_be_visible()


def _write(page: Page, words: Wording, stub: Stub) -> None:
    """Fill in the form and save it."""
    page.get_by_label(words("tools.purpose.description"), exact=True).fill("Huecos libres de un día")
    slow = page.get_by_role("group", name=words("tools.spoken.say_slow"), exact=True)
    slow.get_by_role("textbox").first.fill("Sigo mirando.")
    waits = page.get_by_role("switch", name=words("tools.spoken.waits"), exact=True)
    waits.click()
    # What nobody waits for is neither slow nor failed to whoever talks.
    expect(slow).to_have_count(0)
    waits.click()
    expect(slow.get_by_role("textbox").first).to_have_value("Sigo mirando.")
    page.get_by_role("button", name=words("tools.arguments.add"), exact=True).click()
    page.get_by_label(words("tools.arguments.name", number=1), exact=True).fill("day")
    address = page.get_by_label(words("tools.request.address"), exact=True)
    address.evaluate(_PASTE, f"curl '{stub.address}/slots/x?lang=es' -H 'X-Key: pasted-secret'")
    expect(page.get_by_label(words("tools.sign_in.fields.header"), exact=True)).to_have_value("X-Key")
    expect(page.get_by_text(words("tools.curl.signs"), exact=False)).to_be_visible()
    address.fill(f"{stub.address}/slots/{{day}}")
    page.get_by_role("button", name=words("tools.answer.add"), exact=True).click()
    page.get_by_label(f"{words('tools.answer.variable')} 1", exact=True).fill("first_slot")
    page.get_by_label(f"{words('tools.answer.path')} 1", exact=True).fill("slots[0].start")
    page.get_by_label(words("tools.sign_in.kind"), exact=True).click()
    page.get_by_role("option", name=words("tools.sign_in.kinds.api_key"), exact=True).click()
    page.get_by_label(words("tools.sign_in.fields.header"), exact=True).fill("X-Key")
    page.get_by_label(words("tools.sign_in.fields.api_key"), exact=True).fill("very-secret")
    page.get_by_role("button", name=words("tools.save"), exact=True).click()
    expect(page.get_by_text(words("tools.saved"), exact=True)).to_be_visible()


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "dark", 1440), ("es", "light", 390)])
def test_tools_of_an_mcp_server_become_the_organizations(
    house: House,
    stub: Stub,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    house.enter(context, server, language)
    page, words = context.new_page(), Wording(language)
    there, before = Server(streams=True), stub.answer
    there.diary = {**DIARY, "name": f"slots-{language}"}
    stub.answer = lambda _asked: Answer(404, b"")
    page.goto(f"{server}/tools")
    page.get_by_role("button", name=words("tools.mcp.open"), exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(words("tools.mcp.address"), exact=True).fill(f"{stub.address}/mcp")
    sheet.get_by_role("combobox", name=words("tools.sign_in.kind"), exact=True).click()
    page.get_by_role("option", name=words("tools.sign_in.kinds.bearer"), exact=True).click()
    sheet.get_by_label(words("tools.sign_in.fields.token"), exact=True).fill("secret-token")
    sheet.get_by_role("button", name=words("tools.mcp.read"), exact=True).click()
    expect(sheet.get_by_text("404")).to_be_visible()
    look(page, f"tools-mcp-refused-{language}", over=True)
    stub.answer = there
    sheet.get_by_role("button", name=words("tools.mcp.read"), exact=True).click()
    sheet.get_by_role("checkbox", name="Free slots").click()
    look(page, f"tools-mcp-{language}", over=True)
    sheet.get_by_role("button", name=words("tools.openapi.make_one", count=1), exact=True).click()
    expect(sheet).to_have_count(0)
    page.get_by_role("link", name="Free slots", exact=True).first.click()
    expect(page.get_by_label(words("tools.mcp.remote"), exact=True)).to_have_value(f"slots-{language}")
    page.get_by_label("slot_day", exact=True).fill("2026-03-14")
    page.get_by_role("button", name=words("tools.bench.run"), exact=True).click()
    expect(page.get_by_label(words("tools.bench.result"), exact=True)).to_contain_text("10:00")
    look(page, f"tools-mcp-tool-{language}")
    _is_locked_by_a_smaller_plan(page, words)
    page.get_by_role("button", name=words("tools.delete.open"), exact=True).first.click()
    page.get_by_role("alertdialog").get_by_role("button", name=words("tools.delete.open"), exact=True).click()
    expect(page).to_have_url(re.compile(r"/tools$"))
    stub.answer = before


def _is_locked_by_a_smaller_plan(page: Page, words: Wording) -> None:
    """What the plan does not have is said before anybody fills it in."""
    here = page.url
    house, _, tool = here.partition("/tools/")
    organization = Organization.objects.filter(slug=house.rpartition("/o/")[2])
    before = aside(lambda: organization.values_list("plan", flat=True).get())
    aside(lambda: organization.update(plan="free"))
    starter = words("tools.plan.names.starter")
    try:
        page.goto(f"{house}/tools")
        page.get_by_role("button", name=words("tools.mcp.open"), exact=True).click()
        sheet = page.get_by_role("dialog")
        told = words("tools.plan.mcp", plan=words("tools.plan.names.free"), needed=starter)
        expect(sheet.get_by_text(told, exact=True)).to_be_visible()
        sheet.get_by_label(words("tools.mcp.address"), exact=True).fill("https://mcp.example.com")
        expect(sheet.get_by_role("button", name=words("tools.mcp.read"), exact=True)).to_be_disabled()
        sheet.get_by_role("combobox", name=words("tools.sign_in.kind"), exact=True).click()
        locked = page.get_by_role("option").filter(has_text=words("tools.plan.locked", needed=starter))
        expect(locked).to_contain_text(words("tools.sign_in.kinds.oauth2"))
        look(page, f"tools-mcp-locked-{words.language}", over=True)
    finally:
        aside(lambda: organization.update(plan=before))
    page.goto(f"{house}/tools/{tool}")
