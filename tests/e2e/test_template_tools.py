"""What an owner sees of a template's tool: that it is not connected, where to connect it, and scenarios that are there."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, expect

from centralita.identity.accounts.models import User
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


def _owner(language: str) -> tuple[Member, str]:
    def make() -> tuple[Member, str]:
        person = make_member()
        User.objects.filter(id=person.user.id).update(language=language)
        told = {"name": "Tienda", "languages": [language], "template": "shop_support"}
        made = person.api.post("/agents", told)
        assert made.status_code == 201, made.content
        return person, str(made.json()["id"])

    return aside(make)


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_tool_of_a_template_says_that_it_is_not_connected(
    open_browser: Callable[..., BrowserContext], server: str, language: str, theme: str, width: int
) -> None:
    words = Wording(language)
    person, agent = _owner(language)
    context = open_browser(language=language, theme=theme, width=width)
    session = person.api.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    page = context.new_page()
    page.goto(f"{server}/agents/{agent}/scenarios")
    expect(
        page.get_by_text({"es": "Devuelve algo roto", "en": "Returns something broken"}[language])
    ).to_be_visible()
    look(page, f"template-scenarios-{language}")
    page.goto(f"{server}/agents/{agent}/tools")
    expect(page.get_by_text(words("agents.tools.not_connected"), exact=True)).to_be_visible()
    look(page, f"template-tools-{language}")
    page.get_by_role("link", name=f"{words('agents.tools.connect')}: order_status").click()
    heading = {"es": "Estado de un pedido", "en": "State of an order"}[language]
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    expect(page.get_by_text(words("tools.status.not_connected"), exact=True).first).to_be_visible()
    look(page, f"template-tool-{language}")
