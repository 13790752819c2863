"""A flow, a prompt and a tool are kept where they live, found by kind, and used again; a flow can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from centralita.identity.accounts.models import User
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


def _owner(language: str) -> tuple[Member, dict[str, str]]:
    def make() -> tuple[Member, dict[str, str]]:
        person = make_member()
        User.objects.filter(id=person.user.id).update(language=language)
        api = person.api
        ids: dict[str, str] = {}
        for name, template in (("Hotel", "hotel"), ("Clínica", "dental_clinic")):
            told = {"name": name, "languages": [language], "template": template}
            ids[name] = api.post("/agents", told).json()["id"]
        ids["prompt"] = api.post(
            "/prompts",
            {"name": "house", "title": "La casa", "content": {"text": "Sea breve.", "language": "es"}},
        ).json()["id"]
        definition = {"description": "Habitaciones", "request": {"address": "https://api.example.com/rooms"}}
        tool = api.post("/tools", {"name": "rooms", "label": "Habitaciones", "definition": definition}).json()
        ids["tool"] = tool["id"]
        signed = {"sign_in": "bearer", "credentials": {"token": "muy-secreto-1234"}}
        assert api.patch(f"/tools/{tool['id']}", signed).status_code == 200
        return person, ids

    return aside(make)


def _flows(person: Member, agent: str) -> int:
    def count() -> int:
        blueprint: dict[str, Any] = person.api.get(f"/agents/{agent}/draft").json()["blueprint"]
        return len(blueprint["flows"])

    return aside(count)


def _keep(page: Page, words: Wording, title: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words("templates.keep.name"), exact=True).fill(title)
    dialog.get_by_role("button", name=words("templates.keep.save"), exact=True).click()
    expect(dialog).to_have_count(0)


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_anything_is_kept_as_a_template_and_used_again(
    open_browser: Callable[..., BrowserContext], server: str, language: str, theme: str, width: int
) -> None:
    words = Wording(language)
    person, ids = _owner(language)
    context = open_browser(language=language, theme=theme, width=width)
    session = person.api.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    page = context.new_page()

    page.goto(f"{server}/prompts/{ids['prompt']}")
    page.get_by_role("button", name=words("prompts.keep"), exact=True).click()
    expect(page.get_by_role("dialog").get_by_text(words("templates.keep.detail.prompt"))).to_be_visible()
    look(page, f"keep-prompt-{language}", over=True)
    _keep(page, words, "Prompt de la casa")
    look(page, f"prompt-{language}")

    page.goto(f"{server}/tools/{ids['tool']}")
    page.get_by_role("button", name=words("tools.keep"), exact=True).click()
    _keep(page, words, "Habitaciones de la casa")
    look(page, f"tool-{language}")

    page.goto(f"{server}/agents/{ids['Hotel']}/build?flow=booking")
    flow = {"es": "Reservar", "en": "Book"}[language]
    page.get_by_role("button", name=words("agents.actions_for", name=flow), exact=True).click()
    page.get_by_role("menuitem", name=words("agents.template.open"), exact=True).click()
    _keep(page, words, "Reserva de la casa")

    page.goto(f"{server}/templates?kind=flow")
    expect(page.get_by_text("Reserva de la casa")).to_be_visible()
    expect(page.get_by_text("Prompt de la casa")).to_have_count(0)
    look(page, f"templates-by-kind-{language}")
    page.get_by_role("button", name="Reserva de la casa").click()
    before = _flows(person, ids["Clínica"])
    page.get_by_role("dialog").get_by_role("combobox").click()
    page.get_by_role("option", name="Clínica").click()
    look(page, f"use-flow-{language}", over=True)
    page.get_by_role("button", name=words("templates.kept.use"), exact=True).click()
    expect(page.get_by_text(words("templates.kept.flow_done"))).to_be_visible()
    assert _flows(person, ids["Clínica"]) == before + 1
    page.get_by_role("button", name=words("templates.kept.undo"), exact=True).last.click()
    expect(page.get_by_text(words("templates.kept.undone"))).to_be_visible()
    assert _flows(person, ids["Clínica"]) == before

    page.goto(f"{server}/templates?kind=tool")
    page.get_by_role("button", name="Habitaciones de la casa").click()
    expect(page.get_by_role("dialog").get_by_text(words("templates.kept.signs_in"))).to_be_visible()
    look(page, f"use-tool-{language}", over=True)
    page.get_by_role("button", name=words("templates.kept.use"), exact=True).click()
    heading = page.get_by_role("heading", name="Habitaciones de la casa", level=1)
    expect(heading).to_be_visible()
