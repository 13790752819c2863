"""Hostile text stays text, and a strict page has nothing to complain of.

Every test here runs on a page whose policy allows scripts, connections and images from the chat's host only,
no inline style, no evaluation, and no markup made of strings (trusted types): the `visitor` fixture fails on
any violation, any script error, any dialog, and any request to a third origin.
"""

from __future__ import annotations

import json
import os

import pytest
from playwright.sync_api import Page, expect

from tests.widget.fake_chat import FakeChat
from tests.widget.reading import said, write

pytestmark = pytest.mark.browser

EVERYTHING = os.environ.get("CENTRALITA_XSS") == "all"

# What a bubble may hold, and nothing else: tag → attributes.
SURVEY = """() => {
  const allowed = {P: [], BR: [], STRONG: [], EM: [], UL: [], OL: ["start"], LI: [],
                   A: ["href", "target", "rel", "title"]};
  const wrong = [];
  for (const bubble of document.querySelector("centralita-chat").shadowRoot.querySelectorAll(".bubble")) {
    for (const element of bubble.querySelectorAll("*")) {
      const names = allowed[element.tagName];
      if (!names) wrong.push(element.tagName);
      else for (const {name} of element.attributes) if (!names.includes(name)) wrong.push(`${element.tagName} ${name}`);
      if (element.tagName === "A" && !/^(https?|mailto|tel):/.test(element.getAttribute("href"))) wrong.push(element.href);
    }
  }
  return wrong;
}"""

CLASSICS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[click](javascript:alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    "**<iframe srcdoc='<script>parent.alert(1)</script>'>**",
    "- <style>@import url(//evil.example/x.css)</style>",
    '"><link rel=stylesheet href=//evil.example/x.css>',
    "<base href=//evil.example/>",
    "{{constructor.constructor('alert(1)')()}}",
]


def say_all(page: Page, chat: FakeChat, batch: list[str]) -> None:
    """Every row as somebody's message; then a look at what became of them."""

    def work() -> None:
        for number, text in enumerate(batch):
            chat.talk.add(("agent", "person", "visitor", "system")[number % 4], text)
        chat.talk.add("agent", "**That was all.**")

    chat.act(work)
    expect(said(page, "That was all.")).to_be_visible(timeout=30_000)
    assert page.evaluate(SURVEY) == []


def test_the_classic_attacks_in_messages_run_nothing(visitor, chat):
    page = visitor.open()
    say_all(page, chat, [attack for attack in CLASSICS for _ in range(5)])


def test_published_attacks_in_messages_run_nothing(visitor, chat, corpora):
    """A twentieth of them by default, all with CENTRALITA_XSS=all."""
    rows = [json.loads(line)["payload"] for line in (corpora / "xss.jsonl").read_text().splitlines()]
    rows = rows if EVERYTHING else rows[::20]
    for start in range(0, len(rows), 400):
        page = visitor.open()
        say_all(page, chat, rows[start : start + 400])
        visitor.check()
        page.evaluate("localStorage.clear()")
        page.close()


def test_attacks_in_names_choices_and_sources_run_nothing(visitor, chat):
    chat.config["agent"]["name"] = CLASSICS[1]
    chat.config["organization"] = {
        "name": CLASSICS[0],
        "logo_url": "https://evil.example/logo.png",
        "color": "red;}*{",
    }
    chat.config["widget"].update(ai_notice=CLASSICS[2], greeting=CLASSICS[1], color="url(//evil.example)")
    chat.config["languages"] = ["en", "<b>x</b>"]
    page = visitor.visit()
    page.locator(".launcher").click()
    expect(page.locator(".agent .bubble")).to_be_visible()
    for text in CLASSICS:
        choice = [{"id": text, "label": text}]
        cited = [{"title": text, "place": text, "document_id": text}]
        file = [{"id": text, "name": text, "size": 1, "type": text, "url": "https://evil.example/x"}]
        chat.say("See.", choices=choice, citations=cited, attachments=file, author={"name": text})
        expect(page.locator(".choice", has_text=text)).to_be_visible()
    for file in page.locator(".file").all():
        file.click()
        expect(page.locator(".strip")).to_be_visible()
        expect(page.locator(".strip")).to_be_hidden()
    page.get_by_role("button", name="More options").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=CLASSICS[0])).to_be_visible()
    page.locator(".choice").click()
    expect(said(page, f"You said: {CLASSICS[-1]}")).to_be_visible()


def test_a_logo_of_the_host_is_shown(visitor, chat):
    chat.config["organization"]["logo_url"] = "/logo.svg"
    page = visitor.open()
    logo = page.locator("img.logo")
    expect(logo).to_be_visible()
    assert logo.get_attribute("src") == f"{chat.host}/logo.svg"


def test_it_works_where_the_page_may_keep_nothing(visitor):
    visitor.context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
             Object.defineProperty(window, name, {get() { throw new DOMException("denied", "SecurityError"); }});"""
    )
    page = visitor.open()
    write(page, "hello")
    expect(said(page, "You said: hello")).to_be_visible()
