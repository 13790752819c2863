"""From a saved template to the gallery, into another organization, and on to its next version, as three people do it."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Locator, Page, expect

from centralita.identity.access.permissions import Role
from centralita.identity.accounts.models import User
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.people import Member, make_member
from tests.studio.gallery.shelf import a_document, texts_of

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

PHONE = "611 222 333"


def _person(language: str, **fields: Any) -> Member:
    def make() -> Member:
        person = make_member(**fields)
        User.objects.filter(id=person.user.id).update(language=language)
        return person

    return aside(make)


def _write(author: Member, agent: str, persona: str, notice: str) -> None:
    def write() -> None:
        draft = author.api.get(f"/agents/{agent}/draft").json()["blueprint"]
        changed = {**draft, "persona": {"es": persona}, "ai_notice": {"es": notice}}
        kept = author.api.put(f"/agents/{agent}/draft", {"blueprint": changed})
        assert kept.status_code == 200, kept.content

    aside(write)


def _keep(author: Member, agent: str, title: str, template: str = "") -> str:
    def keep() -> str:
        told = {"agent_id": agent, "title": title, "summary": "Con nuestros avisos."}
        api = author.api
        kept = (
            api.put(f"/saved-templates/{template}", told) if template else api.post("/saved-templates", told)
        )
        assert kept.status_code in {200, 201}, kept.content
        return str(kept.json()["id"])

    return aside(keep)


def _open(
    person: Member,
    open_browser: Callable[..., BrowserContext],
    server: str,
    language: str,
    theme: str,
    width: int,
) -> Page:
    context = open_browser(language=language, theme=theme, width=width)
    session = person.api.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    return context.new_page()


def _document(author: Member, title: str, text: str) -> None:
    """Have the author's knowledge say this under that title, and nothing else."""

    def write() -> None:
        for one in author.api.get("/knowledge/documents").json()["items"]:
            if one["title"] == title:
                author.api.delete(f"/knowledge/documents/{one['id']}")
        a_document(author, title, text)

    aside(write)


def _hand_in(page: Page, words: Wording, server: str, template: str, language: str, *, first: bool) -> None:
    page.goto(f"{server}/templates?template={template}")
    page.get_by_role("link", name=words("templates.saved.publish"), exact=True).click()
    expect(page.get_by_text(words("gallery.publish.inside_detail"))).to_be_visible()
    if first:
        expect(page.get_by_text(PHONE)).to_be_visible()
        look(page, f"gallery-publish-{language}")
        page.get_by_label(words("gallery.publish.public_name"), exact=True).fill("Agencia Norte")
    else:
        expect(page.get_by_label(words("gallery.publish.public_name"), exact=True)).to_have_value(
            "Agencia Norte"
        )
        page.get_by_label(words("gallery.publish.note"), exact=True).fill("Saluda mejor.")
    if first:
        page.get_by_label("Desayuno", exact=True).click()
    # The next version begins with what the last one took along.
    expect(page.get_by_label("Desayuno", exact=True)).to_be_checked()
    expect(page.get_by_text("El desayuno").first).to_be_visible()
    page.get_by_label(words("gallery.publish.looked"), exact=True).click()
    page.get_by_role("button", name=words("gallery.publish.do"), exact=True).click()
    expect(page.get_by_text(words("gallery.states.submitted"), exact=True)).to_be_visible()
    look(page, f"gallery-handed-in-{language}")


def _drawn(page: Page, within: Page | Locator, words: Wording) -> None:
    """A flow is shown as it was drawn, and as it reads; on a phone only as it reads."""
    steps = within.locator(".react-flow__node-step")
    reads = within.locator("details[open] > ol > li")
    size = page.viewport_size
    if size and size["width"] > 768:
        expect(steps.first).to_be_visible()
        expect(reads).to_have_count(0)
        within.get_by_role("radio", name=words("gallery.inside.outline"), exact=True).click()
        expect(reads.first).to_be_visible()
        expect(steps).to_have_count(0)
        within.get_by_role("radio", name=words("gallery.inside.drawing"), exact=True).click()
        expect(steps.first).to_be_visible()
    else:
        expect(reads.first).to_be_visible()
        expect(steps).to_have_count(0)


