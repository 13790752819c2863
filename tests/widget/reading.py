"""How the tests find what a visitor sees."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def field(page: Page) -> Locator:
    return page.locator("textarea")


def said(page: Page, text: str) -> Locator:
    return page.locator(".bubble", has_text=text)


def write(page: Page, text: str) -> None:
    field(page).fill(text)
    field(page).press("Enter")
