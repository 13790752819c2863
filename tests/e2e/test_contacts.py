"""Contacts from a file to the undo of it, as a person walks it in both languages and on both screens."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.furnished import House, aside, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.operations.contacts.workbooks import texts, workbook

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

PEOPLE = """Nombre;Apellidos;Teléfono;Correo
{mark}a;Soto;+34 600 {n} 01;uno.{mark}@example.com
{mark}b;Soto;+34 600 {n} 02;dos.{mark}@example.com
{mark}c;Soto;nada;
"""


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_from_a_file_to_its_undo(
    house: House,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    house.enter(context, server, language)
    page, words = context.new_page(), Wording(language)
    mark, number = ("Nadia", "41 42") if language == "es" else ("Otto", "51 52")

    page.goto(f"{server}/contacts/import")
    content = PEOPLE.format(mark=mark, n=number)
    page.locator("input[type=file]").set_input_files(
        {"name": "clientes.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    expect(page.get_by_role("heading", name=words("contacts.import.map"))).to_be_visible()
    expect(page.get_by_text(f"{mark}a Soto")).to_be_visible()
    expect(page.get_by_text(words("contacts.import.action.refuse"), exact=True)).to_be_visible()
    look(page, f"import-draft-{language}")
    page.get_by_role("button", name=words("contacts.import.start", rows=3)).click()
    expect(page.get_by_text(words("contacts.import.leave"))).to_be_visible()
    aside(work)
    expect(page.get_by_role("link", name=words("contacts.import.see"))).to_be_visible()
    look(page, f"import-done-{language}")
    result = page.url

    page.get_by_role("link", name=words("contacts.import.see")).click()
    expect(page.get_by_role("link", name=re.compile(f"{mark}[ab]"))).to_have_count(2)
    look(page, f"contacts-{language}")
    page.get_by_role("link", name=f"{mark}a Soto").click()
    sheet = page.get_by_role("dialog", name=f"{mark}a Soto")
    expect(sheet).to_be_visible()
    # Nothing was agreed to, so nobody may sell anything to them by phone, at whatever hour this runs.
    callable_ = sheet.get_by_role("region", name=words("contacts.contactability.title"))
    expect(callable_.get_by_text(words("contacts.contactability.no"), exact=True)).to_be_visible()
    look(page, f"contact-{language}")
    sheet.get_by_role("combobox", name=words("contacts.columns.stage")).click()
    page.get_by_role("option").nth(4).click()
    expect(sheet.get_by_role("combobox", name=words("contacts.columns.stage"))).not_to_be_disabled()
    sheet.get_by_role("tab", name=words("contacts.timeline.title")).click()
    expect(
        sheet.get_by_role("list", name=words("contacts.timeline.title")).get_by_role("listitem")
    ).to_have_count(2)
    look(page, f"contact-history-{language}")
    sheet.get_by_role("tab", name=re.compile(words("contacts.consents.title"))).click()
    look(page, f"contact-consents-{language}")

    page.goto(result)
    page.get_by_role("button", name=words("contacts.import.undo")).click()
    page.get_by_role("alertdialog").get_by_role("button", name=words("contacts.import.undo")).click()
    expect(page.get_by_text(words("contacts.import.status.undoing")).first).to_be_visible()
    aside(work)
    # Whom somebody moved on since is kept; the other one is gone.
    expect(page.get_by_text(words("contacts.import.kept_detail"))).to_be_visible()
    look(page, f"import-undone-{language}")
    page.goto(f"{server}/contacts?search={mark}")
    expect(page.get_by_role("link", name=re.compile(f"{mark}[ab]"))).to_have_count(1)


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_board_a_view_and_a_workbook_with_consents(
    house: House,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    house.enter(context, server, language)
    page, words = context.new_page(), Wording(language)
    mark, number = ("Iris", "600414") if language == "es" else ("Hugo", "600515")

    page.goto(f"{server}/contacts/import")
    rows = texts("Nombre", "Teléfono", "Consentimiento", "No llamar")
    rows += texts(f"{mark} Sol", f"{number}001", "2026-03-01", "no") + texts(
        f"{mark} Luz", f"{number}002", "sí", "sí"
    )
    page.locator("input[type=file]").set_input_files(
        {"name": "feria.xlsx", "mimeType": "application/zip", "buffer": workbook(Otra=texts("a"), Feria=rows)}
    )
    page.get_by_role("combobox", name=words("contacts.import.sheet")).click()
    page.get_by_role("option", name="Feria").click()
    expect(page.get_by_text(f"{mark} Sol").first).to_be_visible()
    expect(page.get_by_role("heading", name=words("contacts.import.consent.title"))).to_be_visible()
    start = page.get_by_role("button", name=words("contacts.import.start", rows=2))
    expect(start).to_be_disabled()
    page.get_by_label(words("contacts.import.consent.given_on")).fill("2026-02-01")
    page.get_by_label(words("contacts.import.consent.wording")).fill("Acepto que me llamen por teléfono")
    page.get_by_role("checkbox", name=words("contacts.import.consent.confirm")).click()
    look(page, f"import-workbook-{language}")
    start.click()
    expect(page.get_by_text(words("contacts.import.leave"))).to_be_visible()
    aside(work)
    expect(page.get_by_role("link", name=words("contacts.import.see"))).to_be_visible()

    page.goto(f"{server}/contacts?search={mark}")
    page.get_by_role("radio", name=words("contacts.board.board")).click()
    expect(page).to_have_url(re.compile("as=board"))
    expect(page.get_by_role("link", name=f"{mark} Sol")).to_be_visible()
    look(page, f"board-{language}")
    # With the keyboard alone: the card goes, and whoever moved it stays with it.
    move = page.get_by_role("button", name=words("contacts.board.move", name=f"{mark} Sol"))
    move.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"{mark} Sol")).to_be_focused()
    if width > 640:
        card = page.locator("li[draggable]", has_text=f"{mark} Luz")
        columns = page.get_by_role("region", name=words("contacts.board.board")).locator("section")
        card.drag_to(columns.nth(2))
        expect(columns.nth(2).get_by_role("link", name=f"{mark} Luz")).to_be_visible()
    look(page, f"board-moved-{language}")

    page.get_by_role("button", name=words("contacts.views.title")).click()
    page.get_by_role("menuitem", name=words("contacts.views.save")).click()
    page.get_by_label(words("contacts.views.name"), exact=True).fill(f"Vista {mark}")
    look(page, f"view-save-{language}")
    page.get_by_role("dialog").get_by_role("button", name=words("contacts.views.keep")).click()
    expect(page.get_by_role("button", name=f"Vista {mark}")).to_be_visible()
    page.goto(f"{server}/contacts")
    page.get_by_role("button", name=words("contacts.views.title")).click()
    look(page, f"views-{language}", over=True)
    page.get_by_role("menuitem", name=f"Vista {mark}").click()
    expect(page.get_by_role("link", name=re.compile(mark))).to_have_count(2)
    look(page, f"view-open-{language}")
