"""A prompt from the empty page to an agent that follows it, in both languages and on both screens."""

import re
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.furnished import House, api_of, aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_prompt_is_written_mended_published_and_followed(
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
    page.goto(f"{server}/prompts")
    look(page, f"prompts-{language}")
    _make(page, words, language)
    _write(page, words, language)
    _publish(page, words, language, number=1)
    text = page.get_by_role("textbox", name=words("prompts.text"), exact=True)
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Once more.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(words("prompts.saved"), exact=True)).to_be_visible()
    _beside_a_colleague(page, words, house, language)
    _publish(page, words, language, number=2, label="staging")
    page.get_by_role("link", name=words("prompts.tabs.versions"), exact=True).click()
    changes = page.get_by_role("table", name=words("prompts.diff.label"), exact=True)
    expect(changes).to_contain_text("Once more.")
    look(page, f"prompts-versions-{language}")
    _follow(page, words, server, house, language)


def _make(page: Page, words: Wording, language: str) -> None:
    page.get_by_role("button", name=words("prompts.new")).first.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("radio").nth(4)).to_be_visible()
    look(page, f"prompts-new-{language}", over=True)
    sheet.get_by_label(words("prompts.name"), exact=True).fill(f"Trato {language}")
    sheet.get_by_role("button", name=words("prompts.create"), exact=True).click()
    expect(page.get_by_role("textbox", name=words("prompts.text"), exact=True)).to_be_visible()


def _write(page: Page, words: Wording, language: str) -> None:
    """Type with a completion, see problems as they arise, mend them, see what is sent."""
    text = page.get_by_role("textbox", name=words("prompts.text"), exact=True)
    text.click()
    page.keyboard.type("Help {{business.na")
    page.get_by_role("option", name=re.compile("business.name")).first.click()
    expect(text).to_contain_text("{{business.name}}")
    page.keyboard.type(" and {{guest}}. Always give prices. Never give prices.")
    expect(
        page.get_by_text(words("prompts.findings.always_never", other="Always give prices."))
    ).to_be_visible()
    expect(page.get_by_text(words("prompts.findings.variable_unknown", variable="guest"))).to_be_visible()
    look(page, f"prompts-problems-{language}")
    page.get_by_role("radio", name=words("prompts.sides.variables"), exact=True).click()
    page.get_by_role("button", name=words("prompts.variables.declare", name="guest"), exact=True).click()
    page.get_by_label(words("prompts.variables.sample", name="guest"), exact=True).fill("Ana Ruiz")
    look(page, f"prompts-variables-{language}")
    text.click()
    page.keyboard.press("Control+End")
    for _ in range(len(" Never give prices.")):
        page.keyboard.press("Backspace")
    page.get_by_role("radio", name=words("prompts.sides.preview"), exact=True).click()
    sent = page.get_by_role("group", name=words("prompts.preview.system"), exact=True)
    expect(sent).to_contain_text("and Ana Ruiz. Always give prices.")
    expect(sent).not_to_contain_text("Never give prices")
    look(page, f"prompts-preview-{language}")
    text.click()
    page.keyboard.press("Control+s")
    expect(page.get_by_text(words("prompts.saved"), exact=True)).to_be_visible()


def _beside_a_colleague(page: Page, words: Wording, house: House, language: str) -> None:
    """What is written without a connection, while a colleague writes into the same line: both are shown, one is chosen."""
    prompt = page.url.rpartition("/")[2]
    text = page.get_by_role("textbox", name=words("prompts.text"), exact=True)
    context = page.context
    context.set_offline(True)
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Mine.")
    expect(page.get_by_text(words("prompts.offline"), exact=True)).to_be_visible()
    theirs = aside(lambda: _rewritten(house, prompt, " A colleague's."))
    context.set_offline(False)
    beside = page.get_by_role("table", name=words("prompts.clash.label"), exact=True)
    expect(beside).to_contain_text("A colleague's.")
    expect(beside).to_contain_text("Mine.")
    look(page, f"prompts-clash-{language}")
    assert aside(lambda: _text_of(house, prompt)) == theirs
    page.get_by_role("button", name=words("prompts.clash.keep_mine"), exact=True).click()
    expect(page.get_by_text(words("prompts.saved"), exact=True)).to_be_visible()
    expect(beside).to_have_count(0)
    assert aside(lambda: _text_of(house, prompt)).endswith("Once more. Mine.")
    # What a colleague saves while nothing is unsaved here appears by itself, and is written on.
    aside(lambda: _rewritten(house, prompt, "\nBelow."))
    page.reload()
    expect(text).to_contain_text("Below.")


def _text_of(house: House, prompt: str) -> str:
    found: str = api_of(house.email).get(f"/prompts/{prompt}").json()["content"]["text"]
    return found


def _rewritten(house: House, prompt: str, more: str) -> str:
    api = api_of(house.email)
    content = api.get(f"/prompts/{prompt}").json()["content"]
    answer = api.patch(f"/prompts/{prompt}", {"content": {**content, "text": content["text"] + more}})
    assert answer.status_code == 200, answer.content
    return content["text"] + more


