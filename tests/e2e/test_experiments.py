"""Two versions share an agent's visitors: written down, started, looked at, and B put live."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from centralita.config import jobs
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, from_text
from centralita.studio.experiments.counting import standing_of
from centralita.studio.experiments.domain.history import with_point
from centralita.studio.experiments.models import Experiment
from centralita.studio.experiments.queries import sums_of
from centralita.studio.experiments.watching import round_of
from tests.e2e.furnished import House, api_of, aside, furnish
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.live.talk import Visitor, open_chat
from tests.people import Api
from tests.studio.experiments.sharing import saying

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


def two_versions(house: House) -> tuple[str, str]:
    """The agent says one thing live and another in its draft; a channel's key, and the agent that it is of."""
    api = api_of(house.email)
    agent = api.post("/agents", {"name": f"Recepción {uuid4().hex[:6]}", "languages": ["es"]}).json()["id"]
    draft(api, agent, "Hola, soy la de siempre.", "failed")
    assert api.post(f"/agents/{agent}/publish", {"note": "Primera"}).status_code == 201
    draft(api, agent, "Buenas, soy B.", "booked")
    key = api.post("/channels", {"name": "API", "kind": "api", "agent_id": agent}).json()["key"]
    return agent, key


def draft(api: Api, agent: str, text: str, outcome: str) -> None:
    tool = {"name": "take_message", "description": "Takes a message"}
    saved = api.put(f"/agents/{agent}/draft", {"blueprint": saying(text, outcome) | {"tools": [tool]}})
    assert saved.status_code == 200, saved.content


def visit(server: str, key: str, count: int) -> list[Visitor]:
    """So many people who say one thing; the last of them leave without a word."""
    with httpx.Client(base_url=server, timeout=20) as http:
        met = [open_chat(http, key, language="es", visitor_id=uuid4().hex) for _ in range(count)]
        for visitor in met[: count - 4]:
            visitor.say("Sí")
    return met


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_a_better_version_is_found_and_put_live(
    server: str,
    chromium: Browser,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    house = aside(furnish)
    agent, key = aside(lambda: two_versions(house))
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/agents/{agent}/experiments")
    expect(page.get_by_text(words("experiments.empty"))).to_be_visible()
    look(page, f"experiments-empty-{language}")
    page.get_by_role("button", name=words("experiments.new")).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(words("experiments.sheet.name"), exact=True).fill("Saludo corto")
    sheet.get_by_label(words("experiments.sheet.minimum"), exact=True).fill("50")
    sheet.get_by_role("combobox", name=words("experiments.sheet.goal")).click()
    page.get_by_role("option", name=words("experiments.goal_name.tool")).click()
    sheet.get_by_role("combobox", name=words("experiments.sheet.tool"), exact=True).click()
    page.get_by_role("option", name="take_message").click()
    look(page, f"experiment-tool-{language}", over=True)
    sheet.get_by_role("combobox", name=words("experiments.sheet.goal")).click()
    page.get_by_role("option", name=words("experiments.goal_name.outcome")).click()
    expect(sheet.get_by_label(words("experiments.sheet.outcomes"), exact=True)).to_have_value("booked")
    expect(sheet.get_by_label(words("experiments.sheet.margin.share"), exact=True)).to_have_value("2")
    look(page, f"experiment-sheet-{language}", over=True)
    sheet.get_by_role("button", name=words("experiments.sheet.start"), exact=True).click()
    expect(sheet).to_be_hidden()
    stop = page.get_by_role("button", name=words("experiments.stop.open"), exact=True)
    expect(stop).to_be_visible()
    look(page, f"experiment-begins-{language}")

    visit(server, key, 60)
    aside(jobs.consume_all)
    arm_a = page.get_by_role("region", name=words("experiments.arm.a", number=1))
    page.reload()
    expect(arm_a).to_be_visible()
    look(page, f"experiment-runs-{language}")
    arm_a.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"experiment=exp_\w+&arm=a$"))
    expect(page.get_by_text("Recepción").first).to_be_visible()
    look(page, f"experiment-conversations-{language}")
    page.go_back()

    visit(server, key, 90)
    aside(jobs.consume_all)
    page.reload()
    row = page.get_by_role("list", name=words("experiments.list")).get_by_role("button")
    expect(row).to_contain_text(words("experiments.ending.b_better"))
    look(page, f"experiment-won-{language}")
    row.focus()
    page.keyboard.press("Enter")
    result = page.get_by_role("dialog")
    chart = result.get_by_role("slider", name=words("experiments.chart.title"))
    expect(chart).to_be_visible()
    chart.focus()
    page.keyboard.press("Home")
    expect(chart).to_have_attribute("aria-valuenow", "0")
    look(page, f"experiment-result-{language}", over=True)
    result.get_by_role("button", name=words("experiments.adopt.now", number=2)).click()
    expect(result.get_by_text(words("experiments.adopted", number=2))).to_be_visible()
    look(page, f"experiment-adopted-{language}", over=True)
    page.goto(f"{server}/agents/{agent}/versions")
    expect(page.get_by_role("listitem").filter(has_text="v2")).to_contain_text(words("agents.versions.live"))


def alike(agent: str, house: House) -> None:
    """An experiment that was looked at on six days while its two versions came to the same."""
    made = api_of(house.email).post(
        f"/agents/{agent}/experiments",
        {"name": "Tono más cercano", "goal": {"kind": "outcome", "outcomes": ["booked"], "margin": 3}},
    )
    assert made.status_code == 201, made.content
    identifier = made.json()["id"]
    assert api_of(house.email).post(f"/experiments/{identifier}/start", {"because": ""}).status_code == 200
    organization_id = OrganizationId(from_text("org", api_of(house.email).headers["X-Organization"]))
    with tenant_scope(organization_id):
        row = Experiment.objects.get(id=from_text("exp", identifier))
        row.started_at = now() - timedelta(days=6)
        for day in range(6):
            people = 900 * (day + 1)
            came = {"people": people, "talks": people, "figures": {"goal": figure(people, people // 10)}}
            row.sums = {"a": came, "b": came}
            found = standing_of(row)
            sums = sums_of(row)
            at = row.started_at + timedelta(days=day)
            row.points = with_point(row.points, at, sums["a"], sums["b"], found.difference)
        row.save()
    round_of(organization_id)


def figure(people: int, successes: int) -> list[int]:
    return [people, people, successes, people, successes, successes]


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_what_makes_no_difference_says_so_early(
    server: str,
    chromium: Browser,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    house = aside(furnish)
    agent, _ = aside(lambda: two_versions(house))
    aside(lambda: alike(agent, house))
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/agents/{agent}/experiments")
    row = page.get_by_role("list", name=words("experiments.list")).get_by_role("button")
    expect(row).to_contain_text(words("experiments.ending.no_difference"))
    row.click()
    result = page.get_by_role("dialog")
    expect(result.get_by_text(words("experiments.ending_detail.alike"))).to_be_visible()
    expect(result.get_by_text(words("experiments.chart.margin"))).to_be_visible()
    expect(result.get_by_role("slider", name=words("experiments.chart.title"))).to_be_visible()
    look(page, f"experiment-alike-{language}", over=True)
