"""A language from nothing to translated, edited, scored and compared, in both languages and on both screens."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, expect

from centralita.studio.outbound import outbound
from tests.e2e.furnished import House, api_of, aside, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.providers.translation.servers import KEY, Service, serving

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving() as service:
        before = settings.ENVIRONMENT
        allowed = (*before.allow_private_hosts, f"localhost:{service.port}")
        settings.ENVIRONMENT = replace(before, allow_private_hosts=allowed)
        outbound.cache_clear()
        yield service
        settings.ENVIRONMENT = before
        outbound.cache_clear()


def ask_for(house: House, name: str) -> None:
    """A scenario to compare languages by, and a rule that asks for it."""
    api = api_of(house.email)
    script = {"steps": [], "checks": [{"kind": "ends", "how": "open"}]}
    made = api.post(f"/agents/{house.agent}/scenarios", {"name": f"Saluda ({name})", "script": script})
    assert made.status_code == 201, made.content
    assert api.put(f"/agents/{house.agent}/publish-rule", {"languages": True}).status_code == 200


@pytest.mark.parametrize(
    ("language", "theme", "width", "added"),
    [("es", "light", 1440, "Francés"), ("en", "dark", 390, "German")],
)
def test_a_language_is_added_translated_scored_and_compared(
    house: House,
    service: Service,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
    added: str,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    house.enter(context, server, language)
    page, words = context.new_page(), Wording(language)
    page.goto(f"{server}/settings/providers")
    page.get_by_role("button", name=words("settings.translators.add")).first.click()
    page.get_by_label(words("settings.translators.label")).fill(f"DeepL {language}")
    page.locator("input[type=password]").first.fill(KEY)
    page.get_by_label(re.compile("^(Tratamiento|How people are addressed)")).click()
    page.get_by_role("option", name=re.compile("^(De usted|Formally)$")).click()
    page.get_by_text(words("settings.providers.advanced")).first.click()
    page.get_by_label(re.compile("^(Dirección|Address)")).fill(service.address)
    look(page, f"translator-{language}", over=True)
    page.get_by_role("dialog").get_by_role("button", name=words("settings.save"), exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text(f"DeepL {language}").first).to_be_visible()

    page.goto(f"{server}/agents/{house.agent}/languages")
    page.get_by_role("combobox", name=words("languages.add")).or_(
        page.get_by_role("button", name=words("languages.add"))
    ).first.click()
    page.keyboard.type(added)
    page.get_by_role("option", name=added, exact=True).click()
    expect(page.get_by_text(words("languages.texts.title", name=added), exact=True)).to_be_visible()
    look(page, f"languages-new-{language}")
    page.get_by_role("button", name=words("languages.translate"), exact=True).click()
    expect(page.get_by_role("button", name=words("languages.run.stop"), exact=True).first).to_be_visible()
    look(page, f"languages-going-{language}")
    aside(work)
    expect(page.get_by_text(words("languages.state.machine"), exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name=words("languages.run.stop"), exact=True)).to_have_count(0)
    first = page.locator("li textarea").first
    first.fill("Bonjour, ici {{business.name}}. Je suis une IA. 24")
    first.blur()
    expect(page.get_by_text(words("languages.fault.numbers")).first).to_be_visible()
    expect(page.get_by_text(words("languages.state.edited"), exact=True).first).to_be_visible()
    look(page, f"languages-edited-{language}")
    page.reload()
    expect(page.locator("li textarea").first).to_have_value(
        "Bonjour, ici {{business.name}}. Je suis une IA. 24"
    )
    page.get_by_role("button", name=words("languages.glossary.title")).click()
    look(page, f"languages-glossary-{language}", over=True)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=words("languages.score"), exact=True).click()
    expect(page.get_by_role("button", name=words("languages.run.stop"), exact=True).first).to_be_visible()
    aside(work)
    expect(page.get_by_text("100").first).to_be_visible()
    look(page, f"languages-scored-{language}")

    aside(lambda: ask_for(house, language))
    page.reload()
    expect(page.get_by_text(words("languages.behaviour.untried")).first).to_be_visible()
    page.get_by_role("button", name=words("agents.publish.open")).click()
    publishing = page.get_by_role("dialog")
    expect(publishing.get_by_text(words("proof.gate.blocked"))).to_be_visible()
    look(page, f"languages-gate-{language}", over=True)
    publishing.get_by_role("button", name=words("proof.gate.prove")).click()
    expect(publishing.get_by_role("meter", name=words("proof.gate.proving"))).to_be_visible()
    aside(work)
    expect(publishing.get_by_role("meter", name=words("proof.gate.proving"))).to_have_count(0)
    page.keyboard.press("Escape")
    compared = re.compile(words("languages.behaviour.same_of", same=r"\d+", total=r"\d+"))
    expect(page.get_by_text(compared).first).to_be_visible()
    look(page, f"languages-compared-{language}")
    aside(lambda: api_of(house.email).put(f"/agents/{house.agent}/publish-rule", {}))
    page.goto(f"{server}/agents/{house.agent}/insights")
    spoken = page.get_by_role("list", name=words("home.languages.title"), exact=True)
    expect(spoken.get_by_role("meter")).not_to_have_count(0)
    look(page, f"languages-spoken-{language}")
    assert service.problems == []
    assert {each["body"].get("formality") for each in service.asked} == {"prefer_more"}
