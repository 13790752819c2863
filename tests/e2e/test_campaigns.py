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


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "dark", 390), ("en", "light", 1440)])
def test_what_is_changed_while_it_pauses_and_hung_up_when_it_stops(
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
    view = f"Revisiones {language}"
    aside(lambda: kept_view(house, view))
    telephone = MemoryTelephone(worst=WorstCase(450_000, "EUR", 3))
    with connected(telephone):
        page.goto(f"{server}/campaigns")
        page.get_by_role("button", name=words("campaigns.new")).first.click()
        page.get_by_label(words("campaigns.columns.name"), exact=True).fill("Revisiones")
        page.get_by_role("combobox", name=words("campaigns.who.agent")).click()
        page.get_by_role("option").first.click()
        page.get_by_role("combobox", name=words("campaigns.who.purpose")).click()
        page.get_by_role("option", name=words("campaigns.purposes.service")).click()
        one = page.get_by_text(words("campaigns.summary.called_one", number=1), exact=True)
        # Those of one person, then those of a saved view, who are the same.
        owner = page.get_by_role("combobox", name=words("campaigns.whom.owner"), exact=True)
        owner.click()
        page.get_by_role("option", name=words("campaigns.whom.me", name="")).click()
        expect(one).to_be_visible()
        owner.click()
        page.get_by_role("option", name=words("campaigns.whom.any"), exact=True).click()
        expect(one).to_have_count(0)
        page.get_by_role("combobox", name=words("campaigns.whom.kind")).click()
        page.get_by_role("option", name=words("campaigns.whom.kinds.view")).click()
        page.get_by_role("combobox", name=words("campaigns.whom.view"), exact=True).click()
        page.get_by_role("option", name=view, exact=True).click()
        expect(one).to_be_visible()
        expect(page.get_by_text(words("campaigns.summary.saved"), exact=True)).to_be_visible()
        look(page, f"campaign-of-a-view-{language}")

        question = page.get_by_role("alertdialog")
        page.get_by_role("button", name=words("campaigns.start"), exact=True).click()
        question.get_by_role("button", name=words("campaigns.start"), exact=True).click()
        expect(page.get_by_text(words("campaigns.whom.of", name=view))).to_be_visible()
        campaign = page.url.rsplit("/", 1)[1]
        # On a day of its own: whoever was called twice is left alone for the rest of it.
        aside(lambda: dial(campaign, telephone, TUESDAY + dt.timedelta(days=1 if language == "es" else 2)))
        [call] = telephone.ringing()
        telephone.pick_up(call)
        page.get_by_role("button", name=words("campaigns.pause"), exact=True).click()
        expect(page.get_by_text(words("campaigns.status.paused"), exact=True)).to_be_visible()

        page.get_by_role("button", name=words("campaigns.change.open")).click()
        sheet = page.get_by_role("dialog", name=words("campaigns.change.open"))
        pace = sheet.get_by_label(words("campaigns.limits.pace"), exact=True)
        pace.fill("25")
        expect(sheet.get_by_text(words("campaigns.summary.saved"), exact=True)).to_be_visible()
        look(page, f"campaign-change-{language}", over=True)
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        page.reload()
        page.get_by_role("button", name=words("campaigns.change.open")).click()
        expect(pace).to_have_value("25")
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        page.get_by_role("button", name=words("campaigns.resume"), exact=True).click()
        expect(page.get_by_text(words("campaigns.status.running"), exact=True)).to_be_visible()

        page.get_by_role("button", name=words("campaigns.stop"), exact=True).click()
        question.get_by_role("checkbox", name=words("campaigns.stop_hang_up")).click()
        look(page, f"campaign-stop-{language}", over=True)
        question.get_by_role("button", name=words("campaigns.stop"), exact=True).click()
        expect(page.get_by_text(words("campaigns.status.stopped"), exact=True)).to_be_visible()
        assert telephone.ringing() == []


def kept_view(house: House, name: str) -> None:
    """Ana Ruiz has an owner, and a view shows those of this owner."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = house.session
    api = Api(client, None)
    [owner] = [each for each in api.get("/contacts/owners").json()["items"] if each["me"]]
    assert api.patch(f"/contacts/{house.contact}", {"owner_id": owner["id"]}).status_code == 200
    made = api.post("/contact-views", {"name": name, "filter": {"owner": owner["id"]}})
    assert made.status_code == 201, made.content


def dial(campaign: str, telephone: MemoryTelephone, at: dt.datetime = TUESDAY) -> None:
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
            telephone.at = at
            for _ in range(3):
                step(organization_id, from_text("cmp", campaign), telephone, clock=lambda: at)
