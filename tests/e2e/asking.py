"""Asking a page for what only its own script knows."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

PATIENCE = 20.0
# As many steps as a person would walk through a list before giving up.
MOST_PRESSES = 80
# Menus move the focus in a timer of their own: who looks before it presses once too often, and walks past.
_MOVED = "new Promise((done) => setTimeout(done, 5))"


def until_true(page: Page, expression: str, argument: Any = None) -> Any:
    """What the expression comes to, as soon as that is true of anything.

    `Page.wait_for_function` evaluates its text inside the page from the second look on, which our pages forbid.
    """
    deadline = time.monotonic() + PATIENCE
    while not (found := page.evaluate(expression, argument)):
        if time.monotonic() > deadline:
            pytest.fail(f"never true: {expression}")
        page.wait_for_timeout(50)
    return found


def press_until(page: Page, key: str, reached: Callable[[], bool]) -> None:
    """Press a key that walks through a list until what is wanted is reached."""
    for _ in range(MOST_PRESSES):
        if reached():
            return
        page.keyboard.press(key)
        page.evaluate(_MOVED)
    pytest.fail(f"not reached by {MOST_PRESSES} times {key}")


def has_focus(one: Locator) -> bool:
    """Whether an element has the focus itself, in a shadow too."""
    return bool(one.evaluate("one => one.getRootNode().activeElement === one"))
