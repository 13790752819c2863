"""Proving an agent: a scenario is written, held, seen to fail and why, and kept from a test conversation."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.furnished import House, aside, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_a_scenario_is_written_held_and_understood(
    house: House,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/agents/{house.agent}/scenarios")
    new = page.get_by_role("button", name=words("scenarios.new"), exact=True)
    expect(new).to_be_visible()
    look(page, f"scenarios-{language}")
    for name, wanted in ((f"Dirección {language}", "Clínica"), (f"Imposible {language}", "zarzaparrilla")):
        new.click()
        sheet = page.get_by_role("dialog")
        sheet.get_by_label(words("scenarios.sheet.name"), exact=True).fill(name)
        sheet.get_by_label(words("scenarios.sheet.lines"), exact=True).fill("¿Dónde están?")
        sheet.get_by_label(words("scenarios.field.words"), exact=True).fill(wanted)
        look(page, f"scenario-{language}", over=True)
        sheet.get_by_role("button", name=words("scenarios.sheet.save"), exact=True).click()
        expect(sheet).to_be_hidden()
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    page.get_by_role("button", name=words("scenarios.run_all"), exact=True).click()
    run = page.get_by_role("dialog")
    expect(run.get_by_role("listitem")).not_to_have_count(0)
    aside(work)
    failed = run.get_by_role("button", name=f"Imposible {language}")
    expect(failed).to_contain_text(words("scenarios.result.failed"))
    expect(run.get_by_role("button", name=f"Dirección {language}")).to_contain_text(
        words("scenarios.result.passed")
    )
    failed.click()
    expect(run.get_by_role("list", name=words("scenarios.result.said"))).to_contain_text("¿Dónde están?")
    look(page, f"run-{language}", over=True)
    run.get_by_role("button", name=words("ui.close")).click()
    expect(run).to_be_hidden()
    look(page, f"scenarios-held-{language}")
