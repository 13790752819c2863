"""Whatever opens over a page: menus, lists, side sheets, dialogs. Accessible, and closed again by Escape."""

import re
from collections.abc import Callable
from dataclasses import asdict

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.furnished import House
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

# Page → what its buttons that open a sheet or a dialog are called.
SHEETS = {
    "/agents": ["agents.new"],
    "/agents/{agent}/deploy": ["agents.deploy.new", "agents.deploy.edit"],
    "/knowledge/questions": ["knowledge.faq.new", "knowledge.faq.paste"],
    "/knowledge/sources": ["knowledge.sites.new", "knowledge.sources.new"],
    "/contacts": ["contacts.new"],
    "/campaigns/{campaign}": ["campaigns.start", "campaigns.delete"],
    "/settings/business": ["business.records.offerings.add", "business.records.staff.add"],
    "/settings/team": ["settings.team.invite"],
    "/settings/api-keys": ["settings.keys.new"],
    "/settings/providers": ["settings.providers.add", "settings.voice.add"],
    "/settings/organization": ["settings.departure.delete_open"],
}
# Pages whose menus, lists and popovers are opened one by one.
MENUS = [
    "/",
    "/agents",
    "/agents/{agent}/build",
    "/knowledge",
    "/conversations",
    "/contacts",
    "/contacts?as=board",
    "/contacts/{contact}",
    "/campaigns",
    "/campaigns/{campaign}",
    "/contacts/import/{draft_import}",
    "/settings/business",
    "/settings/security",
    "/platform",
]


@pytest.fixture(params=[("es", "light", 1440), ("en", "dark", 390)], ids=["es-light-wide", "en-dark-phone"])
def desk(
    request: pytest.FixtureRequest, house: House, server: str, open_browser: Callable[..., BrowserContext]
) -> tuple[Page, Wording]:
    language, theme, width = request.param
    context = open_browser(language=language, theme=theme, width=width)
    house.enter(context, server, language)
    return context.new_page(), Wording(language)


def visit(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator(".animate-breathe")).to_have_count(0)


def test_sheets_and_dialogs(desk: tuple[Page, Wording], house: House, server: str) -> None:
    page, words = desk
    wrong: list[str] = []
    for address, names in SHEETS.items():
        visit(page, server + address.format(**asdict(house)))
        for name in names:
            page.get_by_role("button", name=words(name), exact=True).first.click()
            dialog = page.get_by_role("dialog").or_(page.get_by_role("alertdialog"))
            expect(dialog).to_be_visible()
            wrong += faults(page, name)
            page.keyboard.press("Escape")
            expect(dialog).to_be_hidden()
    wrong += voices_and_numbers(page, words, server)
    visit(page, f"{server}/account/two-step")
    page.get_by_role("button", name=words("account.two_step.turn_on"), exact=True).click()
    expect(page.get_by_role("img", name=words("account.two_step.qr"))).to_be_visible()
    wrong += faults(page, "two-step")
    assert not wrong, "\n".join(wrong)


def voices_and_numbers(page: Page, words: Wording, server: str) -> list[str]:
    """What opens only after something was chosen."""
    dialog = page.get_by_role("dialog")
    visit(page, f"{server}/voices")
    for name in ("Alba", "Owen"):
        page.get_by_role("checkbox", name=name).click()
    page.get_by_role("button", name=words("voices.compare.open"), exact=True).click()
    expect(dialog.get_by_text("Owen", exact=True)).to_be_visible()
    wrong = faults(page, "voices.compare.open")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    visit(page, f"{server}/settings/channels")
    page.get_by_role("link", name="+34 910 00 00 02").click()
    expect(dialog).to_be_visible()
    wrong += faults(page, "number")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    return wrong


def test_menus_and_lists(desk: tuple[Page, Wording], house: House, server: str) -> None:
    page, _words = desk
    wrong: list[str] = []
    done: set[str] = set()
    for address in MENUS:
        visit(page, server + address.format(**asdict(house)))
        openers = page.locator("[aria-haspopup]:visible:not([disabled])")
        for index in range(openers.count()):
            opener = openers.nth(index)
            label = opener.evaluate("(one) => one.getAttribute('aria-label') || one.innerText || one.id")
            # One of each kind: the rows of a list all have the same menu.
            kind = re.sub(r"«.*»|“.*”|(?<= )\S+$", "", str(label))
            if kind in done:
                continue
            done.add(kind)
            opener.focus()
            expect(opener).to_be_focused()
            page.keyboard.press("Enter")
            expect(page.locator("[role=menu], [role=dialog], [role=listbox]").first).to_be_visible()
            wrong += faults(page, f"{address} {kind}")
            page.keyboard.press("Escape")
            expect(page.locator("[role=menu], [role=listbox]")).to_have_count(0)
            # Back where one was; and the next key goes to the next opener, not to this one.
            expect(opener).to_be_focused()
    assert len(done) > 10
    assert not wrong, "\n".join(wrong)


def test_the_command_palette(desk: tuple[Page, Wording], house: House, server: str) -> None:
    page, words = desk
    visit(page, f"{server}/agents")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name=words("shell.palette.title"))
    box.fill("Recep")
    expect(page.get_by_role("option", name=re.compile("Recepción")).first).to_be_visible()
    look(page, "palette")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/agents/agt_"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    look(page, "shortcuts")


def test_tags_in_use_are_offered(desk: tuple[Page, Wording], house: House, server: str) -> None:
    page, words = desk
    name = f"vip {words.language}"
    box = page.get_by_role("dialog").get_by_role("combobox", name=words("conversations.columns.tags"))
    details = page.get_by_role("tab", name=words("conversations.details.title"))
    visit(page, f"{server}/conversations/{house.conversation}")
    details.click()
    box.first.click()
    page.keyboard.type(name)
    # The tag is shown at once, and kept a moment later: who loads a page anew meanwhile takes the wish back.
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.get_by_role("option", name=words("ui.combobox.create", text=name)).click()
    remove = page.get_by_role("button", name=words("ui.combobox.remove", name=name))
    expect(remove).to_be_attached()
    visit(page, f"{server}/conversations")
    page.locator("tbody").get_by_role("link").nth(1).click()
    details.click()
    expect(box.first).to_be_visible()
    expect(remove).to_have_count(0)
    box.first.click()
    option = page.get_by_role("option", name=name)
    expect(option).to_be_visible()
    look(page, "tags-offered", over=True)
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        option.click()
    expect(remove).to_be_attached()
    visit(page, f"{server}/conversations")
    page.get_by_role("button", name=words("table.filter"), exact=True).click()
    page.get_by_role("menuitem", name=words("conversations.columns.tag"), exact=True).click()
    chosen = page.get_by_role("menuitemradio", name=re.compile(rf"^{name}\s*2$"))
    expect(chosen).to_be_visible()
    look(page, "tags-in-use", over=True)
    chosen.click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name=words("table.days.open"), exact=True).click()
    look(page, "days", over=True)
    page.get_by_label(words("table.days.to"), exact=True).fill("2020-02-01")
    expect(page.get_by_text(words("table.nothing_found"), exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    look(page, "days-chosen")
    page.get_by_role("button", name=words("table.days.clear"), exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(2)


def faults(page: Page, name: str) -> list[str]:
    try:
        look(page, re.sub(r"\W+", "-", name), over=True)
    except AssertionError as finding:
        return [str(finding)]
    return []
