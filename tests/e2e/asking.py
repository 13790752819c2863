"""Asking a page for what only its own script knows."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page

PATIENCE = 20.0


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
