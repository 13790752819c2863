"""Money as an owner sees it: what is spent, what is held, and the limits on both."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.kit.money import Money
from centralita.ledger.usage.public import ScopeKind, UsageLine, reserve, settle
from tests.e2e.furnished import House, aside, furnish
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


def spend(house: House, *, held: int, cost: int | None = None) -> None:
    """An act of the house's agent that holds money and, with a cost, is over."""
    agent = from_text("agt", house.agent)
    for organization in Organization.objects.order_by("-created_at"):
        with tenant_scope(organization.id):
            from centralita.studio.agents.public import agent_facts

            if agent not in agent_facts([agent]):
                continue
            act = {"source": "call", "source_id": uuid.uuid4()}
            scopes = {ScopeKind.AGENT: agent}
            reserve(organization.id, **act, amount=Money(held, "USD"), scopes=scopes)
            if cost is not None:
                settle(organization.id, **act, lines=[UsageLine("telephony", Money(cost, "USD"), 1)])
            return
    raise AssertionError("nobody has this agent")


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_limits_are_set_seen_changed_and_removed(
    chromium: Browser,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    house = aside(furnish)
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    decimal = "," if language == "es" else "."
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/settings/usage")
    expect(page.get_by_text(words("settings.usage.limits.empty"), exact=True)).to_be_visible()
    look(page, "usage-empty")

    aside(lambda: spend(house, held=20_000_000, cost=12_500_000))
    page.get_by_role("button", name=words("settings.usage.limits.add")).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(words("settings.usage.limits.amount", currency="USD")).fill("40")
    look(page, "usage-sheet", over=True)
    sheet.get_by_role("button", name=words("settings.save"), exact=True).click()
    meter = page.get_by_role("meter", name=words("settings.usage.limits.whole"))
    expect(meter).to_have_attribute("aria-valuenow", "12500000")

    # Nobody touches the page: it hears that money is held.
    aside(lambda: spend(house, held=10_000_000))
    expect(meter.locator("div").nth(1)).to_have_attribute("style", "width: 25%;")
    look(page, "usage-held")
    aside(lambda: spend(house, held=17_500_000, cost=30_000_000))
    expect(page.get_by_text(words("settings.usage.limits.paused")).first).to_be_visible()
    look(page, "usage-full")
    # Everything was telephony, so its kind, its agent and all of it come to the same.
    whole = 42.5
    for by, row in (("kind", words("settings.usage.spent.kinds.telephony")), ("agent", None)):
        table = page.get_by_role("table", name=f"{words(f'settings.usage.spent.{by}')}, USD")
        parts = [
            table.get_by_role("row").filter(has_text=row).last if row else table.get_by_role("row").nth(1)
        ]
        parts.append(table.get_by_role("row").last)
        for part in parts:
            expect(part.get_by_role("cell").last).to_contain_text(f"{whole:.2f}".replace(".", decimal))
    page.goto(f"{server}/settings/usage?from=2020-01-01&to=2020-01-31")
    expect(page.get_by_text(words("settings.usage.spent.nothing_then")).first).to_be_visible()
    look(page, "usage-other-days")
    page.goto(f"{server}/settings/usage")

    page.get_by_role("button", name=words("settings.usage.limits.whole"), exact=True).click()
    sheet.get_by_label(words("settings.usage.limits.amount", currency="USD")).fill("400")
    sheet.get_by_role("button", name=words("settings.save"), exact=True).click()
    expect(page.get_by_text(words("settings.usage.limits.paused"))).to_have_count(0)
    page.get_by_role("button", name=words("settings.usage.limits.whole"), exact=True).click()
    sheet.get_by_role("button", name=words("settings.delete"), exact=True).click()
    question = page.get_by_role("alertdialog")
    expect(question).to_be_visible()
    question.get_by_role("button", name=words("settings.delete"), exact=True).click()
    expect(page.get_by_text(words("settings.usage.limits.empty"), exact=True)).to_be_visible()
