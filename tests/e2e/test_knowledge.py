"""Knowledge from a website to an answered question, in both languages and on both screens."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, from_text
from centralita.operations.conversations.models import Conversation, Message
from centralita.studio.business.public import current_snapshot
from centralita.studio.knowledge.gaps.likeness import marks
from centralita.studio.knowledge.models import KnowledgeGap
from tests.e2e.furnished import House, aside, furnish, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.people import Api
from tests.studio.tools.stub import Answer, Asked, Stub, serving_tools

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

PAGES = {
    "/": "<!doctype html><title>Clínica Sol</title><h1>Inicio</h1><p>Bienvenidos.</p><a href=/precios>P</a>"
    "<a href=/rota>R</a>",
    "/precios": "<!doctype html><title>Precios de la web</title><h1>Precios</h1>"
    "<p>Carilla de porcelana: 420 €</p><p>Llámenos al 911 111 111.</p>",
}
GAPS = ("¿Tienen wifi en la sala de espera?", "¿Puedo llevar a mi perro?")


@pytest.fixture(scope="module")
def house(chromium: Browser, server: str) -> House:
    def make() -> House:
        house = furnish()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = house.session
        api = Api(client, None)
        [membership] = api.get("/me").json()["memberships"]
        organization = OrganizationId(from_text("org", membership["organization"]["id"]))
        api.headers["X-Organization"] = membership["organization"]["id"]
        # What the site says otherwise.
        assert api.patch("/business", {"phone": "+34 910 000 000"}).status_code == 200
        with tenant_scope(organization):
            talk = Conversation.objects.get(id=from_text("cnv", house.conversation))
            Message.objects.create(
                organization_id=organization,
                conversation_id=talk.id,
                sequence=talk.sequence + 1,
                role="agent",
                text="Llámenos al 922 222 222.",
                at=now(),
            )
            snapshot = current_snapshot(organization)
            Conversation.objects.filter(id=talk.id).update(
                contradictions=1,
                sequence=talk.sequence + 1,
                facts_id=None if snapshot is None else snapshot.id,
            )
            for times, question in enumerate(GAPS, 1):
                KnowledgeGap.objects.create(
                    organization_id=organization,
                    question=question,
                    phrasings=["hay wifi para clientes"] if times == 1 else [],
                    marks=marks(question),
                    language="es",
                    times=times + 1,
                    first_at=now(),
                    last_at=now(),
                )
        return house

    return aside(make)


@pytest.fixture(scope="module")
def site() -> Iterator[Stub]:
    with serving_tools() as stub:

        def answer(asked: Asked) -> Answer:
            page = PAGES.get(asked.path)
            return Answer(200, page.encode(), {"content-type": "text/html"}) if page else Answer(404)

        stub.answer = answer
        yield stub


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_site_is_read_searched_reviewed_and_a_question_answered(
    house: House,
    site: Stub,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context = open_browser(language=language, theme=theme, width=width)
    house.enter(context, server, language)
    page, words = context.new_page(), Wording(language)
    # Each run has a page of its own, because the same site is added once.
    address = f"{site.address}/{'' if language == 'es' else 'precios'}"
    page.goto(f"{server}/knowledge/sources")
    page.get_by_role("button", name=words("knowledge.sites.new"), exact=True).click()
    page.get_by_label(words("knowledge.sites.address"), exact=True).fill(address)
    look(page, f"knowledge-site-new-{language}", over=True)
    page.get_by_role("button", name=words("knowledge.sites.add"), exact=True).click()
    row = page.get_by_role("button", name="127.0.0.1", exact=True).last
    expect(row).to_be_visible()
    aside(work)
    page.reload()
    look(page, f"knowledge-sources-{language}")
    row.click()
    expect(page.get_by_role("dialog")).to_contain_text(address)
    look(page, f"knowledge-site-{language}", over=True)
    page.keyboard.press("Escape")

    page.goto(f"{server}/knowledge/try")
    box = page.get_by_label(words("knowledge.try.question"), exact=True)
    box.fill("¿cuánto cuesta una carilla de porcelana?")
    box.press("Enter")
    expect(page.get_by_text("420 €").first).to_be_visible()
    look(page, f"knowledge-try-{language}")

    page.goto(f"{server}/knowledge/review")
    expect(page.get_by_text("911 111 111").first).to_be_visible()
    look(page, f"knowledge-review-{language}")
    # The passage is one step away, marked; and what needs nothing is put aside until it says something else.
    aside_with = page.get_by_role("button", name=words("knowledge.gaps.dismiss"), exact=True)
    finding = page.get_by_role("listitem").filter(has_text="911 111 111").filter(has=aside_with).first
    finding.get_by_role("link").first.click()
    expect(page.get_by_role("dialog").locator("[aria-current=true]")).to_contain_text("911 111 111")
    look(page, f"knowledge-passage-{language}", over=True)
    page.goto(f"{server}/knowledge/review")
    finding.get_by_role("button", name=words("knowledge.gaps.dismiss"), exact=True).click()
    page.get_by_role("menuitem", name=words("knowledge.review.reasons.fine"), exact=True).click()
    expect(page.get_by_role("button", name=words("knowledge.review.undo"), exact=True)).to_be_visible()
    page.locator("button[aria-pressed=false]").click()
    expect(page.get_by_text(words("knowledge.review.reasons.fine")).first).to_be_visible()
    look(page, f"knowledge-aside-{language}")
    # What an agent said against the profile is one step away.
    page.get_by_role("link", name=words("knowledge.review.said_all"), exact=True).click()
    expect(page.get_by_text(words("conversations.contradicting.row"))).to_have_count(1)
    look(page, f"conversations-contradicting-{language}")
    # What needs nothing there is put aside, counts no more, and can be taken back.
    page.goto(f"{server}/conversations/{house.conversation}")
    page.get_by_role("button", name=words("promises.aside"), exact=True).click()
    page.get_by_role("menuitem", name=words("promises.reasons.right"), exact=True).click()
    expect(page.get_by_text(words("promises.reasons.right")).first).to_be_visible()
    look(page, f"conversation-promise-aside-{language}", over=True)
    page.get_by_role("button", name=words("promises.back"), exact=True).click()
    expect(page.get_by_role("button", name=words("promises.aside"), exact=True)).to_be_visible()

    page.goto(f"{server}/knowledge/unanswered")
    question = GAPS[0 if language == "es" else 1]
    look(page, f"knowledge-unanswered-{language}")
    page.get_by_role("listitem").filter(has_text=question).get_by_role(
        "button", name=words("knowledge.gaps.answer"), exact=True
    ).click()
    page.get_by_label(words("knowledge.faq.answer"), exact=True).fill("Sí, pregunte en recepción.")
    page.get_by_label(words("knowledge.tags"), exact=True).fill(f"sala-{language}, recepción")
    look(page, f"knowledge-answer-{language}", over=True)
    page.get_by_role("button", name=words("knowledge.save"), exact=True).click()
    # Kept, once the sheet closes: under it nothing of the page has a role.
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("listitem").filter(has_text=question)).to_have_count(0)
    page.goto(f"{server}/knowledge/questions")
    expect(page.get_by_text(question).first).to_be_visible()
    # Its tags are those of the list, and lead to the others that have them.
    page.get_by_role("link", name=f"sala-{language}", exact=True).click()
    expect(page).to_have_url(re.compile(f"tag=sala-{language}"))
    expect(page.get_by_role("link", name="recepción", exact=True)).to_have_count(1)
    page.get_by_role("checkbox", name=words("table.select_all"), exact=True).click()
    page.get_by_role("button", name=words("knowledge.tags"), exact=True).click()
    look(page, f"knowledge-question-tags-{language}", over=True)
    page.get_by_role("button", name=words("knowledge.bulk.tag_remove", tag="recepción"), exact=True).click()
    expect(page.get_by_role("link", name="recepción", exact=True)).to_have_count(0)

    page.goto(f"{server}/knowledge")
    look(page, f"knowledge-documents-{language}")
    # One that cannot be read is told before it is sent; the other one goes.
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "cuadro.png", "mimeType": "image/png", "buffer": b"x"},
            {
                "name": f"normas-{language}.txt",
                "mimeType": "text/plain",
                "buffer": f"No fumar: {language}".encode(),
            },
        ]
    )
    expect(page.get_by_role("alert")).to_contain_text(words("knowledge.upload.wrong_kind"))
    expect(page.get_by_text(f"normas-{language}").first).to_be_visible()
    look(page, f"knowledge-uploads-{language}")
    page.get_by_role("checkbox", name=words("table.select_all"), exact=True).click()
    look(page, f"knowledge-several-{language}")
    page.get_by_role("button", name=words("knowledge.bulk.move"), exact=True).click()
    expect(page.get_by_role("menuitem").first).to_be_visible()
    look(page, f"knowledge-move-{language}", over=True)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=words("knowledge.tags"), exact=True).click()
    page.get_by_label(words("knowledge.bulk.tag_add"), exact=True).fill(f"web-{language}")
    page.keyboard.press("Enter")
    # What is written by itself has no tags, and is told by its name.
    expect(page.get_by_role("alert").last).to_be_visible()
    expect(page.get_by_role("link", name=f"web-{language}", exact=True).first).to_be_visible()
    look(page, f"knowledge-left-{language}")
