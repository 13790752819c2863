"""What changed in an agent is read by people: which step, which field of it, and the words that differ."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, expect

from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

NODES: list[dict[str, Any]] = [
    {
        "id": "n_1",
        "kind": "say",
        "name": "",
        "data": {"text": {"es": "Hola, soy Ana. ¿En qué puedo ayudarle?"}},
    },
    {"id": "n_2", "kind": "decide", "name": "Qué quiere", "data": {"by": "intent", "branches": []}},
    {"id": "n_3", "kind": "wait", "name": "Pausa", "data": {"until": "message"}},
    {"id": "n_4", "kind": "end", "name": "Fin", "data": {"text": {"es": "Hasta pronto."}}},
]
BRANCH = {
    "id": "br_1",
    "name": "Pedir cita",
    "condition": {"kind": "variable", "variable": "wish", "operator": "equals", "value": "cita"},
    "keywords": {"es": ["cita", "hora"]},
}


def _line(source: str, target: str, port: str = "next") -> dict[str, str]:
    return {"id": f"{source}-{port}", "source": source, "port": port, "target": target}


def _changed(blueprint: dict[str, Any]) -> dict[str, Any]:
    after = copy.deepcopy(blueprint)
    flow = after["flows"][0]
    say, decide, wait, end = flow["nodes"]
    say["data"]["text"] = {"es": "Hola, soy Luis. ¿En qué puedo ayudarle?", "en": "Hello, how can I help?"}
    decide["data"]["branches"] = [BRANCH]
    wait["data"] |= {"until": "time", "seconds": 90}
    flow["nodes"].append(
        {
            "id": "n_5",
            "kind": "ai_answer",
            "name": "",
            "data": {"prompt": "Responde con lo que sabes.\nSé breve."},
        }
    )
    flow["edges"].append(_line("n_2", "n_5", "br_1"))
    end["data"]["text"]["en"] = "See you soon."
    after["ai_notice"] = {"es": "Soy un asistente automático.", "en": "I am an automatic assistant."}
    after["languages"] = ["es", "en"]
    after["variables"] = [{"name": "wish", "label": "Deseo", "default": "nada"}]
    after["guardrails"]["max_turns"] = 50
    after["interrupts"]["person"]["enabled"] = False
    return after


def _agent(member: Member) -> str:
    agent: str = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    edges = [_line("n_1", "n_2"), _line("n_2", "n_3", "otherwise"), _line("n_3", "n_4")]
    flow = {"id": "f_1", "name": "Principal", "entry": "n_1", "nodes": NODES, "edges": edges}
    before = {**draft, "flows": [flow], "entry_flow": "f_1"}
    kept = member.api.put(f"/agents/{agent}/draft", {"blueprint": before})
    assert kept.status_code == 200, kept.content
    stored = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    branched = copy.deepcopy(stored)
    branched["flows"][0]["nodes"][1]["data"]["branches"] = [{**BRANCH, "keywords": {"es": ["cita"]}}]
    for blueprint in (branched, _changed(stored)):
        kept = member.api.put(f"/agents/{agent}/draft", {"blueprint": blueprint})
        assert kept.status_code == 200, kept.content
        if blueprint is branched:
            published = member.api.post(f"/agents/{agent}/publish", {"note": "", "because": ""})
            assert published.status_code == 201, published.content
    return agent


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_what_publishing_changes_is_told_in_words(
    server: str, open_browser: Callable[..., BrowserContext], language: str, theme: str, width: int
) -> None:
    def people() -> tuple[Member, str]:
        owner = make_member(language=language)
        return owner, _agent(owner)

    owner, agent = aside(people)
    context = open_browser(language=language, theme=theme, width=width)
    session = owner.api.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    page, words = context.new_page(), Wording(language)
    page.goto(f"{server}/agents/{agent}/versions")
    page.get_by_role("button", name=words("agents.publish.open"), exact=True).click()
    sheet = page.get_by_role("dialog")
    spanish = {"es": "Español", "en": "Spanish"}[language]
    say = {"es": ("Decir", "Texto"), "en": ("Say", "Text")}[language]
    told = sheet.get_by_role("table", name=f"{say[0]} · {say[1]} › {spanish}", exact=True)
    # Of a text that changed, the word that did is marked.
    expect(told.get_by_text("Luis", exact=True)).to_be_visible()
    notice = f"{words('agents.general.ai_notice')} › {spanish}"
    expect(sheet.get_by_text(notice, exact=True)).to_be_visible()
    expect(sheet.get_by_text(f"90 {words('agents.form.seconds')}", exact=True)).to_be_visible()
    expect(sheet.get_by_text(words("agents.options.wait.time"), exact=True)).to_be_visible()
    look(page, f"differences-{language}-{theme}-{width}", over=True)
    page.keyboard.press("End")
    said = sheet.inner_text()
    for code in ("{", "}", "data.", "ai_notice", "n_5", "br_1", "max_turns", "enabled"):
        assert code not in said, f"{code!r} is shown to a person"
    told.scroll_into_view_if_needed()
    look(page, f"differences-steps-{language}-{theme}-{width}", over=True)
