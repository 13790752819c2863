"""Search by meaning, chosen, filled, tried and failing, in both languages and on both screens."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from centralita.providers.llm.scripted_server import Fault
from centralita.studio.outbound import outbound
from tests.e2e.furnished import House, aside, furnish, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.people import Api
from tests.studio.knowledge.vendor import KEY, Vendor, running

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

ANSWER = "Se admite un gato por habitación, con correa."


@pytest.fixture(scope="module")
def vendor() -> Iterator[Vendor]:
    with running() as found:
        before = settings.ENVIRONMENT
        allowed = (*before.allow_private_hosts, f"localhost:{found.server.port}")
        settings.ENVIRONMENT = replace(before, allow_private_hosts=allowed)
        outbound.cache_clear()
        yield found
        settings.ENVIRONMENT = before
        outbound().close()
        outbound.cache_clear()


@pytest.fixture(scope="module")
def house(chromium: Browser, server: str, vendor: Vendor) -> House:
    def make() -> House:
        house = furnish()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = house.session
        api = Api(client, None)
        [membership] = api.get("/me").json()["memberships"]
        api.headers["X-Organization"] = membership["organization"]["id"]
        account = {
            "kind": "openai_compatible",
            "label": "Vectores de la casa",
            "default_model": "chat",
            "credentials": {"api_key": KEY, "base_url": vendor.server.url},
        }
        assert api.post("/model-accounts", account).status_code == 201
        entry = {"question": "Normas de acceso", "answer": ANSWER, "language": "es"}
        assert api.post("/knowledge/faq", entry).status_code == 201
        return house

    return aside(make)


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_passages_are_found_by_what_they_mean(
    house: House,
    vendor: Vendor,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    house.enter(context, server, language)
    page, words = context.new_page(), Wording(language)
    model = f"vectores-{language}"
    page.goto(f"{server}/knowledge/sources")
    card = page.locator("section").filter(
        has=page.get_by_role("heading", name=words("knowledge.meaning.title"), exact=True)
    )
    look(page, f"meaning-off-{language}")
    card.get_by_role(
        "button",
        name=re.compile(f"^({words('knowledge.meaning.choose')}|{words('knowledge.meaning.change')})$"),
    ).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile(words("knowledge.meaning.kinds.account"))).click()
    dialog.get_by_label(words("knowledge.meaning.model"), exact=True).click()
    page.keyboard.type(model)
    page.get_by_role("option", name=re.compile(model)).click()
    look(page, f"meaning-choose-{language}", over=True)
    dialog.get_by_role("button", name=words("knowledge.save"), exact=True).click()
    expect(dialog).to_have_count(0)
    expect(card.get_by_text(words("knowledge.meaning.coming"), exact=True)).to_be_visible()
    look(page, f"meaning-filling-{language}")

    vendor.fault = Fault(status=401, body=b"{}")
    aside(work)
    expect(card.get_by_role("button", name=words("knowledge.meaning.retry"), exact=True)).to_be_visible()
    look(page, f"meaning-failed-{language}")
    vendor.fault = None
    # Only when it is answered there is a job to do.
    with page.expect_response(re.compile("/knowledge/meaning/retry$")):
        card.get_by_role("button", name=words("knowledge.meaning.retry"), exact=True).click()
    expect(card.get_by_role("button", name=words("knowledge.meaning.retry"), exact=True)).to_have_count(0)
    aside(work)
    expect(card.get_by_text(words("knowledge.meaning.used"), exact=True)).to_be_visible()
    expect(card.get_by_text(words("knowledge.meaning.coming"), exact=True)).to_have_count(0)
    expect(card.get_by_text(model, exact=True)).to_be_visible()
    look(page, f"meaning-used-{language}")

    page.goto(f"{server}/knowledge/try")
    box = page.get_by_label(words("knowledge.try.question"), exact=True)
    box.fill("felinos")
    box.press("Enter")
    expect(page.get_by_text(words("knowledge.try.meaning_alone")).first).to_be_visible()
    expect(page.get_by_text(ANSWER).first).to_be_visible()
    look(page, f"meaning-try-{language}")
    vendor.fault = Fault(status=503, body=b"{}")
    box.fill("gato y correa")
    box.press("Enter")
    expect(page.get_by_text(words("knowledge.try.words_alone")).first).to_be_visible()
    look(page, f"meaning-words-alone-{language}")
    vendor.fault = None
