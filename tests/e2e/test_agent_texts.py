"""The texts of an agent, written where the agent is built."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.board import Board
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

Open = Callable[..., BrowserContext]
TASK = {"es": "Tarea", "en": "Task"}
ASK = {"input": {"type": "number"}, "variable": "guests", "question": {"es": "¿Cuántos?", "en": "How many?"}}


def flow() -> dict[str, Any]:
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "ask", "kind": "ask", "name": "Ask", "position": place, "data": ASK},
        {"id": "answer", "kind": "ai_answer", "name": "Answer", "position": {"x": 300, "y": 0}, "data": {}},
    ]
    edges = [{"id": "e", "source": "ask", "port": "next", "target": "answer"}]
    return {"id": "main", "name": "Main", "entry": "ask", "nodes": nodes, "edges": edges}


def editors(page: Page) -> list[str]:
    """The files of the editor that the page has fetched."""
    found: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => name.includes('code-editor'))"
    )
    return found


def task_of(board: Board) -> str:
    return str(board.flow()["nodes"][1]["data"].get("prompt", ""))


def tasked(page: Page, language: str) -> Locator:
    """The box of a step's task, once its editor has come."""
    return page.locator(".cm-content").and_(page.get_by_label(TASK[language], exact=True))


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_a_task_is_written_with_what_the_agent_knows(
    server: str, open_browser: Open, language: str, theme: str, width: int
) -> None:
    board = Board(server, open_browser(language=language, theme=theme, width=width), language, flow=flow())
    page, words = board.page, board.words
    expect(page.get_by_role("toolbar", name=words("agents.build.toolbar"), exact=True)).to_be_visible()
    if width > 1000:
        expect(board.steps).to_have_count(2)
    assert editors(page) == [], "the canvas comes without the editor for prompts"
    page.goto(f"{server}/agents/{board.agent}/build?flow=main&node=answer")
    task = tasked(page, language)
    task.click()
    assert len(editors(page)) == 1
    page.keyboard.type("Book for {{gue")
    offered = page.get_by_role("option", name=re.compile("guests"))
    expect(offered).to_contain_text(f"{words('agents.text.kinds.number')} · 12")
    look(page, f"task-completing-{language}", over=True)
    # Escape closes what is offered, and not the sheet or the form around it; Enter takes it.
    page.keyboard.press("Escape")
    expect(offered).to_have_count(0)
    expect(task).to_be_focused()
    page.keyboard.press("Control+Space")
    expect(offered).to_be_visible()
    # What has only just opened is taken by no key that was meant for the text.
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    expect(task).to_have_text("Book for {{guests}}")
    page.keyboard.type(" and {{nobody}}. The door code is 48213x.")
    expect(page.locator(".cm-prompt-variable")).to_have_text("{{guests}}")
    expect(page.locator(".cm-prompt-unknown")).to_have_text("{{nobody}}")
    expect(page.get_by_text(words("prompts.findings.secret"))).to_be_visible()
    expect(page.locator(".cm-lintRange-error")).to_have_text("48213x")
    expect(page.get_by_text(re.compile(r"\d+ tokens"))).to_be_visible()
    look(page, f"task-problems-{language}", over=True)
    # Tab leaves the box.
    page.keyboard.press("Tab")
    expect(task).not_to_be_focused()
    _sent(page, words, language, width)


def _sent(page: Page, words: Wording, language: str, width: int) -> None:
    """Over the whole window, with what is sent beside it."""
    page.get_by_role("button", name=words("agents.text.as_sent", name=TASK[language]), exact=True).click()
    window = page.get_by_role("dialog", name=TASK[language], exact=True)
    system = window.get_by_role("group", name=words("prompts.preview.system"), exact=True)
    expect(system).to_contain_text("Book for 12 and .")
    look(page, f"task-sent-{language}", over=True)
    if width < 1000:
        window.get_by_role("radio", name=words("agents.text.sides.text"), exact=True).click()
    text = window.get_by_role("textbox", name=TASK[language], exact=True)
    text.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Say {{gue")
    expect(page.get_by_role("option", name=re.compile("guests"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(window).to_be_visible()
    page.keyboard.type("sts}}. Say it twice.")
    _found(page, words, window, text)
    look(page, f"task-window-{language}", over=True)
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(tasked(page, language)).to_have_text("Tell {{guests}}. Tell it twice.")


def _found(page: Page, words: Wording, window: Locator, text: Locator) -> None:
    """What stands in the text is found and replaced with the keyboard; Escape closes the search, not the window."""
    page.keyboard.press("Control+f")
    wanted = window.get_by_role("textbox", name=words("prompts.find.find"), exact=True)
    expect(wanted).to_be_focused()
    page.keyboard.type("Say")
    expect(window.locator(".cm-searchMatch")).to_have_count(2)
    window.get_by_role("textbox", name=words("prompts.find.with"), exact=True).fill("Tell")
    look(page, f"task-find-{words.language}", over=True)
    window.get_by_role("button", name=words("prompts.find.replace_all"), exact=True).click()
    page.keyboard.press("Escape")
    expect(wanted).to_have_count(0)
    expect(text).to_be_focused()
    expect(window).to_be_visible()


def test_what_is_written_is_undone_as_one_and_put_in_from_the_library(
    server: str, open_browser: Open
) -> None:
    board = Board(server, open_browser(language="en"), "en", flow=flow())
    page, words = board.page, board.words

    def tone() -> None:
        content = {"text": "Be warm and brief.", "language": "en", "variables": []}
        made = board.owner.api.post("/prompts", {"name": "tone", "title": "Tone", "content": content})
        assert made.status_code == 201, made.content
        kept = board.owner.api.post(f"/prompts/{made.json()['id']}/publish", {"labels": ["production"]})
        assert kept.status_code == 201, kept.content

    aside(tone)
    page.goto(f"{server}/agents/{board.agent}/build?flow=main&node=answer")
    task = tasked(page, "en")
    task.click()
    page.keyboard.type("{{> to")
    page.get_by_role("option", name=re.compile("tone")).click()
    expect(task).to_have_text("Be warm and brief.")
    page.wait_for_timeout(1_600)
    page.keyboard.type(" Help.")
    expect(task).to_have_text("Be warm and brief. Help.")
    undo = page.get_by_role("button", name=words("agents.undo"), exact=True)
    undo.click()
    expect(task).to_have_text("Be warm and brief.")
    with page.expect_response(lambda one: one.url.endswith("/draft") and one.request.method == "PUT"):
        page.get_by_role("button", name=words("agents.redo"), exact=True).click()
    expect(task).to_have_text("Be warm and brief. Help.")
    assert aside(lambda: task_of(board)) == "Be warm and brief. Help."
    # A label that is pressed leads to its box, as everywhere.
    page.locator("label").filter(has_text=re.compile("^Task$")).click()
    expect(task).to_be_focused()
