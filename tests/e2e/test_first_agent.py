"""As a new user would: sign up, name the business, and have an agent that answers; no key of any provider."""

import re
import uuid

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


def code_from_mail(context: BrowserContext, server: str, email: str) -> str:
    """The code that waits on the developer mail page for this address."""
    mail = context.new_page()
    mail.goto(f"{server}/dev/mail")
    letter = mail.locator("article", has_text=email).first
    text = letter.locator("pre").inner_text()
    mail.close()
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text, re.MULTILINE)
    assert found, text
    return found[1]


def sign_up(context: BrowserContext, page: Page, server: str) -> None:
    email = f"{uuid.uuid4().hex[:12]}@example.test"
    page.goto(f"{server}/sign-up")
    page.get_by_label("Nombre", exact=False).first.fill("Marta López")
    page.get_by_label("Correo del trabajo").fill(email)
    page.locator("input[type=password]").first.fill("una frase larga y propia")
    page.get_by_role("button", name="Crear la cuenta").click()
    expect(page.get_by_role("heading", name="Revise su correo")).to_be_visible()
    field = page.get_by_label("Código", exact=False).first
    field.fill(code_from_mail(context, server, email))
    confirm = page.get_by_role("button", name="Confirmar")
    if confirm.is_visible():
        confirm.click()


def test_from_sign_up_to_an_agent_that_answers(server: str, context: BrowserContext, page: Page) -> None:
    sign_up(context, page, server)
    page.get_by_label("Nombre del negocio").fill("Clínica Luna")
    page.get_by_role("button", name="Continuar").click()
    for heading in ("¿A qué se dedica?", "¿Cuándo abre?", "¿Qué ofrece y cuánto cuesta?"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        if heading.startswith("¿Cuándo"):
            page.get_by_role("button", name="Continuar").click()
        else:
            page.get_by_role("button", name="Omitir").click()
    expect(page.get_by_role("heading", name="Elija su primer agente")).to_be_visible()
    page.get_by_role("button", name="Crear y probar").click()
    expect(page.get_by_text("Clínica Luna").last).to_be_visible()
