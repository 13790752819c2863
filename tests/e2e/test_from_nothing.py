"""The studio from nothing, as a new person has it: drawn, written, fed, equipped, proven, published, changed, stopped by
the gate, rolled back; and a file of another builder that is talked with. Once by mouse, once by keyboard only.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from centralita import engine
from tests.e2e.asking import has_focus, press_until, until_true
from tests.e2e.board import Board
from tests.e2e.furnished import aside, work
from tests.e2e.hand import Hand
from tests.e2e.looking import look
from tests.live.talk import api_channel, open_chat
from tests.studio.imports import samples
from tests.studio.tools.stub import Answer, Stub, serving_tools

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

SAID = {
    "es": {
        "greeting": "Hola, soy el asistente de la Clínica Sol.",
        "asked": "¿Cómo se llama?",
        "prompt": "Responda con lo que sabe el negocio. No prometa precios.",
        "opening": "¿Qué quiere saber?",
        "line": "Nota {number} de la visita.",
        "slot": "Hay un hueco a las {{first_slot}}.",
        "bye": "Gracias, hasta pronto.",
        "worse": "No puedo ayudarle.",
        "question": "¿Hay aparcamiento?",
        "known": "aparcamiento gratuito",
        "unknown": "¿Venden bicicletas?",
        "no": "Ana",
    },
    "en": {
        "greeting": "Hello, this is the assistant of Clínica Sol.",
        "asked": "What is your name?",
        "prompt": "Answer from what the business knows. Promise no prices.",
        "opening": "What would you like to know?",
        "line": "Note {number} about the visit.",
        "slot": "There is room at {{first_slot}}.",
        "bye": "Thank you, see you soon.",
        "worse": "I cannot help you.",
        "question": "Is there parking?",
        "known": "free parking",
        "unknown": "Do you sell bicycles?",
        "no": "Ana",
    },
}
DOCUMENTS = {
    "es": {
        "aparcar.md": "# Aparcamiento\n\nHay aparcamiento gratuito en el patio para los pacientes.",
        "ninos.txt": "Los niños vienen con un adulto hasta los dieciséis años.",
        "pagos.html": "<h1>Pagos</h1><p>Se puede pagar con tarjeta y en efectivo.</p>",
    },
    "en": {
        "parking.md": "# Parking\n\nThere is free parking in the yard for patients.",
        "children.txt": "Children come with an adult until they are sixteen.",
        "paying.html": "<h1>Paying</h1><p>You can pay by card and in cash.</p>",
    },
}
NEW_STEP = """(drawn) => {
  const {classList, dataset} = document.activeElement;
  return classList.contains("react-flow__node-step") && !drawn.includes(dataset.id) && dataset.id;
}"""
NOTES = 14
KINDS = ("say", "ask", "ai_answer", "tool_call", *("say",) * (NOTES + 1), "end")


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    with serving_tools() as stub:
        stub.answer = lambda _asked: Answer.of({"slots": [{"start": "10:30"}]})
        yield stub


class Walk:
    """One person's way through the studio."""

    def __init__(self, board: Board, hand: Hand, server: str) -> None:
        self.board, self.hand, self.server = board, hand, server
        self.page, self.words, self.language = board.page, board.words, board.words.language
        self.said = SAID[self.language]

    def go(self, path: str) -> None:
        self.page.goto(f"{self.server}{path}")

    def button(self, key: str, within: Page | Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=self.words(key), exact=True)

    def feed(self) -> None:
        """Three documents, each of another kind."""
        self.go("/knowledge")
        files: list[FilePayload] = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}
            for name, text in DOCUMENTS[self.language].items()
        ]
        self.page.locator("input[type=file]").set_input_files(files)
        rows = self.page.get_by_role("row").filter(has_text=self.words("knowledge.status.waiting"))
        expect(rows).to_have_count(len(files))
        aside(work)
        ready = self.page.get_by_role("row").filter(has_text=self.words("knowledge.status.ready"))
        expect(ready).to_have_count(len(files))

    def equip(self, stub: Stub) -> str:
        """A tool, published and given to the agent; what it is called there."""
        page, words, hand = self.page, self.words, self.hand
        self.go("/tools")
        hand.press(page.get_by_role("button", name=words("tools.new")).first)
        hand.write(page.get_by_label(words("tools.label"), exact=True), "Free slots")
        hand.press(self.button("tools.create"))
        hand.write(
            page.get_by_label(words("tools.purpose.description"), exact=True), "The free slots of today"
        )
        hand.write(page.get_by_label(words("tools.request.address"), exact=True), f"{stub.address}/slots")
        hand.press(self.button("tools.save"))
        expect(page.get_by_text(words("tools.saved"), exact=True)).to_be_visible()
        hand.press(self.button("tools.bench.run"))
        expect(page.get_by_label(words("tools.bench.result"), exact=True)).to_contain_text("10:30")
        assert stub.asked[-1].path == "/slots"
        hand.press(self.button("tools.publish.open"))
        hand.press(self.button("tools.publish.open", page.get_by_role("dialog")))
        expect(page.get_by_text(words("tools.status.live", number=1), exact=True).first).to_be_visible()
        self.go(f"/agents/{self.board.agent}/tools")
        hand.press(page.get_by_role("checkbox", name="free_slots"))
        expect(page.get_by_text(words("agents.tools.version", number=1)).first).to_be_visible()
        return "free_slots"

    def draw(self, tool: str) -> None:
        """Twenty steps, one after another."""
        self.go(f"/agents/{self.board.agent}/build")
        expect(self.page.get_by_text(self.words("canvas.empty"))).to_be_visible()
        number = 0
        drawn: list[str] = []
        for kind in KINDS:
            number += kind == "say"
            drawn.append(self._add(kind, drawn))
            self._fill(kind, tool, number)
        # A tool that does not answer keeps nobody from the end.
        self._open(drawn[KINDS.index("tool_call")])
        ways = self.page.get_by_role("group", name=self.words("agents.build.ways"))
        last = self.board.kind("end")
        self.hand.choose(
            ways.get_by_role("combobox", name=self.words("agents.ports.failed"), exact=True), last
        )
        flow = self.board.until(lambda flow: len(flow["edges"]) == len(KINDS))
        assert [node["kind"] for node in flow["nodes"]] == list(KINDS)

    def _open(self, step: str) -> None:
        """The form of a step, from the outline: on the canvas it may be out of sight."""
        self.hand.press(
            self.page.get_by_role("radio", name=self.words("agents.build.as_outline"), exact=True)
        )
        self.hand.press(self.page.locator(f"[data-node='{step}']"))
        expect(
            self.page.get_by_role("region", name=self.words("agents.build.step"), exact=True)
        ).to_be_visible()

    def _add(self, kind: str, drawn: list[str]) -> str:
        """A step after the one that is chosen; its id. It has the focus, wherever the others went out of sight."""
        self.page.keyboard.press("a")
        item = self.page.get_by_role("menuitem", name=self.board.kind(kind), exact=True)
        expect(item).to_be_visible()
        if self.hand.keys:
            press_until(self.page, "ArrowDown", lambda: has_focus(item))
            self.page.keyboard.press("Enter")
        else:
            item.click()
        return str(until_true(self.page, NEW_STEP, drawn))

    def _fill(self, kind: str, tool: str, number: int) -> None:
        form = self.page.get_by_role("region", name=self.words("agents.build.step"), exact=True)
        self.page.keyboard.press("Enter")
        expect(form).to_be_focused()
        said = self.said
        match kind:
            case "say":
                text = said["greeting"] if number == 1 else said["line"].format(number=number)
                self._write(form, kind, "text", text)
            case "ask":
                self._write(form, kind, "question", said["asked"])
            case "ai_answer":
                self._write(form, kind, "prompt", said["prompt"])
                self._write(form, kind, "opening", said["opening"])
            case "tool_call":
                self.hand.choose(form.get_by_label(self._title(kind, "tool"), exact=True), tool)
            case "end":
                self._write(form, kind, "text", said["bye"])
                self._write(form, kind, "outcome", "booked")
        self.page.keyboard.press("Escape")

    def _title(self, kind: str, field: str) -> str:
        schema: dict[str, Any] = engine.node_schemas()[kind]["properties"][field]
        return str(schema.get("x-title", {}).get(self.language) or schema["title"])

    def _write(self, form: Locator, kind: str, field: str, text: str) -> None:
        self.hand.write(form.get_by_label(self._title(kind, field), exact=True), text)

    def prove(self, tool: str) -> None:
        """Ten scenarios, and all of them pass."""
        page, words, hand = self.page, self.words, self.hand
        self.go(f"/agents/{self.board.agent}/scenarios")
        for number in range(10):
            hand.press(page.get_by_role("button", name=words("scenarios.new"), exact=True).first)
            sheet = page.get_by_role("dialog")
            hand.write(sheet.get_by_label(words("scenarios.sheet.name"), exact=True), f"Nº {number}")
            lines = [self.said["no"], self.said["question"], self.said["unknown"]][: 2 + number % 2]
            for at, line in enumerate(lines, start=1):
                if at > 1:
                    hand.press(self.button("scenarios.sheet.add_line", sheet))
                hand.write(sheet.get_by_label(words("scenarios.sheet.line", at=at), exact=True), line)
            hand.write(sheet.get_by_label(words("scenarios.field.words"), exact=True), self.said["known"])
            hand.press(self.button("scenarios.sheet.save", sheet))
            expect(sheet).to_be_hidden()
        hand.press(self.button("scenarios.run_all"))
        run = page.get_by_role("dialog")
        expect(run.get_by_role("listitem")).not_to_have_count(0)
        aside(work)
        passed = run.get_by_role("button").filter(has_text=words("scenarios.result.passed"))
        expect(passed).to_have_count(10)
        look(page, f"nothing-proven-{self.language}", over=True)
        hand.press(self.button("ui.close", run))

    def publish(self, number: int, because: str = "") -> None:
        page, words, hand = self.page, self.words, self.hand
        hand.press(page.get_by_role("button", name=words("agents.publish.open")))
        sheet = page.get_by_role("dialog")
        submit = self.button("agents.publish.submit", sheet)
        if because:
            expect(sheet.get_by_text(words("proof.gate.blocked"))).to_be_visible()
            expect(submit).to_be_disabled()
            look(page, f"nothing-stopped-{self.language}", over=True)
            hand.write(sheet.get_by_label(words("proof.gate.because")), because)
        hand.press(submit)
        expect(sheet).to_be_hidden()
        expect(page.get_by_text(words("agents.live_version", number=number)).first).to_be_visible()

    def worsen(self) -> None:
        """Have the last step come to nothing."""
        self.go(f"/agents/{self.board.agent}/build")
        self._open(self.board.flow()["nodes"][-1]["id"])
        form = self.page.get_by_role("region", name=self.words("agents.build.step"), exact=True)
        self._write(form, "end", "text", self.said["worse"])
        self._write(form, "end", "outcome", "failed")
        wanted = {"text": {self.language: self.said["worse"]}, "outcome": "failed"}
        self.board.until(lambda flow: wanted.items() <= flow["nodes"][-1]["data"].items())

    def replay(self) -> None:
        """What was said with the live version, said again to the draft."""
        page, words, hand = self.page, self.words, self.hand
        self.go(f"/agents/{self.board.agent}/scenarios")
        rule = page.get_by_role("form", name=words("proof.rule.title"))
        hand.press(rule.get_by_role("checkbox", name=words("proof.rule.replay")))
        hand.write(rule.get_by_label(words("proof.rule.most_worse"), exact=True), "20")
        hand.press(rule.get_by_role("button", name=words("proof.rule.save")))
        expect(rule.get_by_role("button", name=words("proof.rule.save"))).to_be_disabled()
        hand.press(page.get_by_role("button", name=words("proof.replays.start")))
        sheet = page.get_by_role("dialog")
        talks = sheet.get_by_role("list", name=words("proof.sheet.talks"))
        expect(talks).to_be_visible()
        aside(work)
        expect(talks.get_by_role("button").first).to_contain_text(words("proof.verdict.worse"))
        hand.press(self.button("ui.close", sheet))

    def roll_back(self) -> None:
        self.go(f"/agents/{self.board.agent}/versions")
        first = self.page.get_by_role("listitem").filter(has_text="v1")
        self.hand.press(self.button("agents.versions.restore", first))
        asked = self.page.get_by_role("alertdialog")
        self.hand.press(self.button("agents.versions.restore", asked))
        expect(asked).to_be_hidden()
        expect(self.page.get_by_text(self.words("agents.live_version", number=3)).first).to_be_visible()

    def import_and_talk(self) -> None:
        page, words, hand = self.page, self.words, self.hand
        self.go("/agents/import")
        page.locator("input[type=file]").first.set_input_files(
            {"name": "a.json", "mimeType": "application/json", "buffer": samples.content_of("typebot")}
        )
        hand.write(page.get_by_label(words("agents.columns.name"), exact=True), "Typebot")
        hand.press(self.button("imports.make.submit"))
        page.wait_for_url("**/build**")
        panel = page.get_by_role("complementary", name=words("agents.test.title"))
        hand.press(self.button("agents.test.start", panel))
        hand.press(panel.get_by_role("button", name="Pedir cita", exact=True))
        expect(panel.get_by_text("¿Cuántos años tiene?")).to_be_visible()
        hand.write(panel.get_by_label(words("agents.test.write")), "33")
        hand.press(panel.get_by_label(words("agents.test.send"), exact=True))
        expect(panel.get_by_text("33", exact=True)).to_be_visible()
        # What was called has no case yet: said in words, where it happened.
        expect(panel.get_by_text(words("tools.errors.no_mock"))).to_be_visible()
        look(page, f"nothing-imported-{self.language}")


