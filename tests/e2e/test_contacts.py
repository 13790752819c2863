"""Contacts from a file to the undo of it, as a person walks it in both languages and on both screens."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.e2e.furnished import House, aside, furnish, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

PEOPLE = """Nombre;Apellidos;Teléfono;Correo
{mark}a;Soto;+34 600 {n} 01;uno.{mark}@example.com
{mark}b;Soto;+34 600 {n} 02;dos.{mark}@example.com
{mark}c;Soto;nada;
"""


@pytest.fixture(scope="module")
def house(chromium: Browser, server: str) -> House:
    return aside(furnish)


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
    aside(work)
    # Whom somebody moved on since is kept; the other one is gone.
    expect(page.get_by_text(words("contacts.import.kept_detail"))).to_be_visible()
    look(page, f"import-undone-{language}")
    page.goto(f"{server}/contacts?search={mark}")
    expect(page.get_by_role("link", name=re.compile(f"{mark}[ab]"))).to_have_count(1)
