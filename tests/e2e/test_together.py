"""Several people at once: two editors of one draft, a visitor and whoever takes over, an owner and whom they invite."""

import re
import uuid
from collections.abc import Callable

import httpx
import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Locator, Page, expect

from centralita.identity.access.permissions import Role
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.mail import letter
from tests.e2e.wording import Wording
from tests.live.talk import published_agent
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

words = Wording("es")
Open = Callable[..., BrowserContext]


def enter(context: BrowserContext, server: str, member: Member) -> Page:
    """A page of this browser, signed in as this person."""
    session = member.api.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    return context.new_page()


def persona(page: Page) -> Locator:
    """The box of the persona, once its editor has come."""
    return page.locator(".cm-content").and_(page.get_by_label(words("agents.general.persona"), exact=True))


def test_two_editors_lose_nothing(server: str, open_browser: Open) -> None:
    def people() -> tuple[Member, Member, str]:
        owner = make_member(language="es")
        return owner, make_member(in_=owner, role=Role.ADMIN, language="es"), published_agent(owner)

    owner, admin, agent = aside(people)
    one, other = enter(open_browser(), server, owner), enter(open_browser(), server, admin)
    for page in (one, other):
        page.goto(f"{server}/agents/{agent}/build?part=general")
        expect(persona(page)).to_be_visible()
    # Who hears of it at once writes on from there: only without a connection do both write into one place.
    other.context.set_offline(True)
    persona(other).fill("Formal y de usted.")
    expect(other.get_by_text(words("agents.draft.offline"))).to_be_visible()
    persona(one).fill("Cercana y de tú.")
    for _ in range(60):
        if (
            aside(lambda: owner.api.get(f"/agents/{agent}/draft").json())["blueprint"]
            .get("persona", {})
            .get("es")
            == "Cercana y de tú."
        ):
            break
        one.wait_for_timeout(250)
    other.context.set_offline(False)
    expect(other.get_by_text(words("agents.draft.conflict"))).to_be_visible()
    look(other, "conflict")
    other.get_by_role("button", name=words("agents.draft.keep_mine")).click()
    expect(other.get_by_text(words("agents.draft.conflict"))).to_be_hidden()
    expect(persona(other)).to_have_text("Formal y de usted.")
    one.reload()
    expect(persona(one)).to_have_text("Formal y de usted.")


def test_a_page_that_is_read_again_is_one_page(server: str, open_browser: Open) -> None:
    """Whoever reads the page of a draft again is not there twice, neither for others nor for themselves."""

    def people() -> tuple[Member, str]:
        owner = make_member(language="es")
        return owner, published_agent(owner)

    owner, agent = aside(people)
    context = open_browser()
    one, other = enter(context, server, owner), context.new_page()
    oneself = words("agents.people.you")

    def here(page: Page) -> Locator:
        return page.get_by_role("list", name=words("agents.people.title")).get_by_role("listitem")

    for page in (one, other):
        page.goto(f"{server}/agents/{agent}/build?part=general")
    for page in (one, other):
        expect(here(page)).to_have_count(1)
        expect(here(page).get_by_role("button")).to_have_accessible_name(oneself)
    for _ in range(3):
        one.reload()
        expect(here(one)).to_have_count(1)
        # The page that stayed has heard of the one that came back when that one answers it.
        expect(here(other)).to_have_count(1)
    look(one, "read-again")


def test_what_is_edited_without_a_connection_is_sent_later(server: str, open_browser: Open) -> None:
    def people() -> tuple[Member, str]:
        owner = make_member(language="es")
        return owner, published_agent(owner)

    owner, agent = aside(people)
    context = open_browser()
    page = enter(context, server, owner)
    page.goto(f"{server}/agents/{agent}/build?part=general")
    expect(persona(page)).to_be_visible()
    context.set_offline(True)
    persona(page).fill("Escrita en el tren.")
    expect(page.get_by_text(words("agents.draft.offline"))).to_be_visible()
    look(page, "offline")
    page.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(f"{server}/agents/{agent}/build?part=general")
    expect(persona(later)).to_have_text("Escrita en el tren.")
    expect(later.get_by_role("status").filter(has_text=words("agents.draft.saved"))).to_be_visible()
    draft = aside(lambda: owner.api.get(f"/agents/{agent}/draft").json())
    assert draft["blueprint"]["persona"]["es"] == "Escrita en el tren."


