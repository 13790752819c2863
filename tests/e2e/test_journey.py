"""As a new user would, with no key of any provider, in the product's languages, themes and widths.

Sign up, describe the business, have an agent that answers; publish it, put it on a plain web page, and read in the
dashboard what a visitor of that page asked and from which document the agent answered.
"""

import re
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.furnished import aside, work
from tests.e2e.looking import look
from tests.e2e.mail import code_from_mail
from tests.e2e.shop import Shop
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

DOCUMENT = {
    "es": "# Aparcamiento\n\nLos pacientes tienen dos horas gratis en el aparcamiento Plaza Mayor, enfrente.\n",
    "en": "# Parking\n\nPatients have two free hours in the Plaza Mayor car park, across the street.\n",
}
QUESTION = {"es": "¿Tienen aparcamiento para los pacientes?", "en": "Is there parking for patients?"}
ANSWER = {"es": "dos horas gratis", "en": "two free hours"}
WIDGET_OPEN = {"es": "Abrir el chat", "en": "Open chat"}


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    yield shop
    shop.close()


def sign_up(page: Page, server: str, words: Wording) -> None:
    email = f"{uuid.uuid4().hex[:12]}@example.test"
    page.goto(f"{server}/sign-up")
    page.get_by_label(words("auth.name")).fill("Marta López")
    page.get_by_label(words("auth.sign_up.work_email")).fill(email)
    page.locator("input[type=password]").first.fill("una frase larga y propia")
    look(page, "sign-up")
    page.get_by_role("button", name=words("auth.sign_up.submit")).click()
    expect(page.get_by_role("heading", name=words("auth.verify.title"))).to_be_visible()
    look(page, "verify")
    page.get_by_role("textbox").first.fill(code_from_mail(page.context, server, email))
    page.get_by_role("button", name=words("auth.verify.submit")).click()


def describe_the_business(page: Page, words: Wording) -> None:
    page.get_by_label(words("onboarding.name")).fill("Clínica Luna")
    look(page, "welcome-name")
    on = page.get_by_role("button", name=words("onboarding.submit"))
    on.click()
    expect(page.get_by_role("heading", name=words("onboarding.industry.title"))).to_be_visible()
    look(page, "welcome-industry")
    page.get_by_role("radio").first.click()
    on.click()
    expect(page.get_by_role("heading", name=words("onboarding.hours.title"))).to_be_visible()
    look(page, "welcome-hours")
    on.click()
    expect(page.get_by_role("heading", name=words("onboarding.services.title"))).to_be_visible()
    page.get_by_label(words("onboarding.services.name")).first.fill("Limpieza dental")
    page.get_by_label(words("onboarding.services.price", currency="EUR")).first.fill("45,50")
    look(page, "welcome-services")
    on.click()
    expect(page.get_by_role("heading", name=words("onboarding.agent.title"))).to_be_visible()
    look(page, "welcome-agent")
    page.get_by_role("button", name=words("onboarding.agent.submit")).click()


def try_it(page: Page, words: Wording) -> None:
    """The draft answers beside what is edited, with what it did under each answer."""
    panel = page.get_by_role("complementary", name=words("agents.test.title"))
    if page.evaluate("innerWidth") < 1280:
        page.get_by_role("button", name=words("agents.test.title"), exact=True).click()
        panel = page.get_by_role("dialog")
    panel.get_by_role("button", name=words("agents.test.start"), exact=True).click()
    expect(panel.get_by_text("Clínica Luna").first).to_be_visible()
    panel.get_by_label(words("agents.test.write")).fill(
        {
            "es": "¿Qué horario tienen?",
            "en": "What are your opening hours?",
            "pt": "Qual é o horário de atendimento?",
        }[words.language]
    )
    panel.get_by_label(words("agents.test.send"), exact=True).click()
    expect(panel.get_by_text(re.compile("9:00|9 am|9h", re.IGNORECASE)).first).to_be_visible()
    look(page, "agent")
    if panel.get_attribute("role") == "dialog":
        page.keyboard.press("Escape")


