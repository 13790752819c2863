"""A flow is drawn on the canvas: by mouse from an empty one, and by keyboard only."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.e2e.asking import has_focus, press_until
from tests.e2e.board import Board, at_rest, edge
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.engine.blueprints import node

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


def places(flow: dict[str, Any]) -> dict[str, Any]:
    """Where each step lies, by its kind."""
    return {node["kind"]: node["position"] for node in flow["nodes"]}


def test_a_flow_is_drawn_by_mouse(server: str, open_browser: Callable[..., BrowserContext]) -> None:
    board = Board(server, open_browser(language="es", theme="light"), "es")
    page, words = board.page, board.words
    expect(page.get_by_text(words("canvas.empty"))).to_be_visible()
    # Room for what is drawn.
    page.get_by_role("button", name=words("agents.test.title"), exact=True).click()
    look(page, "canvas-empty")

    board.drop("say", 400, 100)
    page.get_by_label(words("agents.columns.name")).fill("Saludo")
    board.drop("decide", 400, 260)
    page.get_by_label(words("agents.columns.name")).fill("¿Qué necesita?")
    board.drop("end", 400, 420)
    look(page, "canvas-step")
    page.locator(".react-flow__pane").click(position={"x": 740, "y": 60})
    expect(page.get_by_role("region", name=words("agents.build.step"), exact=True)).to_have_count(0)
    board.connect(board.step("Saludo"), "next", board.step("¿Qué necesita?"))
    board.connect(board.step("¿Qué necesita?"), "otherwise", board.step(board.kind("end")))
    look(page, "canvas-drawn")

    flow = board.until(lambda flow: len(flow["edges"]) == 2)
    assert [node["kind"] for node in flow["nodes"]] == ["say", "decide", "end"]
    ids = {node["kind"]: node["id"] for node in flow["nodes"]}
    assert {(edge["source"], edge["port"], edge["target"]) for edge in flow["edges"]} == {
        (ids["say"], "next", ids["decide"]),
        (ids["decide"], "otherwise", ids["end"]),
    }

    # A step is dragged; its place is kept, and taken back.
    before = places(flow)
    box = board.step("Saludo").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 120, steps=8)
    page.mouse.up()
    moved = places(board.until(lambda flow: places(flow) != before))
    assert moved["say"] != before["say"]
    assert moved["end"] == before["end"]
    page.get_by_role("button", name=words("agents.undo"), exact=True).click()
    board.until(lambda flow: places(flow) == before)

    # Let go over nothing, a connection asks what shall come there.
    start = board.step("¿Qué necesita?").locator(".source").bounding_box()
    assert start
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 150, start["y"] + 60, steps=6)
    page.mouse.up()
    page.get_by_role("menuitem", name=board.kind("handoff"), exact=True).click()
    expect(board.steps).to_have_count(4)
    flow = board.until(lambda flow: len(flow["nodes"]) == 4)
    last = flow["nodes"][3]
    assert (last["kind"], [edge["target"] for edge in flow["edges"] if edge["port"] == "otherwise"]) == (
        "handoff",
        [last["id"]],
    )

    # Tidied up by the worker, a comment beside it, and everything from left to right.
    page.get_by_role("button", name=words("canvas.add_note"), exact=True).click()
    expect(page.get_by_role("textbox", name=words("canvas.note.text"), exact=True)).to_be_focused()
    page.keyboard.type("Preguntar a Marta")
    page.get_by_role("button", name=words("canvas.tidy"), exact=True).click()

    def is_tidy(flow: dict[str, Any]) -> bool:
        lies = places(flow)
        noted = [note["text"] for note in flow["layout"]["notes"]] == ["Preguntar a Marta"]
        return noted and bool(lies["say"]["x"] < lies["decide"]["x"] < lies["handoff"]["x"])

    board.until(is_tidy)
    look(page, "canvas-tidy")
    page.keyboard.press("f")
    page.keyboard.type("marta")
    found = page.get_by_role("option").filter(has_text=words("canvas.found_note"))
    expect(found).to_be_visible()
    look(page, "canvas-found", over=True)
    page.keyboard.press("Enter")
    note = page.locator(".react-flow__node-note")
    expect(note).to_be_focused()
    expect(note.get_by_text(board.owner.user.name)).to_be_visible()

    # Discussed: answered by keyboard, marked as done, gone from the canvas, shown again in the list.
    page.keyboard.press("c")
    panel = page.get_by_role("region", name=words("canvas.comments.title"), exact=True)
    threads = panel.get_by_role("list", name=words("canvas.comments.title"), exact=True).locator("> li")
    expect(threads).to_be_focused()
    threads.get_by_role("textbox", name=words("canvas.comments.answer"), exact=True).fill("Dice que sí")
    page.keyboard.press("Control+Enter")
    expect(threads.get_by_text("Dice que sí")).to_be_visible()
    # Another one, at a step.
    page.keyboard.press("Escape")
    board.step("Saludo").focus()
    page.keyboard.press("c")
    about = panel.get_by_role("textbox", name=words("canvas.comments.about_step", name="Saludo"), exact=True)
    expect(about).to_be_focused()
    page.keyboard.type("¿De usted?")
    page.keyboard.press("Control+Enter")
    expect(threads).to_have_count(2)
    expect(board.step("Saludo").get_by_title(words("canvas.comments.count_one", count=1))).to_be_visible()
    look(page, "canvas-comments")
    threads.last.get_by_role("button", name=words("canvas.comments.done"), exact=True).click()
    expect(threads).to_have_count(1)
    expect(note).to_have_count(0)

    def is_discussed(flow: dict[str, Any]) -> bool:
        one, other = flow["layout"]["notes"]
        signed = {one["done"]["by"], one["signed"]["by"], one["answers"][0]["signed"]["by"]}
        return signed == {other["signed"]["by"]} and "done" not in other and other["node"] == ids["say"]

    board.until(lambda flow: len(flow["layout"]["notes"]) == 2 and "done" in flow["layout"]["notes"][0])
    board.until(is_discussed)
    panel.get_by_role("switch", name=words("canvas.comments.show_done"), exact=True).click()
    expect(threads).to_have_count(2)
    expect(note).to_have_count(1)
    look(page, "canvas-comments-done")
    panel.get_by_role("button", name=words("canvas.comments.close"), exact=True).click()

    # All of it in sight again, wherever the walk has left the view.
    page.get_by_role("button", name=words("canvas.fit"), exact=True).click()
    board.step(board.kind("end")).click()
    page.keyboard.press("Delete")
    expect(board.steps).to_have_count(3)
    board.until(lambda flow: len(flow["nodes"]) == 3)

    # What was said is kept: the kind of answer has a form of its own in the list.
    board.drop("extract", 400, 420)
    page.get_by_role("button", name=words("agents.form.add_wanted"), exact=True).click()
    page.get_by_role("combobox", name="Tipo de respuesta", exact=True).click()
    page.get_by_role("option", name=words("agents.answer_kinds.number"), exact=True).click()
    page.get_by_role("textbox", name=words("agents.form.wanted_meaning"), exact=True).fill("Cuántas personas")
    look(page, "canvas-extract")

    def listens(flow: dict[str, Any]) -> bool:
        kept = [one["data"] for one in flow["nodes"] if one["kind"] == "extract"]
        wanted = kept[0]["fields"] if kept else []
        return [(one["input"]["type"], one["description"], one["needed"]) for one in wanted] == [
            ("number", "Cuántas personas", True)
        ]

    board.until(listens)


def test_a_flow_is_drawn_by_keyboard(server: str, open_browser: Callable[..., BrowserContext]) -> None:
    board = Board(server, open_browser(language="en", theme="dark"), "en")
    page, words = board.page, board.words
    expect(page.get_by_text(words("canvas.empty"))).to_be_visible()
    for kind in ("say", "ask", "end"):
        page.keyboard.press("a")
        item = page.get_by_role("menuitem", name=board.kind(kind), exact=True)
        expect(item).to_be_visible()
        if kind == "say":
            look(page, "canvas-menu", over=True)
        press_until(page, "ArrowDown", lambda item=item: has_focus(item))
        page.keyboard.press("Enter")
        expect(board.steps.filter(has_text=board.kind(kind))).to_be_focused()
    flow = board.until(lambda flow: len(flow["nodes"]) == 3)
    say, ask, end = (node["id"] for node in flow["nodes"])
    assert [(edge["source"], edge["port"], edge["target"]) for edge in flow["edges"]] == [
        (say, "next", ask),
        (ask, "next", end),
    ]

    # Back along the connections, into the form, and out again.
    page.keyboard.press("ArrowLeft")
    expect(board.step(board.kind("ask"))).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(board.step(board.kind("say"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name=words("agents.build.step"), exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label(words("agents.columns.name"))).to_be_focused()
    page.keyboard.type("Greeting")
    # Where it goes on is found by typing.
    out = page.get_by_role("group", name=words("agents.build.ways")).get_by_role("combobox")
    press_until(page, "Tab", lambda: has_focus(out))
    page.keyboard.press("Enter")
    page.keyboard.type(board.kind("end").lower())
    page.keyboard.press("Enter")
    board.until(lambda flow: flow["edges"][-1]["target"] == end)
    expect(board.step("Greeting")).to_be_visible()
    page.keyboard.press("Escape")
    expect(board.step("Greeting")).to_be_focused()
    page.keyboard.press("Control+z")
    board.until(lambda flow: {edge["target"] for edge in flow["edges"]} == {ask, end})
    look(page, "canvas-keyboard")

    # Moved, grouped, deleted, and taken back.
    before = places(board.until(lambda flow: flow["nodes"][0]["name"] == "Greeting"))
    page.keyboard.press("Alt+ArrowDown")
    board.until(lambda flow: places(flow)["say"]["y"] == before["say"]["y"] + 20)
    page.keyboard.press("ArrowRight")
    expect(board.step(board.kind("ask"))).to_be_focused()
    page.keyboard.press("Delete")
    # What led to it goes on to where it led.
    assert [edge["target"] for edge in board.until(lambda flow: len(flow["nodes"]) == 2)["edges"]] == [end]
    page.keyboard.press("Control+z")
    board.until(lambda flow: len(flow["nodes"]) == 3)
    page.keyboard.press("f")
    expect(page.get_by_role("combobox", name=words("canvas.find"), exact=True)).to_be_focused()
    page.keyboard.type("greet")
    page.keyboard.press("Enter")
    expect(board.step("Greeting")).to_be_focused()


def test_steps_go_to_another_agent_by_the_clipboard(
    server: str, open_browser: Callable[..., BrowserContext]
) -> None:
    steps = [node("hola", "say", {"text": {"en": "Hello"}}), node("end", "end", {})]
    flow = {"id": "main", "name": "Main", "nodes": steps, "edges": [edge("hola", "end")]}
    context = open_browser(language="en", theme="dark")
    board = Board(server, context, "en", flow=flow)
    other = aside(
        lambda: board.owner.api.post("/agents", {"name": "Other", "languages": ["es"]}).json()["id"]
    )
    page = board.page

    # What the test conversation comes to is lit.
    page.get_by_role("button", name=board.words("agents.test.start"), exact=True).click()
    expect(page.get_by_role("group", name=re.compile(board.words("canvas.said.now")))).to_have_count(1)
    expect(page.get_by_role("group", name=re.compile(board.words("canvas.said.past")))).to_have_count(1)
    look(page, "canvas-lit")

    board.step("Hello").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    expect(page.get_by_text(board.words("canvas.copied_other", count=2))).to_be_attached()
    page.goto(f"{server}/agents/{other}/build")
    count = 2
    expect(board.steps).to_have_count(count)
    page.keyboard.press("Control+v")
    expect(board.steps).to_have_count(count + 2)
    # The words come along to where another language is spoken, and it is said what is left to do.
    expect(page.get_by_text(board.words("canvas.paste.foreign_one", count=1))).to_be_visible()
    at_rest(page)
    board.step("Hello").click()
    form = page.get_by_role("region", name=board.words("agents.build.step"), exact=True)
    expect(form.get_by_role("textbox").nth(1)).to_have_text("Hello")
    # Without a keyboard: the step's own menu, and the one of the canvas tools.
    at_rest(page)
    board.step("Hello").click(button="right")
    look(page, "canvas-things-menu", over=True)
    page.get_by_role("menuitem", name=board.words("canvas.duplicate"), exact=True).click()
    expect(board.steps).to_have_count(count + 3)
    page.get_by_role("button", name=board.words("canvas.menu"), exact=True).click()
    page.get_by_role("menuitem", name=re.compile(board.words("canvas.keys.delete"))).click()
    expect(board.steps).to_have_count(count + 2)

    # Who may only read sees it all, and nothing to change it with.
    def only_read(route: Route) -> None:
        answer = route.fetch()
        can = [may for may in answer.json()["can"] if may != "agent:update"]
        route.fulfill(response=answer, json={**answer.json(), "can": can})

    reading = open_browser(language="en", theme="dark")
    reading.route(f"**/api/v1/agents/{board.agent}", only_read)
    read = board.open(reading, board.owner)
    steps = read.locator(".react-flow__node-step")
    expect(steps).to_have_count(2)
    expect(read.get_by_role("button", name=board.words("canvas.fit"), exact=True)).to_be_visible()
    expect(read.get_by_role("button", name=board.words("canvas.tidy"), exact=True)).to_have_count(0)
    steps.first.focus()
    read.keyboard.press("Delete")
    expect(steps).to_have_count(2)
    look(read, "canvas-read-only")

    # On a phone it is read before it is drawn.
    phone = board.open(open_browser(language="en", theme="dark", width=390), board.owner)
    expect(phone.get_by_role("list", name=board.words("agents.build.outline", name="Main"))).to_be_visible()
    phone.get_by_role("radio", name=board.words("agents.build.canvas"), exact=True).click()
    expect(phone.locator(".react-flow__node-step")).to_have_count(2)
    look(phone, "canvas-phone")
    phone.get_by_role("button", name=board.words("canvas.comments.title"), exact=True).click()
    panel = phone.get_by_role("dialog", name=board.words("canvas.comments.title"), exact=True)
    expect(panel.get_by_text(board.words("canvas.comments.none"))).to_be_visible()
    expect(panel.get_by_role("heading", name=board.words("canvas.comments.title"), exact=True)).to_have_count(
        1
    )
    panel.get_by_role("textbox").fill("Who answers on Sundays?")
    phone.keyboard.press("Control+Enter")
    expect(panel.get_by_role("listitem")).to_have_count(1)
    look(phone, "canvas-phone-comments", over=True)
