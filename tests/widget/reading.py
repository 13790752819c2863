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


def at_rest(page: Page) -> None:
    """Wait until nothing of the widget moves any more: before that its boxes are on their way."""
    page.evaluate(
        """() => Promise.all(document.querySelector("centralita-chat").shadowRoot.getAnimations()
             .filter((one) => one.effect.getComputedTiming().iterations < Infinity).map((one) => one.finished))"""
    )