def _approve(
    page: Page, words: Wording, server: str, title: str, name: str, *, outlined: bool = True
) -> None:
    page.goto(f"{server}/platform/gallery")
    look(page, f"gallery-queue-{name}")
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.get_by_text(words("gallery.review.decide_detail"))).to_be_visible()
    if outlined:
        page.locator("details summary").first.click()
        _drawn(page, page, words)
    look(page, f"gallery-review-{name}")
    page.get_by_role("button", name=words("gallery.review.approve"), exact=True).click()
    expect(page.get_by_text(words("gallery.review.shelf"), exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=title, exact=True).last).to_have_attribute(
        "href", re.compile("/platform/gallery/published/")
    )


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_template_is_published_installed_rated_and_followed(
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    words = Wording(language)
    author, other = _person(language), _person(language)
    boss = _person(language, is_super_admin=True)
    title = f"Hotel h{uuid.uuid4().hex[:8]}"
    agent = aside(
        lambda: str(
            author.api.post(
                "/agents", {"name": "Recepción", "languages": ["es"], "template": "hotel"}
            ).json()["id"]
        )
    )
    _write(author, agent, f"Amable. Nuestro móvil es {PHONE}.", "Soy un asistente automático.")
    template = _keep(author, agent, title)
    _document(author, "Desayuno", "El desayuno se sirve de ocho a once en el salón.")
    writing = _open(author, open_browser, server, language, theme, width)
    deciding = _open(boss, open_browser, server, language, theme, width)
    using = _open(other, open_browser, server, language, theme, width)

    _hand_in(writing, words, server, template, language, first=True)
    _approve(deciding, words, server, title, f"1-{language}")

    using.goto(f"{server}/templates?search={title.split()[1]}")
    using.get_by_role("button", name=title, exact=True).click()
    sheet = using.get_by_role("dialog")
    expect(sheet.get_by_text(words("gallery.by", author="Agencia Norte"))).to_be_visible()
    expect(sheet.get_by_text(PHONE)).to_have_count(0)
    look(using, f"gallery-template-{language}", over=True)
    sheet.get_by_label(words("gallery.name"), exact=True).fill("Nuestro hotel")
    sheet.get_by_label(words("gallery.samples")).click()
    sheet.get_by_role("button", name=words("gallery.install"), exact=True).click()
    expect(using).to_have_url(re.compile("/agents/agt_"))
    copy = re.search(r"agt_\w+", using.url)
    assert copy is not None
    expect(using.get_by_role("heading", name="Nuestro hotel")).to_be_visible()

    using.goto(f"{server}/templates?search={title.split()[1]}")
    using.get_by_role("button", name=title, exact=True).click()
    sheet.locator("fieldset label").nth(3).click()
    sheet.get_by_label(words("gallery.rate.comment")).fill("<b>Va bien</b>")
    sheet.get_by_role("button", name=words("gallery.rate.do"), exact=True).click()
    expect(sheet.get_by_text("<b>Va bien</b>", exact=True).last).to_be_visible()
    expect(sheet.get_by_role("button", name=words("gallery.rate.undo"), exact=True)).to_be_visible()
    look(using, f"gallery-rated-{language}", over=True)

    _write(other, copy[0], "Con mis palabras.", "Soy un asistente automático.")
    _write(author, agent, "Otra manera.", "Soy un asistente automático, encantado.")
    _keep(author, agent, title, template)
    _document(author, "Desayuno", "El desayuno se sirve de siete a once en el salón.")
    _hand_in(writing, words, server, template, language, first=False)
    _approve(deciding, words, server, title, f"2-{language}")

    using.goto(f"{server}/agents/{copy[0]}/versions")
    expect(using.get_by_text(words("gallery.update.banner", title=title, number=2))).to_be_visible()
    using.get_by_role("link", name=words("gallery.update.see"), exact=True).click()
    expect(using.get_by_text("Con mis palabras.", exact=True)).to_be_visible()
    expect(using.get_by_text("Otra manera.", exact=True)).to_be_visible()
    expect(using.get_by_role("checkbox", name=re.compile("Desayuno"))).to_be_checked()
    expect(using.get_by_role("row").get_by_text("siete", exact=True)).to_be_visible()
    # Nothing is told of what the pointer happens to rest on.
    using.mouse.move(0, 0)
    look(using, f"gallery-update-{language}")
    using.get_by_role("button", name=words("gallery.update.take_other", count=2), exact=True).click()
    expect(using).to_have_url(re.compile("/build"))
    after = aside(lambda: other.api.get(f"/agents/{copy[0]}/draft").json()["blueprint"])
    assert after["persona"]["es"] == "Con mis palabras."
    assert after["ai_notice"]["es"] == "Soy un asistente automático, encantado."
    known = aside(lambda: texts_of(other))
    assert known["Desayuno"] == "El desayuno se sirve de siete a once en el salón."
    using.goto(f"{server}/agents/{copy[0]}/template")
    expect(using.get_by_text(words("gallery.update.current"))).to_be_visible()

    deciding.get_by_role("link", name=title, exact=True).last.click()
    expect(deciding.get_by_text("<b>Va bien</b>", exact=True)).to_be_visible()
    look(deciding, f"gallery-shelved-{language}")
    deciding.get_by_label(words("gallery.review.reason"), exact=True).fill("Fin de la prueba.")
    deciding.get_by_role("button", name=words("gallery.review.take_down"), exact=True).click()
    expect(deciding.get_by_text(words("gallery.review.waiting"), exact=True)).to_be_visible()
    writing.goto(f"{server}/templates")
    expect(
        writing.get_by_text(words("gallery.submissions.reason", reason="Fin de la prueba.")).first
    ).to_be_visible()
    look(writing, f"gallery-told-{language}")


PROMPT = "# Trato\nHable de usted a {{customer}}.\n\n# Normas\n{{> house_rules}}"
TOOL = {
    "description": "Habitaciones libres de un día",
    "parameters": {
        "type": "object",
        "properties": {"day": {"type": "string", "description": "Qué día"}},
        "required": ["day"],
    },
    "request": {
        "address": "https://api.example.com/rooms",
        "query": [{"name": "day", "value": "{day}"}],
        "headers": [{"name": "X-Api-Key", "value": "de-casa-12"}],
    },
}


def _prompt(author: Member, name: str, text: str, *, publish: bool) -> str:
    def make() -> str:
        variables = [{"name": "customer", "sample": "Ana", "description": "Quién llama"}]
        content = {"text": text, "language": "es", "variables": [] if publish else variables}
        made = author.api.post("/prompts", {"name": name, "title": name.title(), "content": content})
        assert made.status_code == 201, made.content
        if publish:
            author.api.post(f"/prompts/{made.json()['id']}/publish", {"note": "", "labels": []})
        return str(made.json()["id"])

    return aside(make)


def _kept(author: Member, **what: str) -> str:
    def keep() -> str:
        kept = author.api.post("/saved-templates", {"summary": "De nuestra casa.", **what})
        assert kept.status_code == 201, kept.content
        return str(kept.json()["id"])

    return aside(keep)


def _publish(page: Page, words: Wording, server: str, template: str, name: str) -> None:
    page.goto(f"{server}/templates?template={template}")
    page.get_by_role("link", name=words("templates.saved.publish"), exact=True).click()
    expect(page.get_by_text(words("gallery.publish.inside_detail"))).to_be_visible()
    page.get_by_label(words("gallery.publish.public_name"), exact=True).fill("Agencia Norte")
    look(page, f"gallery-publish-{name}")
    page.get_by_label(words("gallery.publish.looked"), exact=True).click()
    page.get_by_role("button", name=words("gallery.publish.do"), exact=True).click()
    expect(page.get_by_text(words("gallery.states.submitted"), exact=True)).to_be_visible()


def _install(page: Page, words: Wording, server: str, title: str, kind: str, called: str) -> None:
    page.goto(f"{server}/templates?kind={kind}&search={title.split()[1]}")
    page.get_by_role("button", name=title, exact=True).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(words("gallery.by", author="Agencia Norte"))).to_be_visible()
    if kind == "flow":
        _drawn(page, sheet, words)
    look(page, f"gallery-{kind}-{words.language}", over=True)
    sheet.get_by_label(words("templates.kept.title"), exact=True).fill(called)
    sheet.get_by_role("button", name=words("gallery.install"), exact=True).click()


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "dark", 1440), ("pt", "light", 390)])
def test_a_prompt_a_tool_and_a_flow_are_published_installed_and_followed(
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    words = Wording(language)
    author, other = _person(language), _person(language)
    boss = _person(language, is_super_admin=True)
    unique = uuid.uuid4().hex[:8]
    _prompt(author, "house_rules", "Nunca prometa precios.", publish=True)
    prompt = _prompt(author, "manner", PROMPT, publish=False)
    tool = aside(
        lambda: author.api.post(
            "/tools", {"name": "rooms", "label": "Habitaciones", "definition": TOOL}
        ).json()
    )
    made = {"name": "Recepción", "languages": ["es"], "template": "hotel"}
    agent = aside(lambda: str(author.api.post("/agents", made).json()["id"]))
    templates = {
        "prompt": _kept(author, title=f"Trato h{unique}", prompt_id=prompt),
        "tool": _kept(author, title=f"Habitaciones h{unique}", tool_id=tool["id"]),
        "flow": _kept(author, title=f"Reserva h{unique}", agent_id=agent, flow_id="booking"),
    }
    titles = {"prompt": f"Trato h{unique}", "tool": f"Habitaciones h{unique}", "flow": f"Reserva h{unique}"}
    writing = _open(author, open_browser, server, language, theme, width)
    deciding = _open(boss, open_browser, server, language, theme, width)
    using = _open(other, open_browser, server, language, theme, width)
    for kind, template in templates.items():
        _publish(writing, words, server, template, f"{kind}-{language}")
        _approve(deciding, words, server, titles[kind], f"{kind}-{language}", outlined=False)

    _install(using, words, server, titles["tool"], "tool", "Las libres")
    expect(using).to_have_url(re.compile("/tools/tool_"))
    expect(using.get_by_role("heading", name="Las libres")).to_be_visible()
    _install(using, words, server, titles["flow"], "flow", "Nuestra reserva")
    expect(using).to_have_url(re.compile("template=tpl_"))
    expect(using.get_by_role("dialog").get_by_text(words("templates.kept.into")).first).to_be_visible()
    _install(using, words, server, titles["prompt"], "prompt", "Nuestro trato")
    expect(using).to_have_url(re.compile("/prompts/prm_"))
    expect(using.get_by_role("heading", name="Nuestro trato")).to_be_visible()
    copy = re.search(r"prm_\w+", using.url)
    assert copy is not None

    def write(who: Member, identifier: str, text: str) -> None:
        content = {"text": text, "language": "es", "variables": []}
        assert who.api.patch(f"/prompts/{identifier}", {"content": content}).status_code == 200

    aside(lambda: write(other, copy[0], PROMPT.replace("Hable de usted", "Tutee")))
    aside(lambda: write(author, prompt, PROMPT.replace("Hable", "Sonría y hable") + "\n\n# Fin\nDespídase."))
    kept = {"title": titles["prompt"], "prompt_id": prompt}
    aside(lambda: author.api.put(f"/saved-templates/{templates['prompt']}", kept))
    _publish(writing, words, server, templates["prompt"], f"prompt-2-{language}")
    _approve(deciding, words, server, titles["prompt"], f"prompt-2-{language}", outlined=False)
    using.goto(f"{server}/prompts/{copy[0]}")
    using.get_by_role("link", name=words("gallery.update.see"), exact=True).click()
    expect(using.get_by_text("Tutee a {{customer}}.", exact=True)).to_be_visible()
    look(using, f"gallery-prompt-update-{language}")
    # The text that both wrote stays; the rest of the template's, its end and what it says of variables, comes.
    using.get_by_role("button", name=words("gallery.update.take_one", count=1), exact=True).click()
    expect(using).to_have_url(re.compile(f"/prompts/{copy[0]}$"))
    after = aside(lambda: other.api.get(f"/prompts/{copy[0]}").json()["content"]["text"])
    assert "Tutee a {{customer}}." in after
    assert after.endswith("# Fin\nDespídase.")
    _read_only(other, open_browser, server, words, titles, theme, width)


def _read_only(
    other: Member,
    open_browser: Callable[..., BrowserContext],
    server: str,
    words: Wording,
    titles: dict[str, str],
    theme: str,
    width: int,
) -> None:
    """Who may only read sees all of it, is offered nothing that would be refused, and asks for nothing that is."""
    reading = _person(words.language, in_=other, role=Role.MANAGER)
    page = _open(reading, open_browser, server, words.language, theme, width)
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status == 403 else None)
    for kind, title in titles.items():
        page.goto(f"{server}/templates?kind={kind}&search={title.split()[1]}")
        page.get_by_role("button", name=title, exact=True).click()
        sheet = page.get_by_role("dialog")
        expect(sheet.get_by_text(words("gallery.may_not"))).to_be_visible()
        expect(sheet.get_by_role("button", name=words("gallery.install"), exact=True)).to_have_count(0)
    look(page, f"gallery-reading-{words.language}", over=True)
    assert refused == []
