"""Proving an agent: a scenario is written, held, seen to fail and why, and kept from a test conversation."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.furnished import House, api_of, aside, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording

EVERYTHING = {
    "channel": "voice",
    "language": "",
    "at": "2026-11-20T23:30:05+00:00",
    "hours": "closed",
    "variables": {"plan": "42", "datos": {"a": [True]}},
    "steps": [
        {"say": "Hola.\nQuiero una cita.", "choice": "", "keys": "", "silent": False},
        {"say": "", "choice": "", "keys": "", "silent": True},
        {"say": "", "choice": "Sí", "keys": "", "silent": False},
        {"say": "", "choice": "", "keys": "12#", "silent": False},
        {"say": "", "choice": "", "keys": "", "silent": True},
    ],
    "facts": {"nombre": "Ana"},
    "persona": None,
    "seed": 12,
    "mocks": [
        {"tool": "huecos", "ok": True, "result": {"slots": ["10:00"]}, "error": ""},
        {"tool": "huecos", "ok": False, "result": None, "error": "http_500"},
    ],
    "replies": [
        {
            "node": "",
            "ok": True,
            "says": "El jueves hay sitio.\n¿Le apunto?",
            "calls": [{"tool": "huecos", "arguments": {"dia": "jueves", "personas": 2}}],
            "keeps": {"nombre": "Ana"},
            "leaves": "booked",
        },
        {"node": "elsewhere", "ok": False, "says": "", "calls": [], "keeps": {}, "leaves": ""},
    ],
    "then_ask": True,
    "checks": [
        {"kind": "said", "text": "Hola", "step": 0},
        {"kind": "tool_called", "tool": "huecos", "arguments": {"dia": "jueves", "personas": 2}},
        {"kind": "ends", "how": "person", "outcome": "handed_off"},
    ],
}

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
        sheet.get_by_label(words("scenarios.sheet.line", at=1), exact=True).fill("¿Dónde están?")
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

    name = f"Imposible {language}"
    page.get_by_role("searchbox", name=words("scenarios.find.words")).fill(name.upper())
    expect(page.get_by_role("button", name=f"Dirección {language}", exact=True)).to_be_hidden()
    page.get_by_role("button", name=words("scenarios.run.one", name=name)).click()
    one = run.get_by_role("button", name=name)
    expect(one).to_be_disabled()
    expect(run.get_by_role("listitem")).to_have_count(1)
    aside(work)
    expect(one).to_contain_text(words("scenarios.result.failed"))
    run.get_by_role("button", name=words("scenarios.run.failed"), exact=True).click()
    expect(one).to_be_disabled()
    aside(work)
    expect(one).to_contain_text(words("scenarios.result.failed"))
    run.get_by_role("button", name=words("ui.close")).click()
    expect(run).to_be_hidden()
    moved = page.get_by_role("img", name=words("scenarios.history", passed=0, total=3))
    expect(moved).to_be_visible()
    look(page, f"scenario-found-{language}")
    page.get_by_role("button", name=words("scenarios.run.more"), exact=True).click()
    page.get_by_role("menuitem", name=words("scenarios.runs.version", number=1)).click()
    expect(page.get_by_role("dialog", name=words("scenarios.runs.version", number=1))).to_be_visible()
    aside(work)


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("pt", "dark", 390)], ids=["wide", "phone"]
)
def test_what_is_opened_and_saved_stays_what_it_was(
    house: House,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    name = f"Todo {language}"

    def written() -> list[dict[str, Any]]:
        items = api_of(house.email).get(f"/agents/{house.agent}/scenarios").json()["items"]
        return [each["script"] for each in items if each["name"] == f"{name}."]

    aside(
        lambda: api_of(house.email).post(
            f"/agents/{house.agent}/scenarios", {"name": name, "script": EVERYTHING}
        )
    )
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/agents/{house.agent}/scenarios")
    page.get_by_role("button", name=name, exact=True).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label(words("scenarios.sheet.line", at=1), exact=True)).to_have_value(
        "Hola.\nQuiero una cita."
    )
    look(page, f"scenario-everything-{language}", over=True)
    answer = sheet.get_by_role("group", name=words("scenarios.sheet.reply", at=1))
    expect(answer.get_by_label(words("scenarios.sheet.reply_tool"), exact=True)).to_have_value("huecos")
    answer.scroll_into_view_if_needed()
    look(page, f"scenario-replies-{language}", over=True)
    told = sheet.get_by_role("group", name=words("scenarios.sheet.arguments")).first
    expect(told.get_by_label(words("scenarios.sheet.pair_value", at=2))).to_have_value("2")
    sheet.get_by_text(words("scenarios.sheet.variables_help")).scroll_into_view_if_needed()
    look(page, f"scenario-advanced-{language}", over=True)
    sheet.get_by_label(words("scenarios.sheet.name"), exact=True).fill(f"{name}.")
    sheet.get_by_role("button", name=words("scenarios.sheet.save"), exact=True).click()
    expect(sheet).to_be_hidden()
    assert aside(written) == [EVERYTHING]

    page.get_by_role("button", name=f"{name}.", exact=True).click()
    line = sheet.get_by_label(words("scenarios.sheet.line", at=1), exact=True)
    line.press("End")
    line.press("Enter")
    added = sheet.get_by_label(words("scenarios.sheet.line", at=2), exact=True)
    expect(added).to_be_focused()
    added.fill("El jueves")
    sheet.get_by_role("button", name=words("scenarios.sheet.line_up", at=2)).click()
    sheet.get_by_role("button", name=words("scenarios.sheet.save"), exact=True).click()
    expect(sheet).to_be_hidden()
    [changed] = aside(written)
    assert [each["say"] for each in changed["steps"]][:2] == ["El jueves", "Hola.\nQuiero una cita."]
