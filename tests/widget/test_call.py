"""Speaking with the agent from a page: fetched when it is wanted, and as strict, as plain and as reachable as the chat."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.widget.test_access import axe

pytestmark = pytest.mark.browser

LOOK = os.environ.get("CENTRALITA_LOOK")


@pytest.fixture
def caller(new_visitor, chat):
    """Somebody on a page whose agent can be spoken with."""
    chat.config["widget"]["calls"] = True

    def make(width: int = 1280, *, allows: bool = True, **options: object):
        visitor = new_visitor(width, 844, **options)
        if allows:
            visitor.context.grant_permissions(["microphone"])
        # Nothing is read aloud into the machine's loudspeaker.
        visitor.context.add_init_script("window.speechSynthesis && (speechSynthesis.speak = () => undefined)")
        return visitor

    return make


def look(page: Page, name: str) -> None:
    if LOOK:
        Path(LOOK).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{LOOK}/widget-{name}.png")


def ring(page: Page) -> None:
    page.get_by_role("button", name="Call the assistant").click()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_a_visitor_speaks_and_hangs_up(caller, chat, scheme, width):
    visitor = caller(width, color_scheme=scheme, reduced_motion="reduce")
    fetched: list[str] = []
    visitor.context.on("request", lambda request: fetched.append(request.url))
    page = visitor.open()
    assert not [url for url in fetched if "widget-call" in url]
    ring(page)
    call = page.get_by_role("region", name="Call")
    expect(call.get_by_text("an AI assistant of Clínica Sol")).to_be_visible()
    expect(call.get_by_role("button", name="Start the call")).to_be_focused()
    expect(page.locator("textarea")).to_be_hidden()
    look(page, f"before-{scheme}")
    page.keyboard.press("Enter")
    expect(call.get_by_role("status")).to_have_text("On the line")
    log = call.get_by_role("log")
    expect(log).to_contain_text("Hello, this is <b>reception</b>.")
    call.get_by_role("textbox", name="Say something").fill("prices")
    page.keyboard.press("Enter")
    expect(log).to_contain_text("You said prices.")
    look(page, f"talking-{scheme}")
    call.get_by_role("button", name="Hang up").click()
    expect(call.get_by_role("status")).to_have_text("You hung up.")
    look(page, f"over-{scheme}")
    call.get_by_role("button", name="Back to the chat").click()
    expect(page.locator("textarea")).to_be_visible()
    expect(page.locator(".agent .bubble").first).to_be_visible()
    assert chat.heard[-1] == {"type": "hang_up"}
    assert len(chat.calls) == 1
    assert chat.calls[0]["visitor_id"]


def test_the_agent_ends_it_and_one_may_call_again(caller, chat):
    page = caller().open()
    ring(page)
    page.get_by_role("button", name="Start the call").click()
    page.get_by_role("textbox", name="Say something").fill("bye")
    page.keyboard.press("Enter")
    state = page.get_by_role("region", name="Call").get_by_role("status")
    expect(state).to_have_text("The assistant said goodbye and hung up.")
    page.get_by_role("button", name="Call again").click()
    expect(state).to_have_text("On the line")
    assert len(chat.calls) == 2


def test_without_the_microphone_no_call_is_opened(caller, chat):
    page = caller(allows=False).open(language="es")
    page.get_by_role("button", name="Llamar al asistente").click()
    page.get_by_role("button", name="Empezar la llamada").click()
    expect(page.get_by_role("alert")).to_contain_text("No se permitió el micrófono")
    look(page, "refused")
    assert chat.calls == []


def test_what_the_server_says_is_said(caller, chat):
    chat.call_refused = True
    page = caller().open()
    ring(page)
    page.get_by_role("button", name="Start the call").click()
    expect(page.get_by_role("alert")).to_have_text("No line is free.")
    chat.call_refused, chat.platform = False, "unheard-of"
    page.get_by_role("button", name="Call again").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be connected")


def test_leaving_the_page_hangs_up(caller, chat):
    page = caller().open()
    ring(page)
    page.get_by_role("button", name="Start the call").click()
    expect(page.get_by_role("log")).to_be_visible()
    page.evaluate("Centralita.destroy()")
    page.wait_for_timeout(300)
    assert chat.heard[-1] == {"type": "hang_up"}


def test_axe_finds_nothing_in_a_call(caller):
    page = caller(390, reduced_motion="reduce").visit("loose")
    page.locator(".launcher").click()
    ring(page)
    expect(page.get_by_role("button", name="Start the call")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Start the call").click()
    expect(page.get_by_role("textbox", name="Say something")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Hang up").click()
    expect(page.get_by_role("button", name="Call again")).to_be_visible()
    assert axe(page) == []


def test_no_button_where_there_are_no_calls(visitor):
    page = visitor.open()
    expect(page.get_by_role("button", name="Call the assistant")).to_have_count(0)
