"""Everyone can use it: by keyboard, by screen reader, on a phone, in the dark, with little motion."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.widget.reading import at_rest, said, write

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js"


def axe(page: Page) -> list[str]:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `npm ci` in widget/")
    page.evaluate(AXE.read_text())
    return page.evaluate(
        """axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(
             (found) => found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 120)}`)))"""
    )


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(new_visitor, chat, scheme, width):
    chat.config["widget"]["color"] = "#f2c200" if width == 390 else "#0b7a75"
    visitor = new_visitor(width, 844, color_scheme=scheme, reduced_motion="reduce")
    page = visitor.visit("loose")
    expect(page.locator(".greeting")).to_be_visible()
    assert axe(page) == []
    page.locator(".launcher").click()
    page.locator(".choice", has_text="Prices").click()
    expect(page.locator(".sources")).to_be_visible()
    for word in ("several", "stars", "nps", "date"):
        write(page, word)
        expect(page.locator(".prompt")).to_be_visible()
        assert axe(page) == []
    chat.take_over("Marta Ruiz")
    chat.act(lambda: chat.talk.add("person", "Hi, see https://a.example", author={"name": "Marta Ruiz"}))
    chat.faults.refuse_sends = [(422, {"detail": "No."}, {})]
    write(page, "refused")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"}
    )
    expect(page.locator(".item.ready")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("button", name="Download a.txt")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="More options").click()
    assert axe(page) == []
    page.get_by_role("menuitem", name="End conversation").click()
    assert axe(page) == []
    page.get_by_role("button", name="End conversation").click()
    expect(page.locator(".ending")).to_be_visible()
    assert axe(page) == []


def test_everything_by_keyboard(visitor, chat):
    page = visitor.visit(greeting="")
    keys = page.keyboard
    focused = """() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute("aria-label") || at?.textContent || at?.tagName;
    }"""
    expect(page.locator(".launcher")).to_be_visible()
    keys.press("Tab")
    assert page.evaluate(focused) == "Open chat"
    keys.press("Enter")
    expect(page.locator(".choice").first).to_be_visible()
    assert page.evaluate(focused) == "Write a message…"
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    assert page.evaluate(focused) == "Talk to a person"
    keys.press("Shift+Tab")
    keys.press("Enter")
    expect(page.locator(".sources")).to_be_visible()
    assert page.evaluate(focused) == "Write a message…"
    keys.type("hello")
    keys.press("Tab")
    assert page.evaluate(focused) == "Send"
    keys.press("Enter")
    expect(said(page, "You said: hello")).to_be_visible()
    assert page.evaluate(focused) == "Write a message…"
    page.get_by_role("button", name="More options").focus()
    keys.press("ArrowDown")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    keys.press("ArrowUp")
    assert page.evaluate(focused) == "End conversation"
    keys.press("Escape")
    assert page.evaluate(focused) == "More options"
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate(focused) == "Open chat"


def test_messages_are_read_out_once(visitor, chat):
    """A screen reader hears what is added to the log: nothing is taken away and added again."""
    page = visitor.open()
    page.evaluate(
        """() => {
          const log = document.querySelector("centralita-chat").shadowRoot.querySelector(".column");
          window.heard = [];
          new MutationObserver((records) => {
            for (const record of records) for (const node of record.addedNodes)
              if (!node.closest("[aria-live=off]")) heard.push(node.innerText.replace(/\\s+/g, " ").trim());
          }).observe(log, {childList: true});
        }"""
    )
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    chat.pace = 0.02
    write(page, "price")
    expect(page.locator(".sources")).to_be_visible()
    chat.say("Anything else?")
    expect(said(page, "Anything else?")).to_be_visible()
    heard = page.evaluate("heard")
    assert heard[0] == "You: price"
    assert len(heard) == 3
    assert "dental cleaning" in heard[1]
    assert "Anything else?" in heard[2]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568)])
def test_on_a_phone_it_covers_the_page(new_visitor, chat, width, height):
    visitor = new_visitor(width, height, has_touch=True, is_mobile=True)
    page = visitor.open()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_attribute("aria-modal", "true")
    at_rest(page)
    assert dialog.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    expect(page.locator(".launcher")).to_be_hidden()
    chat.say("A-very-long-word-" * 12 + " https://a.example/" + "x" * 200)
    write(page, "nps")
    expect(page.locator(".mark").last).to_be_visible()
    sideways = """() => {
      const root = document.querySelector("centralita-chat").shadowRoot;
      return [document.documentElement, ...root.querySelectorAll(".log, .panel, .head")]
        .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.className || one.tagName);
    }"""
    assert page.evaluate(sideways) == []
    small = """() => [...document.querySelector("centralita-chat").shadowRoot.querySelectorAll("button, textarea")]
      .filter((one) => one.checkVisibility()).map((one) => [one.getBoundingClientRect(), one.outerHTML])
      .filter(([box]) => box.width < 24 || box.height < 24).map(([, html]) => html.slice(0, 80))"""
    assert page.evaluate(small) == []
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "CENTRALITA-CHAT"
    page.get_by_role("button", name="Close chat").click()
    expect(page.locator(".launcher")).to_be_visible()
    assert page.evaluate("document.documentElement.style.overflow") == ""


def test_right_to_left_words_and_pages(visitor, chat):
    page = visitor.open()
    page.evaluate("document.documentElement.dir = 'rtl'")
    chat.say("مرحبا، كيف يمكنني مساعدتك؟")
    bubble = said(page, "مرحبا")
    expect(bubble).to_have_css("direction", "rtl")
    expect(page.locator(".root")).to_have_css("direction", "ltr")


def test_little_motion_when_little_is_asked_for(new_visitor):
    visitor = new_visitor(reduced_motion="reduce")
    page = visitor.open()
    expect(page.locator(".panel")).to_have_css("animation-name", "none")
    expect(page.locator(".launcher")).to_have_css("transition-duration", "0s")


def test_the_theme_follows_the_system_while_open(visitor):
    page = visitor.open()
    expect(page.locator(".panel")).to_have_css("background-color", "rgb(251, 251, 250)")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".panel")).to_have_css("background-color", "rgb(19, 19, 18)")


def test_sound_is_off_until_asked_for(visitor, chat):
    visitor.context.add_init_script(
        """window.played = 0;
           window.AudioContext = class extends AudioContext { constructor() { super(); played += 1; } };"""
    )
    page = visitor.open()
    chat.say("Quiet.")
    expect(said(page, "Quiet.")).to_be_visible()
    assert page.evaluate("played") == 0
    page.get_by_role("button", name="More options").click()
    page.get_by_role("menuitemcheckbox", name="Sound").click()
    page.keyboard.press("Escape")
    chat.say("Loud.")
    expect(page.locator(".badge")).to_have_text("1")
    assert page.evaluate("played") == 1
