"""A campaign from the empty page to its results, in both languages and on both screens."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from centralita.kit.ids import from_text
from centralita.operations.campaigns.dialler.dialling import step
from centralita.operations.campaigns.models import Campaign
from centralita.operations.campaigns.ports import WorstCase
from tests.e2e.furnished import House, aside, furnish
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.operations.campaigns.telephone import MemoryTelephone, connected
from tests.people import Api

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

# A moment at which everybody may be called, whenever the test runs.
TUESDAY = dt.datetime(2026, 11, 24, 15, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def house(chromium: Browser, server: str) -> House:
    return aside(with_somebody_barred)


def with_somebody_barred() -> House:
    """The furnished house, and a contact who wants no calls."""
    house = furnish()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = house.session
    barred = {"name": "Eva Mora", "phones": ["+34912555010"], "do_not_call": True}
    assert Api(client, None).post("/contacts", barred).status_code == 201
    return house


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_from_the_empty_page_to_the_results(
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
    telephone = MemoryTelephone(worst=WorstCase(450_000, "EUR", 3))
    name = "Revisión de primavera" if language == "es" else "Spring check-up"
    with connected(telephone):
        page.goto(f"{server}/campaigns")
        look(page, f"campaigns-list-{language}")
        page.get_by_role("button", name=words("campaigns.new")).first.click()
        page.get_by_label(words("campaigns.columns.name"), exact=True).fill(name)
        page.get_by_role("combobox", name=words("campaigns.who.agent")).click()
        page.get_by_role("option").first.click()
        page.get_by_role("combobox", name=words("campaigns.who.purpose")).click()
        page.get_by_role("option", name=words("campaigns.purposes.service")).click()
        page.get_by_label(re.compile(words("campaigns.limits.budget", currency="EUR"))).fill("50")
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        expect(page.get_by_text(words("campaigns.summary.saved"), exact=True)).to_be_visible()
        look(page, f"campaign-draft-{language}")
        page.get_by_role("button", name=words("campaigns.summary.why")).click()
        expect(page.get_by_role("dialog", name=words("campaigns.why.title"))).to_be_visible()
        look(page, f"campaign-why-{language}")
        page.keyboard.press("Escape")

        page.get_by_role("button", name=words("campaigns.start"), exact=True).click()
        page.get_by_role("alertdialog").get_by_role(
            "button", name=words("campaigns.start"), exact=True
        ).click()
        expect(page.get_by_text(words("campaigns.status.running"), exact=True)).to_be_visible()
        campaign = page.url.rsplit("/", 1)[1]
        aside(lambda: dial(campaign, telephone))
        page.reload()
        expect(
            page.get_by_role("row").filter(has_text=words("campaigns.attempts.under_way"))
        ).not_to_have_count(0)
        for number, call in enumerate(telephone.ringing()):
            telephone.finish(
                call, "booked" if number == 0 else "no_answer", TUESDAY, cost=120_000, seconds=74
            )
        aside(lambda: dial(campaign, telephone))
        page.reload()
        expect(page.get_by_text(words("campaigns.outcome.booked"), exact=True).first).to_be_visible()
        look(page, f"campaign-running-{language}")
        page.get_by_role("button", name=words("campaigns.pause"), exact=True).click()
        expect(page.get_by_text(words("campaigns.status.paused"), exact=True)).to_be_visible()
        page.get_by_role("button", name=words("campaigns.stop"), exact=True).click()
        page.get_by_role("alertdialog").get_by_role(
            "button", name=words("campaigns.stop"), exact=True
        ).click()
        expect(page.get_by_text(words("campaigns.status.stopped"), exact=True)).to_be_visible()
        for file in ("csv", "xlsx"):
            with page.expect_download() as download:
                page.get_by_role("link", name=words(f"campaigns.export.{file}"), exact=True).click()
            assert download.value.suggested_filename.endswith(f".{file}")


def dial(campaign: str, telephone: MemoryTelephone) -> None:
    """What the worker does, at a moment of ours."""
    from django.db import connection

    from centralita.identity.tenancy.scope import tenant_scope

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization")
        organizations = [row[0] for row in cursor.fetchall()]
    for organization_id in organizations:
        with tenant_scope(organization_id):
            here = Campaign.objects.filter(id=from_text("cmp", campaign)).exists()
        if here:
            telephone.at = TUESDAY
            for _ in range(3):
                step(organization_id, from_text("cmp", campaign), telephone, clock=lambda: TUESDAY)
