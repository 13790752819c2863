"""Letters, as the developer mail page shows them."""

import re

from playwright.sync_api import BrowserContext


def letter(context: BrowserContext, server: str, email: str) -> str:
    """What was written last to this address."""
    mail = context.new_page()
    mail.goto(f"{server}/dev/mail")
    text = mail.locator("article", has_text=email).first.locator("pre").inner_text()
    mail.close()
    return text


def code_from_mail(context: BrowserContext, server: str, email: str) -> str:
    """The code that waits for this address."""
    text = letter(context, server, email)
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text, re.MULTILINE)
    assert found, text
    return found[1]
