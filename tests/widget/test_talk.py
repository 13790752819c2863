"""The everyday of a visitor: opens, writes, reads, comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def field(page: Page):
    return page.get_by_role("textbox", name="Write a message…")


def said(page: Page, text: str):
    return page.locator(".bubble", has_text=text)


def write(page: Page, text: str) -> None:
    field(page).fill(text)
    field(page).press("Enter")


def test_opens_and_talks(visitor, chat):
    page = visitor.visit()
    page.get_by_role("button", name="Open chat").click()
    expect(said(page, "How can I help you?")).to_be_visible()
    write(page, "hello")
    expect(said(page, "You said: hello")).to_be_visible()
    assert chat.said("visitor") == ["hello"]
