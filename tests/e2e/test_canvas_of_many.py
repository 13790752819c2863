"""What a canvas tells of others: real conversations on its connections, people who are in the draft too."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from centralita.identity.access.permissions import Role
from centralita.insight.paths.listeners import CONSUMER, handle
from tests.e2e.board import Board, at_rest, edge
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.engine.blueprints import node
from tests.live.talk import api_channel, open_chat
from tests.operations.agents import catch_up
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

MANY = 60
Open = Callable[..., BrowserContext]


def question(identifier: str, text: str) -> dict[str, object]:
    return node(identifier, "ask", {"question": {"es": text, "en": text}, "variable": identifier})


FLOW = {
    "id": "main",
    "name": "Principal",
    "entry": "wish",
    "nodes": [
        {**question("wish", "¿Qué desea?"), "position": {"x": 0, "y": 0}},
        {**question("day", "¿Qué día?"), "position": {"x": 260, "y": 180}},
        {**node("bye", "end", {"text": {"es": "Gracias"}}), "position": {"x": 520, "y": 360}},
    ],
    "edges": [edge("wish", "day"), edge("day", "bye")],
    "layout": {"notes": [], "groups": []},
}


def talk(board: Board) -> None:
    """Four people come: one leaves at once, two at the second question, one stays to the end."""

    def run() -> None:
        published = board.owner.api.post(f"/agents/{board.agent}/publish", {"note": "v1"})
        assert published.status_code == 201, published.content
        key = api_channel(board.owner, board.agent)
        with httpx.Client(base_url=board.server, timeout=20) as http:
            for answers in ((), ("Cita",), ("Cita",), ("Cita", "Lunes")):
                visitor = open_chat(http, key)
                for answer in answers:
                    visitor.say(answer)
                visitor.post("end")
        catch_up(board.owner, CONSUMER, handle)

    aside(run)


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 1440), ("es", "dark", 390)]
)
def test_where_real_conversations_stop_is_seen_on_the_canvas(
    server: str, open_browser: Open, language: str, theme: str, width: int
) -> None:
    board = Board(server, open_browser(language=language, theme=theme, width=width), language, flow=FLOW)
    page, words = board.page, board.words
    if width < 500:
        page.get_by_role("radio", name=words("agents.build.canvas"), exact=True).click()
    else:
        page.get_by_role("button", name=words("agents.test.title"), exact=True).click()
    expect(board.steps).to_have_count(3)
    layer = page.get_by_role("button", name=words("canvas.traffic.title"), exact=True)
    layer.click()
    panel = page.get_by_role("region", name=words("canvas.traffic.title"), exact=True)
    expect(panel.get_by_text(words("canvas.traffic.unpublished"))).to_be_visible()
    talk(board)
    page.reload()
    # Switched on as it was left.
    expect(panel.get_by_text(words("canvas.traffic.some_other", number="4", version="1"))).to_be_visible()
    expect(board.ways.filter(has_text="3 · 75")).to_have_count(1)
    expect(board.ways.filter(has_text="1 · 33")).to_have_count(1)
    left = words("canvas.traffic.left_here", stopped="2", visited="3")
    expect(page.get_by_role("group", name=re.compile(left))).to_have_count(1)
    expect(page.get_by_title(left)).to_have_count(1)
    ended = words("canvas.traffic.ended_here", stopped="1", visited="1")
    expect(page.get_by_role("group", name=re.compile(ended))).to_have_count(1)
    look(page, f"canvas-traffic-{language}-{theme}-{width}")

    panel.get_by_role("button", name=words("canvas.traffic.as_list"), exact=True).click()
    row = page.get_by_role("dialog").get_by_role("row").filter(has_text="day").last
    expect(page.get_by_role("dialog").get_by_role("row")).to_have_count(4)
    expect(row).to_be_visible()
    look(page, f"canvas-traffic-list-{language}-{theme}-{width}", over=True)
    page.keyboard.press("Escape")
    layer.click()
    expect(panel).to_have_count(0)
    expect(page.get_by_title(left)).to_have_count(0)
    page.reload()
    expect(board.steps).to_have_count(3)
    expect(panel).to_have_count(0)

    # One of them by itself: its way is lit as a test's is, and what the draft no longer has is counted.
    if width > 500:
        stayed = aside(lambda: board.owner.api.get("/conversations?limit=50").json()["items"][0]["id"])
        page.goto(f"{server}/conversations/{stayed}")
        page.get_by_role("link", name=words("conversations.on_canvas"), exact=True).click()
        expect(page.get_by_text(words("canvas.way.of_version", number=1))).to_be_visible()
        expect(page.get_by_role("group", name=re.compile(words("canvas.said.past")))).to_have_count(2)
        expect(page.get_by_role("group", name=re.compile(words("canvas.said.now")))).to_have_count(1)
        look(page, f"canvas-way-{language}")
        at_rest(page)
        board.step("bye").click()
        page.keyboard.press("Delete")
        expect(page.get_by_text(words("canvas.way.gone_one", count=1))).to_be_visible()
        page.get_by_role("button", name=words("canvas.way.close"), exact=True).click()
        expect(page.get_by_role("group", name=re.compile(words("canvas.said.past")))).to_have_count(0)


def colleagues(
    server: str, open_browser: Open, role: Role = Role.ADMIN
) -> tuple[Board, Member, BrowserContext, Page]:
    """The owner's canvas, and another member's browser with the same one."""
    board = Board(server, open_browser(language="es"), "es", flow=FLOW)

    def join() -> Member:
        other = make_member(in_=board.owner, role=role, language="es")
        if role is Role.VIEWER:
            members = board.owner.api.get("/members").json()["items"]
            [row] = [each for each in members if each["role"] == "viewer"]
            given = board.owner.api.patch(f"/members/{row['id']}", {"agent_ids": [board.agent]})
            assert given.status_code == 200, given.content
        return other

    other = aside(join)
    context = open_browser(language="es")
    page = board.open(context, other)
    expect(board.steps).to_have_count(3)
    expect(page.locator(".react-flow__node-step")).to_have_count(3)
    return board, other, context, page


def named(page: Page, board: Board, step: str, name: str) -> None:
    """Give a step another name in its form."""
    # Beside a form that is open a step may lie half under it, where the driver would scroll what must not be scrolled.
    page.get_by_role("button", name=board.words("canvas.fit"), exact=True).click()
    at_rest(page)
    page.locator(".react-flow__node-step").filter(has_text=step).click()
    page.get_by_label(board.words("agents.columns.name")).fill(name)
    expect(page.locator(".react-flow__node-step").filter(has_text=name)).to_have_count(1)


def test_two_people_in_one_draft_see_each_other(server: str, open_browser: Open) -> None:
    board, _other, _context, page = colleagues(server, open_browser)
    title = board.words("agents.people.title")
    there = board.page.get_by_role("list", name=title, exact=True)
    for one in (board.page, page):
        expect(one.get_by_role("list", name=title, exact=True).get_by_role("listitem")).to_have_count(1)
    page.locator(".react-flow__node-step").filter(has_text="day").click()
    expect(there.get_by_role("button", name=re.compile("day"))).to_have_count(1)
    expect(
        board.page.get_by_role("group", name=re.compile(board.words("canvas.people.here", names="")))
    ).to_have_count(1)
    look(board.page, "canvas-people")
    there.get_by_role("button").click()
    expect(board.page.get_by_label(board.words("agents.columns.name"))).to_have_value("day")
    # At every tab of the agent: from where nothing is edited the others are seen, and not shown oneself.
    page.get_by_role("link", name=board.words("agents.tabs.knowledge"), exact=True).last.click()
    expect(there.get_by_role("button", name=re.compile("day"))).to_have_count(0)
    expect(there.get_by_role("button")).to_have_count(1)
    board.page.get_by_role("link", name=board.words("agents.tabs.versions"), exact=True).click()
    expect(there.get_by_role("button")).to_have_count(1)
    look(board.page, "people-elsewhere")
    expect(page.get_by_role("list", name=title, exact=True)).to_have_count(0)
    page.goto("about:blank")
    expect(there).to_have_count(0)


def test_what_two_people_do_in_different_steps_is_both_kept(server: str, open_browser: Open) -> None:
    board, _other, context, page = colleagues(server, open_browser)
    # Whoever has no connection knows nothing of the other.
    context.set_offline(True)
    named(page, board, "day", "El día")
    expect(page.get_by_text(board.words("agents.draft.offline"))).to_be_visible()
    named(board.page, board, "wish", "El deseo")
    board.until(lambda flow: flow["nodes"][0]["name"] == "El deseo")
    context.set_offline(False)
    flow = board.until(lambda flow: [node["name"] for node in flow["nodes"]][:2] == ["El deseo", "El día"])
    assert len(flow["edges"]) == 2
    for one in (board.page, page):
        for name in ("El deseo", "El día"):
            expect(one.locator(".react-flow__node-step").filter(has_text=name)).to_have_count(1)
        expect(one.get_by_text(board.words("agents.draft.conflict"))).to_have_count(0)
    # Taking one's own step back leaves the other's.
    page.get_by_role("button", name=board.words("agents.undo"), exact=True).click()
    flow = board.until(lambda flow: flow["nodes"][1]["name"] != "El día")
    assert flow["nodes"][0]["name"] == "El deseo"


def test_what_one_person_could_not_send_waits_for_them(server: str, open_browser: Open) -> None:
    board, other, context, page = colleagues(server, open_browser)
    context.set_offline(True)
    named(page, board, "day", "El día")
    expect(page.get_by_text(board.words("agents.draft.offline"))).to_be_visible()
    page.close()
    context.set_offline(False)
    before = board.flow()
    # The next person at this browser sends nothing of it.
    context.clear_cookies()
    theirs = board.open(context, board.owner)
    expect(theirs.locator(".react-flow__node-step")).to_have_count(3)
    named(theirs, board, "wish", "El deseo")
    flow = board.until(lambda flow: flow["nodes"][0]["name"] == "El deseo")
    assert flow["nodes"][1:] == before["nodes"][1:]
    theirs.close()
    context.clear_cookies()
    board.open(context, other)
    flow = board.until(lambda flow: flow["nodes"][1]["name"] == "El día")
    assert flow["nodes"][0]["name"] == "El deseo"
    draft = aside(lambda: board.owner.api.get(f"/agents/{board.agent}/draft").json())
    me = aside(lambda: other.api.get("/me").json()["user"]["id"])
    assert draft["saved_by"] == me


@pytest.mark.parametrize(("choice", "kept"), [("keep_mine", "Suyo"), ("take_theirs", "Mío")])
def test_of_two_names_for_one_step_it_is_asked_which_stays(
    server: str, open_browser: Open, choice: str, kept: str
) -> None:
    board, _other, context, page = colleagues(server, open_browser)
    context.set_offline(True)
    named(page, board, "day", "Suyo")
    # The page tells it above everything else, and moves all of it down.
    expect(page.get_by_text(board.words("agents.draft.offline"))).to_be_visible()
    named(page, board, "bye", "Adiós")
    named(board.page, board, "day", "Mío")
    board.until(lambda flow: flow["nodes"][1]["name"] == "Mío")
    context.set_offline(False)
    expect(page.get_by_text(board.words("agents.draft.conflict"), exact=True)).to_be_visible()
    look(page, f"canvas-clash-{choice}")
    page.get_by_role("button", name=board.words(f"agents.draft.{choice}"), exact=True).click()
    # What nobody else touched is kept, whatever was chosen.
    board.until(lambda flow: [node["name"] for node in flow["nodes"]][1:] == [kept, "Adiós"])
    expect(page.get_by_text(board.words("agents.draft.conflict"), exact=True)).to_have_count(0)


def test_a_viewer_reads_the_flow_of_an_agent_that_they_were_given(server: str, open_browser: Open) -> None:
    board, _viewer, _context, page = colleagues(server, open_browser, Role.VIEWER)
    words = board.words
    expect(page.get_by_role("button", name=words("canvas.fit"), exact=True)).to_be_visible()
    for name in ("canvas.tidy", "canvas.add_note", "agents.test.title"):
        expect(page.get_by_role("button", name=words(name), exact=True)).to_have_count(0)
    page.keyboard.press("f")
    page.keyboard.type("¿Qué día?")
    page.keyboard.press("Enter")
    field = page.get_by_label(words("agents.columns.name"))
    expect(field).to_have_value("day")
    expect(field).not_to_be_editable()
    asked = (
        page.get_by_role("region", name=words("agents.build.step"), exact=True).get_by_role("textbox").nth(1)
    )
    expect(asked).not_to_be_editable()
    look(page, "canvas-viewer")
    page.locator(".react-flow__node-step").filter(has_text="day").focus()
    page.keyboard.press("Delete")
    page.keyboard.press("Control+v")
    expect(page.locator(".react-flow__node-step")).to_have_count(3)
    page.get_by_role("button", name=words("canvas.traffic.title"), exact=True).click()
    expect(page.get_by_text(words("canvas.traffic.unpublished"))).to_be_visible()


def test_as_much_can_be_taken_back_as_was_done(server: str, open_browser: Open) -> None:
    board = Board(server, open_browser(language="en", theme="dark"), "en", flow=FLOW)
    page = board.page
    add = page.get_by_role("button", name=board.words("canvas.add_note"), exact=True)
    undo = page.get_by_role("button", name=board.words("agents.undo"), exact=True)
    redo = page.get_by_role("button", name=board.words("agents.redo"), exact=True)
    expect(undo).to_be_disabled()
    for _ in range(MANY):
        add.click()
    board.until(lambda flow: len(flow["layout"]["notes"]) == MANY)
    # As long as the agent's page is open, whichever tab was looked at meanwhile.
    page.get_by_role("link", name=board.words("agents.tabs.versions"), exact=True).click()
    expect(undo).to_have_count(0)
    page.get_by_role("link", name=board.words("agents.tabs.tools"), exact=True).last.click()
    undo.click()
    board.until(lambda flow: len(flow["layout"]["notes"]) == MANY - 1)
    page.get_by_role("link", name=board.words("agents.tabs.build"), exact=True).click()
    for _ in range(MANY - 1):
        undo.click()
    expect(undo).to_be_disabled()
    board.until(lambda flow: flow["layout"]["notes"] == [])
    for _ in range(MANY):
        redo.click()
    expect(redo).to_be_disabled()
    board.until(lambda flow: len(flow["layout"]["notes"]) == MANY)
