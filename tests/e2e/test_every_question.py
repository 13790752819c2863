"""Each kind of question is answered in the test panel and in the widget with the control that fits it."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.engine.blueprints import blueprint, flow, node
from tests.live.talk import published_agent
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

words = Wording("es")
OPTIONS = [{"id": "a", "label": {"es": "Mañana"}}, {"id": "b", "label": {"es": "Tarde"}}]
# Kind of input → what a person writes or presses, and what is kept of it.
QUESTIONS: dict[str, tuple[dict[str, object], str, object]] = {
    "text": ({"type": "text"}, "Marta", "Marta"),
    "number": ({"type": "number"}, "42", 42),
    "email": ({"type": "email"}, "marta@example.test", "marta@example.test"),
    "phone": ({"type": "phone"}, "612 345 678", "+34612345678"),
    "date": ({"type": "date"}, "2027-03-02", "2027-03-02"),
    "datetime": ({"type": "datetime"}, "2027-03-02T10:30", "2027-03-02T10:30"),
    "choice": ({"type": "choice", "options": OPTIONS}, "press:Tarde", "Tarde"),
    "rating": ({"type": "rating", "scale": 5}, "press:4", 4),
    "yes_no": ({"type": "yes_no"}, "press:Sí", True),
}


def questionnaire() -> dict[str, object]:
    names = list(QUESTIONS)
    nodes = [
        node(
            name,
            "ask",
            {"question": {"es": f"Pregunta {name}"}, "input": QUESTIONS[name][0], "variable": name},
        )
        for name in names
    ]
    arrows = [f"{one} > {other}" for one, other in zip(names, [*names[1:], "end"], strict=True)]
    made = blueprint(flow([*nodes, node("end", "end", {"text": {"es": "Eso es todo."}})], *arrows))
    return made.model_dump(mode="json")


def answer(place: Locator, page: Page, given: str, box: Locator) -> None:
    if given.startswith("press:"):
        place.get_by_role("button", name=given.removeprefix("press:")).last.click()
        return
    box.fill(given)
    box.press("Enter")


def test_in_the_test_panel(server: str, open_browser: Callable[..., BrowserContext]) -> None:
    def people() -> tuple[Member, str]:
        owner = make_member(language="es")
        return owner, published_agent(owner, questionnaire())

    owner, agent = aside(people)
    context = open_browser()
    session = owner.api.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    page = context.new_page()
    page.goto(f"{server}/agents/{agent}/build")
    panel = page.get_by_role("complementary", name=words("agents.test.title"))
    panel.get_by_role("button", name=words("agents.test.start"), exact=True).click()
    for name, (_, given, _kept) in QUESTIONS.items():
        expect(panel.get_by_role("log").get_by_text(f"Pregunta {name}")).to_be_visible()
        look(page, f"question-{name}")
        answer(panel, page, given, panel.get_by_label(words("agents.test.write")))
    expect(panel.get_by_text("Eso es todo.")).to_be_visible()
    for name, (_, _given, kept) in QUESTIONS.items():
        shown = str(kept).lower() if isinstance(kept, bool) else str(kept)
        expect(panel.get_by_text(f"{name} = {shown}").first).to_be_visible()
