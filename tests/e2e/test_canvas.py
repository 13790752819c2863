"""A flow is drawn on the canvas: by mouse from an empty one, and by keyboard only."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.wording import Wording
from tests.people import Member, make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

KINDS = {
    "es": {"say": "Decir", "ask": "Preguntar", "decide": "Decidir", "handoff": "", "end": "Terminar"},
    "en": {"say": "Say", "ask": "Ask", "decide": "Decide", "handoff": "", "end": "End"},
}


class Board:
    """The canvas of an agent with one empty flow, in a browser of its owner."""

    def __init__(self, server: str, context: BrowserContext, language: str) -> None:
        def make() -> tuple[Member, str, dict[str, dict[str, str]]]:
            owner = make_member(language=language)
            made = owner.api.post(
                "/agents",
                {"name": "Recepción", "kind": "chat", "purpose": "custom", "languages": [language]},
            ).json()
            draft = owner.api.get(f"/agents/{made['id']}/draft")
            blueprint = json.loads(draft.content)["blueprint"]
            blueprint["flows"] = [{"id": "main", "name": "Principal", "nodes": [], "edges": []}]
            saved = owner.api.put(
                f"/agents/{made['id']}/draft",
                {"blueprint": blueprint},
                headers={"If-Match": draft.headers["ETag"]},
            )
            assert saved.status_code == 200, saved.content
            kinds = json.loads(owner.api.get("/node-kinds").content)["items"]
            return owner, made["id"], {kind["kind"]: kind["title"] for kind in kinds}

        self.owner, self.agent, self.titles = aside(make)
        self.words = Wording(language)
        self.server = server
        session = self.owner.api.client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
        self.page = context.new_page()
        self.page.goto(f"{server}/agents/{self.agent}/build")

    def kind(self, kind: str) -> str:
        return self.titles[kind][self.words.language]

    @property
    def steps(self) -> Locator:
        return self.page.locator(".react-flow__node-step")

    @property
    def ways(self) -> Locator:
        return self.page.locator(".react-flow__edge")

    def step(self, name: str) -> Locator:
        return self.steps.filter(has_text=name)

    def saved(self) -> None:
        expect(self.page.get_by_text(self.words("agents.draft.saved"), exact=True)).to_be_visible()

    def flow(self) -> dict[str, Any]:
        """The flow as the server has it."""
        self.saved()
        draft = aside(lambda: self.owner.api.get(f"/agents/{self.agent}/draft").content)
        flow: dict[str, Any] = json.loads(draft)["blueprint"]["flows"][0]
        return flow

    def drop(self, kind: str, x: int, y: int) -> None:
        """Drag a kind from the palette to a place of the canvas."""
        palette = self.page.get_by_role("region", name=self.words("canvas.palette"), exact=True)
        pane = self.page.locator(".react-flow__pane")
        count = self.steps.count()
        palette.get_by_role("button", name=self.kind(kind), exact=True).drag_to(
            pane, target_position={"x": x, "y": y}
        )
        expect(self.steps).to_have_count(count + 1)

    def connect(self, source: Locator, port: str, target: Locator) -> None:
        """Draw a connection from a way out to a step's way in."""
        count = self.ways.count()
        start = source.locator(f".react-flow__handle.source[data-handleid={port}]").bounding_box()
        end = target.locator(".react-flow__handle.target").bounding_box()
        assert start
        assert end
        mouse = self.page.mouse
        mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        mouse.down()
        mouse.move(end["x"] - 30, end["y"] - 10, steps=4)
        mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)
        mouse.up()
        expect(self.ways).to_have_count(count + 1)


def test_a_flow_is_drawn_by_mouse(server: str, open_browser: Callable[..., BrowserContext]) -> None:
    board = Board(server, open_browser(language="es", theme="light"), "es")
    page, words = board.page, board.words
    expect(page.get_by_text(words("canvas.empty"))).to_be_visible()
    # Room for what is drawn.
    page.get_by_role("button", name=words("agents.test.title"), exact=True).click()
    look(page, "canvas-empty")

    board.drop("say", 330, 120)
    page.get_by_label(words("agents.columns.name")).fill("Saludo")
    board.drop("decide", 600, 300)
    page.get_by_label(words("agents.columns.name")).fill("¿Qué necesita?")
    board.drop("end", 330, 420)
    page.keyboard.press("Escape")
    page.locator(".react-flow__pane").click(position={"x": 620, "y": 60})
    expect(page.get_by_role("region", name=words("agents.build.step"), exact=True)).to_have_count(0)
    board.connect(board.step("Saludo"), "next", board.step("¿Qué necesita?"))
    board.connect(board.step("¿Qué necesita?"), "otherwise", board.step(board.kind("end")))
    look(page, "canvas-drawn")

    flow = board.flow()
    assert [node["kind"] for node in flow["nodes"]] == ["say", "decide", "end"]
    ids = {node["kind"]: node["id"] for node in flow["nodes"]}
    assert {(edge["source"], edge["port"], edge["target"]) for edge in flow["edges"]} == {
        (ids["say"], "next", ids["decide"]),
        (ids["decide"], "otherwise", ids["end"]),
    }

    # A step is dragged; its place is kept, and taken back.
    before = {node["kind"]: node["position"] for node in flow["nodes"]}
    box = board.step("Saludo").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 120, steps=6)
    page.mouse.up()
    moved = {node["kind"]: node["position"] for node in board.flow()["nodes"]}
    assert moved["say"] != before["say"]
    assert moved["end"] == before["end"]
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name=words("agents.draft.saving"))).to_have_count(0)
    page.wait_for_timeout(1_200)
    assert {node["kind"]: node["position"] for node in board.flow()["nodes"]} == before

    # Let go over nothing, a connection asks what shall come.
    start = board.step("¿Qué necesita?").locator(".react-flow__handle.source").first.bounding_box()
    assert start
    board.step(board.kind("end")).click()
    page.get_by_role("button", name=words("canvas.tidy")).click()
    expect(page.get_by_role("status").filter(has_text=words("canvas.tidied"))).to_be_attached()
    page.wait_for_timeout(400)
    look(page, "canvas-tidy")
    board.step(board.kind("end")).click()
    page.keyboard.press("Delete")
    expect(board.steps).to_have_count(2)
    expect(board.ways).to_have_count(1)
    look(page, "canvas-deleted")