def publish(page: Page, words: Wording) -> None:
    page.get_by_role("button", name=words("agents.publish.open")).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(words("agents.publish.first"))).to_be_visible()
    look(page, "publish")
    sheet.get_by_role("button", name=words("agents.publish.submit"), exact=True).click()
    expect(sheet).to_be_hidden()
    expect(page.get_by_text(words("agents.live_version", number=1)).first).to_be_visible()


def deploy(page: Page, server: str, words: Wording, address: str, shop: Shop) -> None:
    """Make a channel for the shop's origin, and paste its snippet into the shop's page."""
    page.goto(address)
    page.get_by_role("button", name=words("agents.deploy.new")).click()
    look(page, "deploy-new")
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(words("agents.deploy.origins")).fill(shop.origin)
    sheet.get_by_role("button", name=words("agents.deploy.add"), exact=True).click()
    sheet.get_by_role("button", name=words("agents.deploy.create")).click()
    expect(sheet.get_by_text(words("agents.deploy.look"), exact=True)).to_be_visible()
    look(page, "deploy-channel")
    page.keyboard.press("Escape")
    look(page, "deploy")
    snippet = page.locator("pre", has_text="<script").inner_text()
    # The address of an installation is a setting; this one's port was chosen when its server started.
    shop.snippet = snippet.replace(settings.ENVIRONMENT.public_url, server)


def teach(page: Page, server: str, words: Wording) -> None:
    page.goto(f"{server}/knowledge")
    look(page, "knowledge-empty")
    page.locator("input[type=file]").set_input_files(
        {"name": "normas.md", "mimeType": "text/markdown", "buffer": DOCUMENT[words.language].encode()}
    )
    # It is in the list once the server has it; while it is sent it stands above.
    expect(page.get_by_role("link", name="normas", exact=True)).to_be_visible()
    aside(work)
    expect(
        page.get_by_role("row", name=re.compile(f"normas.*{words('knowledge.status.ready')}"))
    ).to_be_visible()
    look(page, "knowledge")


def ask_as_a_visitor(context: BrowserContext, shop: Shop, language: str) -> None:
    visitor = context.new_page()
    visitor.goto(shop.origin)
    visitor.get_by_role("button", name=WIDGET_OPEN[language], exact=True).click()
    expect(visitor.locator(".bubble").first).to_be_visible()
    visitor.locator("textarea").fill(QUESTION[language])
    visitor.locator("textarea").press("Enter")
    expect(visitor.locator(".bubble", has_text=ANSWER[language])).to_be_visible()
    expect(visitor.locator(".sources")).to_contain_text("normas")
    visitor.close()


def read_it(page: Page, server: str, words: Wording) -> None:
    aside(work)
    page.goto(f"{server}/conversations")
    look(page, "conversations")
    page.locator("tbody").get_by_role("link").first.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(ANSWER[words.language]).first).to_be_visible()
    sheet.get_by_text(words("conversations.trace.show_all")).click()
    expect(
        sheet.get_by_role("list", name=words("trace.title")).filter(has_text="normas").first
    ).to_be_visible()
    look(page, "conversation")


@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [("es", "light", 1440), ("en", "dark", 390)],
    ids=["es-light-wide", "en-dark-phone"],
)
def test_from_sign_up_to_an_agent_on_a_web_page(
    server: str,
    open_browser: Callable[..., BrowserContext],
    shop: Shop,
    language: str,
    theme: str,
    width: int,
) -> None:
    words = Wording(language)
    context = open_browser(language=language, theme=theme, width=width)
    page = context.new_page()
    sign_up(page, server, words)
    describe_the_business(page, words)
    page.wait_for_url(re.compile("/agents/agt_[a-z0-9]+/build"))
    agent = page.url.split("/build")[0]
    try_it(page, words)
    publish(page, words)
    deploy(page, server, words, f"{agent}/deploy", shop)
    teach(page, server, words)
    ask_as_a_visitor(context, shop, language)
    read_it(page, server, words)