def test_a_person_takes_over_and_hands_back(server: str, open_browser: Open) -> None:
    def people() -> tuple[Member, str]:
        owner = make_member(language="es")
        body = {"name": "Web", "kind": "widget", "agent_id": published_agent(owner), "origins": [server]}
        return owner, owner.api.post("/channels", body).json()["key"]

    owner, key = aside(people)
    visitor = open_browser(width=390).new_page()
    visitor.goto(f"{server}/chat/{key}")
    expect(visitor.locator(".bubble").first).to_be_visible()
    visitor.locator("textarea").fill("Tengo una duda rara")
    visitor.locator("textarea").press("Enter")
    expect(visitor.locator(".bubble.visitor, .visitor .bubble", has_text="duda rara")).to_be_visible()

    page = enter(open_browser(), server, owner)
    page.goto(f"{server}/conversations")
    page.locator("tbody").get_by_role("link").first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name=words("conversations.hold.take_over")).click()
    box = sheet.get_by_label(words("conversations.hold.write"))
    box.fill("Soy Marta, le ayudo yo.")
    box.press("Enter")
    expect(visitor.locator(".bubble", has_text="Soy Marta")).to_be_visible()
    look(page, "take-over")

    bubbles = visitor.locator(".bubble").count()
    visitor.locator("textarea").fill("¿Qué horario tienen?")
    visitor.locator("textarea").press("Enter")
    expect(sheet.get_by_text("¿Qué horario tienen?")).to_be_visible()
    visitor.wait_for_timeout(700)
    assert visitor.locator(".bubble").count() == bubbles + 1, "the agent spoke while a person held the chat"
    sheet.get_by_role("button", name=words("conversations.hold.hand_back")).click()
    expect(sheet.get_by_text(words("conversations.hold.answering"))).to_be_visible()
    visitor.locator("textarea").fill("¿Siguen ahí?")
    visitor.locator("textarea").press("Enter")
    expect(visitor.locator(".bubble")).not_to_have_count(bubbles + 2)


def test_who_is_invited_comes_in_with_their_role(server: str, open_browser: Open) -> None:
    owner = aside(lambda: make_member(language="es"))
    agent = aside(lambda: owner.api.post("/agents", {"name": "Recepción"}).json()["id"])
    email = f"{uuid.uuid4().hex[:10]}@example.test"
    page = enter(open_browser(), server, owner)
    page.goto(f"{server}/settings/team")
    page.get_by_role("button", name=words("settings.team.invite"), exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("textbox").first.fill(email)
    expect(sheet.get_by_text(words("settings.team.agents_help.manager"), exact=True)).to_be_visible()
    look(page, "invite")
    sheet.get_by_role("button", name=words("settings.team.send"), exact=True).click()
    expect(page.get_by_text(email).first).to_be_visible()

    context = open_browser(width=390)
    address = re.search(r"/invitations/\S+", letter(context, server, email))
    assert address
    guest = context.new_page()
    guest.goto(server + address[0])
    look(guest, "invitation")
    guest.get_by_role("link", name=words("onboarding.invitation.sign_up")).click()
    guest.get_by_label(words("auth.name")).fill("Luis Prado")
    guest.locator("input[type=email]").fill(email)
    guest.locator("input[type=password]").first.fill("otra frase larga y propia")
    guest.get_by_role("button", name=words("auth.sign_up.submit")).click()
    # The link of the letter has proved the address: no code is asked for.
    guest.get_by_role("button", name=words("onboarding.invitation.accept")).click()
    expect(guest.get_by_role("heading", name=words("home.title"))).to_be_visible()
    look(guest, "home-of-a-guest")
    # As the invitation said: a manager for whom no agent was chosen sees none.
    answers = guest.goto(f"{server}/agents/{agent}/build")
    assert answers
    expect(guest.get_by_role("heading", name=words("errors.not_found.title"))).to_be_visible()


def test_a_key_for_a_build_server_is_shown_once_and_taken_back(server: str, open_browser: Open) -> None:
    owner = aside(lambda: make_member(language="es"))
    page = enter(open_browser(), server, owner)
    page.goto(f"{server}/settings/api-keys")
    expect(page.get_by_text(words("settings.keys.none"), exact=True)).to_be_visible()
    look(page, "keys-none")
    page.get_by_role("button", name=words("settings.keys.new"), exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(words("settings.keys.name"), exact=True).fill("Obra")
    look(page, "key-sheet", over=True)
    sheet.get_by_role("button", name=words("settings.keys.make"), exact=True).click()
    shown = sheet.get_by_label(words("settings.keys.key"), exact=True)
    expect(shown).to_have_value(re.compile(r"^cak_\S{69}$"))
    key = shown.input_value()
    look(page, "key-shown", over=True)
    sheet.get_by_role("button", name=words("settings.keys.kept"), exact=True).click()
    expect(page.get_by_text(f"…{key[-4:]}")).to_be_visible()
    assert key not in page.content()
    asked = {"Authorization": f"Bearer {key}"}
    assert httpx.get(f"{server}/api/v1/agents", headers=asked).status_code == 200
    page.reload()
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, "keys")
    page.get_by_role("button", name=words("settings.delete_named", name="Obra")).click()
    page.get_by_role("alertdialog").get_by_role("button", name=words("settings.delete"), exact=True).click()
    expect(page.get_by_text(words("settings.keys.none"), exact=True)).to_be_visible()
    assert httpx.get(f"{server}/api/v1/agents", headers=asked).status_code == 401
