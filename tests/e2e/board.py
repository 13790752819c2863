"""The canvas of an agent, as a person at a browser has it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.furnished import aside
from tests.e2e.wording import Wording
from tests.people import Member, make_member

# The view moves a moment after something was chosen: what is clicked meanwhile has gone from under the mouse.
_AT_REST = """() => new Promise((done) => {
  const view = document.querySelector(".react-flow__viewport");
  let [before, since] = ["", performance.now()];
  const look = (now) => {
    if (view.style.transform !== before) [before, since] = [view.style.transform, now];
    if (now - since > 250) done();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""

EMPTY: dict[str, Any] = {"id": "main", "name": "Principal", "nodes": [], "edges": []}


def at_rest(page: Page) -> None:
    """Wait until the canvas stands still."""
    page.evaluate(_AT_REST)


class Board:
    """The canvas of an agent with one empty flow, in a browser of its owner."""

    def __init__(
        self, server: str, context: BrowserContext, language: str, *, flow: dict[str, Any] = EMPTY
    ) -> None:
        def make() -> tuple[Member, str, dict[str, dict[str, str]]]:
            owner = make_member(language=language)
            agent = owner.api.post("/agents", {"name": "Recepción", "languages": [language]}).json()["id"]
            blueprint = owner.api.get(f"/agents/{agent}/draft").json()["blueprint"]
            saved = owner.api.put(f"/agents/{agent}/draft", {"blueprint": {**blueprint, "flows": [flow]}})
            assert saved.status_code == 200, saved.content
            kinds = owner.api.get("/node-kinds").json()["items"]
            return owner, agent, {kind["kind"]: kind["title"] for kind in kinds}

        self.owner, self.agent, self.titles = aside(make)
        self.words = Wording(language)
        self.server = server
        self.page = self.open(context, self.owner)

    def open(self, context: BrowserContext, member: Member, agent: str | None = None) -> Page:
        """The canvas in a browser of a member."""
        session = member.api.client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.server}])
        page = context.new_page()
        page.goto(f"{self.server}/agents/{agent or self.agent}/build")
        return page

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

    def flow(self) -> dict[str, Any]:
        """The flow as the server has it."""
        draft = aside(lambda: self.owner.api.get(f"/agents/{self.agent}/draft").json())
        flow: dict[str, Any] = draft["blueprint"]["flows"][0]
        return flow

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The flow as the server has it, as soon as what was drawn has reached it."""
        for _ in range(60):
            if holds(flow := self.flow()):
                return flow
            self.page.wait_for_timeout(250)
        pytest.fail(f"what was drawn never reached the server: {self.flow()}")

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


def edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "source": source, "port": "next", "target": target}
