"""A file of another builder becomes an agent that talks; the agent becomes a file that says what would change."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.furnished import House, api_of, aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.studio.imports import samples

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_file_is_looked_at_made_an_agent_and_compared(
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
    page.goto(f"{server}/agents/import")
    expect(page.get_by_role("heading", name=words("imports.from_file"))).to_be_visible()
    look(page, f"import-{language}")
    chooser = page.locator("input[type=file]").first
    chooser.set_input_files({"name": "roto.json", "mimeType": "application/json", "buffer": b'{"groups": ['})
    expect(page.get_by_role("alert")).to_contain_text("roto.json")
    look(page, f"import-refused-{language}")
    name = f"Reservas {language}"
    chooser.set_input_files(
        {"name": f"{language}.json", "mimeType": "application/json", "buffer": samples.content_of("typebot")}
    )
    expect(page.get_by_text(words("imports.counts.flows"), exact=True)).to_be_visible()
    expect(page.get_by_text("¿Cuántos años tiene?")).to_be_visible()
    expect(
        page.get_by_text("cita_api_example_com").or_(page.get_by_text("api.example.com")).first
    ).to_be_visible()
    look(page, f"import-preview-{language}")
    page.get_by_label(words("agents.columns.name"), exact=True).fill(name)
    page.get_by_role("button", name=words("imports.make.submit"), exact=True).click()
    page.wait_for_url("**/build**")
    expect(page.get_by_role("heading", name=name).first).to_be_visible()
    look(page, f"import-made-{language}")
    page.goto(f"{server}/agents/import")
    page.get_by_role("link", name=f"{language}.json", exact=True).click()
    expect(page.get_by_text(words("imports.made_detail"))).to_be_visible()
    look(page, f"import-report-{language}")
    _several(page, server, words, language)
    _compared(house, server, context, words, name, language)


def _several(page: Page, server: str, words: Wording, language: str) -> None:
    """Of two agents that come in at once, one is looked at and the other made."""
    page.goto(f"{server}/agents/import")
    page.locator("input[type=file]").first.set_input_files(
        [
            {"name": f"{name}.json", "mimeType": "application/json", "buffer": samples.content_of(name)}
            for name in ("typebot", "vapi_squad")
        ]
    )
    page.wait_for_url("**/agents/import/several/**")
    expect(page.get_by_role("heading", name=words("imports.several.agents_other", count=2))).to_be_visible()
    look(page, f"import-several-{language}")
    boxes = page.get_by_role("checkbox")
    boxes.nth(1).click()
    page.get_by_role("button", name=words("imports.several.submit_one", count=1), exact=True).click()
    expect(page.get_by_role("link", name=words("imports.open"), exact=True)).to_be_visible()
    expect(boxes).to_have_count(1)
    page.get_by_role("link", name="Reservas", exact=True).click()
    expect(page.get_by_text("¿Cuántos años tiene?")).to_be_visible()
    page.get_by_role("link", name=words("imports.several.back"), exact=True).click()
    expect(boxes).to_have_count(1)
    look(page, f"import-several-made-{language}")


def _compared(
    house: House, server: str, context: BrowserContext, words: Wording, name: str, language: str
) -> None:
    """Export the agent, change a word in the file, and have the draft say it."""
    page = context.new_page()
    page.goto(f"{server}/agents?search={name}")
    page.get_by_role("button", name=words("agents.actions_for", name=name), exact=True).click()
    page.get_by_role("menuitem", name=words("agents.steps.export"), exact=True).click()
    sheet = page.get_by_role("dialog")
    content = sheet.locator("textarea")
    expect(content).to_have_value(re.compile("format: centralita.agent"))
    look(page, f"export-{language}", over=True)
    with page.expect_download() as download:
        sheet.get_by_role("button", name=words("imports.export.download"), exact=True).click()
    saved = download.value.path().read_text(encoding="utf-8")
    changed = saved.replace("¿Cuántos años tiene?", "¿Qué edad tiene?")
    assert changed != saved
    chooser = sheet.locator("input[type=file]")
    chooser.set_input_files({"name": "a.yaml", "mimeType": "text/yaml", "buffer": saved.encode()})
    expect(sheet.get_by_text(words("imports.compare.same"), exact=True)).to_be_visible()
    aside(lambda: _write_a_scenario(house, name))
    chooser.set_input_files({"name": "a.yaml", "mimeType": "text/yaml", "buffer": changed.encode()})
    expect(sheet.get_by_text("¿Qué edad tiene?").first).to_be_visible()
    expect(sheet.get_by_text(words("imports.compare.stays", names="Saluda"), exact=True)).to_be_visible()
    look(page, f"export-compared-{language}", over=True)
    sheet.get_by_role("button", name=words("imports.compare.replace"), exact=True).click()
    sheet.get_by_role("button", name=words("imports.compare.confirm"), exact=True).click()
    expect(sheet.get_by_text(words("imports.compare.same"), exact=True)).to_be_visible()
    sheet.get_by_label(words("imports.export.format"), exact=True).click()
    page.get_by_role("option", name=words("imports.export.formats.retell"), exact=True).click()
    expect(content).to_have_value(re.compile("conversationFlow"))
    look(page, f"export-retell-{language}", over=True)


def _write_a_scenario(house: House, name: str) -> None:
    """One of which the file says nothing."""
    api = api_of(house.email)
    (agent,) = [one["id"] for one in api.get("/agents").json()["items"] if one["name"] == name]
    script = {"steps": [], "checks": [{"kind": "ends", "how": "open"}]}
    made = api.post(f"/agents/{agent}/scenarios", {"name": "Saluda", "script": script})
    assert made.status_code == 201, made.content