def _publish(page: Page, words: Wording, language: str, *, number: int, label: str = "production") -> None:
    page.get_by_role("button", name=words("prompts.publish.open"), exact=True).click()
    sheet = page.get_by_role("dialog")
    if label != "production":
        sheet.get_by_label("production", exact=True).click()
        sheet.get_by_label(label, exact=True).click()
        expect(sheet.get_by_role("table", name=words("prompts.diff.label"), exact=True)).to_be_visible()
    look(page, f"prompts-publish-{number}-{language}", over=True)
    sheet.get_by_role("button", name=words("prompts.publish.open"), exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def _agent(house: House, name: str) -> str:
    made: str = api_of(house.email).post("/agents", {"name": name, "languages": ["es"]}).json()["id"]
    return made


def _follow(page: Page, words: Wording, server: str, house: House, language: str) -> None:
    """An agent's step follows production, which moves on; its draft moves with it."""
    address = page.url.partition("/versions")[0]
    agent = aside(lambda: _agent(house, f"Agente {language}"))
    page.goto(f"{server}/agents/{agent}/build?node=answer&flow=main")
    page.get_by_role("button", name=words("agents.library.open"), exact=True).click()
    sheet = page.get_by_role("dialog", name=words("agents.library.title"), exact=True)
    sheet.get_by_label(words("agents.library.prompt"), exact=True).click()
    page.get_by_role("option", name=f"Trato {language}", exact=True).click()
    expect(sheet.get_by_label(words("agents.library.text"), exact=True)).to_have_value(
        re.compile("Always give prices")
    )
    look(page, f"prompts-choose-{language}", over=True)
    with page.expect_response(lambda one: one.url.endswith("/draft") and one.request.method == "PUT") as kept:
        sheet.get_by_role("button", name=words("agents.library.use"), exact=True).click()
    assert kept.value.ok
    expect(
        page.get_by_text(words("agents.library.follows", label="production", number=1), exact=True)
    ).to_be_visible()
    expect(page.get_by_text(words("agents.library.newer", number=2), exact=True)).to_be_visible()
    look(page, f"prompts-step-{language}", over=True)
    page.goto(f"{address}/uses")
    expect(page.get_by_role("link", name=f"Agente {language}", exact=True)).to_be_visible()
    look(page, f"prompts-uses-{language}")
    page.goto(f"{address}/versions")
    page.get_by_role("button", name=words("prompts.versions.move"), exact=True).first.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(f"Agente {language}", exact=False)).to_be_visible()
    look(page, f"prompts-move-{language}", over=True)
    sheet.get_by_role("button", name=words("prompts.move.submit"), exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto(f"{server}/agents/{agent}/build?node=answer&flow=main")
    expect(
        page.get_by_text(words("agents.library.follows", label="production", number=2), exact=True)
    ).to_be_visible()


def test_a_steps_own_text_is_kept_in_the_library(
    house: House, server: str, open_browser: Callable[..., BrowserContext]
) -> None:
    context = open_browser(language="es", theme="dark")
    house.enter(context, server, "es")
    page, words = context.new_page(), Wording("es")
    name = f"Guardado {uuid.uuid4().hex[:8]}"
    agent = aside(lambda: _agent(house, name))
    page.goto(f"{server}/agents/{agent}/build?node=answer&flow=main")
    form = page.get_by_role("region", name=words("agents.build.step"), exact=True)
    form.get_by_label("Tarea", exact=True).fill(
        "Ayude a {{nombre}} a pedir cita. Si hace falta, pase con una persona."
    )
    form.get_by_role("button", name=words("agents.library.keep_open"), exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(words("agents.library.keep_name"), exact=True).fill(name)
    look(page, "prompts-keep", over=True)
    sheet.get_by_role("button", name=words("agents.library.keep"), exact=True).click()
    expect(
        form.get_by_text(words("agents.library.follows", label="production", number=1), exact=True)
    ).to_be_visible()
    look(page, "prompts-kept")
    form.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("textbox", name=words("prompts.text"), exact=True)).to_contain_text("pedir cita")
    page.get_by_role("link", name=words("prompts.tabs.uses"), exact=True).click()
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 1440), ("es", "dark", 390)])
def test_the_pages_of_a_prompt(
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
    page.goto(f"{server}/prompts/{house.prompt}")
    expect(page.get_by_text("nadie", exact=False).first).to_be_visible()
    look(page, f"prompt-write-{language}")
    page.goto(f"{server}/prompts/{house.prompt}/test")
    expect(page.get_by_text("Pregunta el horario", exact=True)).to_be_visible()
    look(page, f"prompt-test-{language}")
    page.get_by_role("button", name=words("prompts.cases.new"), exact=True).click()
    look(page, f"prompt-case-{language}", over=True)
    page.keyboard.press("Escape")
    page.goto(f"{server}/prompts/{house.prompt}/versions")
    expect(page.get_by_role("table", name=words("prompts.diff.label"), exact=True)).to_be_visible()
    look(page, f"prompt-versions-{language}")