@pytest.mark.parametrize(
    ("language", "theme", "keys"), [("es", "light", False), ("en", "dark", True)], ids=["mouse", "keyboard"]
)
def test_from_nothing_to_a_worse_version_that_is_stopped(
    server: str,
    stub: Stub,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    keys: bool,
) -> None:
    board = Board(server, open_browser(language=language, theme=theme), language)
    walk = Walk(board, Hand(board.page, keys=keys), server)
    walk.feed()
    tool = walk.equip(stub)
    walk.draw(tool)
    look(board.page, f"nothing-drawn-{language}")
    walk.prove(tool)
    walk.publish(1)
    aside(lambda: visit(server, board, walk.said))
    walk.worsen()
    walk.replay()
    walk.publish(2, because="Lo pide la dirección")
    walk.roll_back()
    walk.import_and_talk()


def visit(server: str, board: Board, said: dict[str, str]) -> None:
    """As many as the rule asks for talk with the live version to its end."""
    key = api_channel(board.owner, board.agent)
    with httpx.Client(base_url=server, timeout=20) as http:
        for number in range(16):
            visitor = open_chat(http, key, visitor_id=f"v{number}")
            for line in (said["no"], said["question"], said["unknown"]):
                visitor.say(line)
            deadline = time.monotonic() + 30
            while visitor.history()["conversation"]["status"] != "ended":
                assert time.monotonic() < deadline, visitor.history()
                time.sleep(0.1)
