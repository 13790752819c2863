"""A step of Voiceflow by its kind, with the ports that lead on from it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_OPTIONS
from centralita.studio.imports.domain.shape import at, fields, first, listed, objects, text
from centralita.studio.imports.formats.calculating import assignment
from centralita.studio.imports.formats.requests import Request
from centralita.studio.imports.formats.talking import ALWAYS, Told, Way, judge, sort, talk
from centralita.studio.imports.formats.voiceflow_canvas import Canvas
from centralita.studio.imports.formats.voiceflow_conditions import judged
from centralita.studio.imports.formats.voiceflow_ports import ports
from centralita.studio.imports.formats.voiceflow_text import slate

Json = Mapping[str, Any]
Made = dict[str, Any]
_ANSWERS: Final = {
    "VF.EMAIL": "email",
    "VF.NUMBER": "number",
    "VF.PHONENUMBER": "phone",
    "VF.DATETIME": "datetime",
    "email": "email",
    "number": "number",
    "phonenumber": "phone",
    "date-time": "datetime",
}


class Step:
    """One step of a block."""

    def __init__(self, diagram: Canvas, key: str, node: Json, name: str, where: dict[str, float]) -> None:
        self.diagram, self.drawing, self.sheet = diagram, diagram.drawing, diagram.sheet
        self.key, self.node, self.name, self.at = key, node, name, where
        self.data = fields(node, "data")
        self.ports = ports(node)
        self.onward = ""

    def draw(self, onward: str) -> None:
        """The step. `onward` is the next one in its block."""
        self.onward = self.ports.get("next") or self.ports.get("default") or onward
        kind = text(self.node, "type").lower()
        drawer = _DRAWERS.get(kind) or _DRAWERS.get(kind.split("-v")[0].removesuffix("v2").removesuffix("v3"))
        if drawer is not None:
            drawer(self)
        else:
            self._passes("node", kind=text(self.node, "type") or "?")

    def lose(self, code: str, **data: str) -> None:
        self.sheet.lose(code, self.name, **data)

    def _adds(self, kind: str, data: Made, *others: str) -> None:
        self.sheet.add(self.key, kind, self.name, data, self.at)
        for port in ("next", *others):
            self.sheet.link(self.key, port, self.onward)

    def _passes(self, code: str = "", **data: str) -> None:
        if code:
            self.lose(code, **data)
        self._adds("set", {"assignments": []})

    def says(self) -> None:
        rows = objects(self.data, "texts") or objects(self.data, "dialogs") or [self.data]
        said = slate(at(rows[0], "content") or at(rows[0], "slate", "content")) or text(rows[0], "message")
        said = said or self.diagram.project.responses.get(
            text(self.data, "responseID") or text(self.data, "messageID"), ""
        )
        said = said or text(rows[0], "output") or slate(at(rows[0], "text"))
        media = first(self.data, "image", "imageUrl", "url") or text(rows[0], "audio")
        if not said.strip() and media:
            self.lose("media", text=media)
            said = media
        if len(rows) > 1 and rows[0] is not self.data:
            self.lose("setting", text=f"{len(rows)} variants")
        if not said.strip():
            self._passes("media_gone")
            return
        self._adds("say", {"text": self.drawing.texts(self.diagram.words(said))})

    def media(self) -> None:
        address = first(self.data, "image", "imageUrl", "url", "file", "audio") or first(
            fields(self.data, "image"), "url"
        )
        if not address.startswith("http"):
            self._passes("media_gone")
            return
        self.lose("media", text=address)
        self._adds("say", {"text": self.drawing.texts(address)})

    def cards(self) -> None:
        cards = objects(self.data, "cards") or [self.data]
        lines = []
        for card in cards:
            parts = (slate(at(card, "title")), slate(at(card, "description")), text(card, "imageUrl"))
            lines.append("\n".join(part for part in parts if part))
        buttons = [button for card in cards for button in objects(card, "buttons")]
        said = self.diagram.words("\n\n".join(line for line in lines if line))
        self._asks(said, [text(one, "name") or slate(at(one, "label")) for one in buttons])

    def buttons(self) -> None:
        rows = objects(self.data, "buttons") or objects(self.data, "items")
        names = [text(one, "name") or slate(at(one, "label")) for one in rows]
        self._asks("", names)

    def _asks(self, said: str, names: list[str]) -> None:
        if not names:
            self._adds("say", {"text": self.drawing.texts(said)}) if said else self._passes()
            return
        options = [
            {"id": f"option-{number_ + 1}", "label": self.drawing.texts(self.diagram.words(name) or "…")}
            for number_, name in enumerate(names[:MOST_OPTIONS])
        ]
        question = self.drawing.question(said, self.sheet, self.name, f"{' · '.join(names[:6])}?")
        data = {"question": question, "input": {"type": "choice", "options": options}}
        self.sheet.add(self.key, "ask", self.name, data, self.at)
        buttons = objects(self.data, "buttons") or objects(self.data, "items")
        for position in range(len(options)):
            button = buttons[position] if position < len(buttons) else {}
            target = self.ports.get(text(button, "id")) or self.ports.get(f"#{position}")
            self.sheet.link(self.key, f"option-{position + 1}", target or "")
        self.sheet.link(self.key, "next", self.onward)
        self.sheet.link(self.key, "gave_up", self.ports.get("else") or self.ports.get("noMatch") or "")

    def sorts(self) -> None:
        ways = []
        for position, choice in enumerate(objects(self.data, "choices")):
            called, said = self.diagram.project.wanted(text(choice, "intent") or text(choice, "intentID"))
            self.lose("intent", text=called)
            target = self.ports.get(text(choice, "id")) or self.ports.get(f"#{position}") or ""
            ways.append(Way(target, called.replace("_", " "), called, phrases=[called, *said]))
        otherwise = self.ports.get("else") or self.ports.get("noMatch") or self.onward or self.key
        if not ways:
            self._adds("wait", {"until": "message"})
            return
        sort(self.sheet, self.key, self.name, "", ways, otherwise=otherwise, at=self.at, hears=True)

    def captures(self) -> None:
        capture = fields(self.data, "capture")
        variable = (
            text(capture, "variable")
            or text(self.data, "variable")
            or text(listed(capture, "items"), 0, "entityID")
            or text(objects(self.data, "items")[0] if objects(self.data, "items") else {}, "entityID")
            or text(self.data, "slot")
        )
        slots = listed(capture, "intent", "slots")
        variable = variable or text(slots, 0, "id") or "answer"
        kind = _ANSWERS.get(text(self.data, "slotType") or text(capture, "slotType"), "text")
        question = text(capture, "intent", "slots", 0, "dialog", "prompt", 0, "text")
        data: Made = {"variable": self.diagram.variable(variable), "input": {"type": kind}}
        said = self.diagram.words(question or slate(at(self.data, "prompt")))
        if said:
            self._adds("ask", {**data, "question": self.drawing.texts(said)})
        elif kind == "text":
            # The question was said by the step before; here it is only listened.
            self._adds("wait", {"until": "message", "variable": data["variable"]})
        else:
            name = self.diagram.project.names.get(variable) or variable
            self._adds(
                "ask", {**data, "question": self.drawing.question("", self.sheet, self.name, f"{name}?")}
            )

    def decides(self) -> None:
        rows = (
            objects(self.data, "expressions")
            or objects(self.data, "conditions")
            or objects(self.data, "items")
        )
        ways = []
        for position, row in enumerate(rows):
            target = self.ports.get(text(row, "id")) or self.ports.get(f"#{position}") or ""
            name = text(row, "name") or f"{self.name} {position + 1}"
            ways.append(Way(target, name=name, condition=judged(row, self.diagram.variable, self.lose)))
        otherwise = self.ports.get("else") or self.ports.get("noMatch") or self.onward
        if not ways:
            self._passes()
            return
        judge(self.sheet, self.key, self.name, ways, otherwise=otherwise, at=self.at)

    def sets(self) -> None:
        made: list[Made] = []
        for row in objects(self.data, "sets") or objects(self.data, "items"):
            variable = text(row, "variable") or text(row, "variableID")
            value = at(row, "expression") if "expression" in row else at(row, "value")
            said = text(value) or text(value, "value") or slate(value)
            if not variable:
                continue
            own = self.diagram.variable(variable)
            told = assignment(own, self.diagram.words(said), self.drawing.words)
            if told is None or text(row, "type") == "prompt":
                self.lose("expression", text=said or "?")
            else:
                made.append(told)
        self._adds("set", {"assignments": made[:50]})

    def calls(self) -> None:
        action = text(self.data, "selectedAction") or text(self.data, "action_data", "method")
        method = (
            action.replace("Make a ", "").replace(" Request", "").upper()
            or text(self.data, "httpMethod").upper()
        )
        words = self.diagram.words

        def rows(*names: str) -> list[tuple[str, str]]:
            found = [row for name in names for row in objects(self.data, name)]
            return [
                (first(row, "key", "name"), words(first(row, "val", "value") or slate(at(row, "value"))))
                for row in found
            ]

        body: object = words(first(self.data, "content", "rawContent") or text(self.data, "body", "content"))
        if not body:
            body = dict(rows("body"))
        request = Request(self.drawing, self.name, self.sheet, self.name)
        outputs = [
            (self.diagram.variable(variable), path.removeprefix("response.").removeprefix("."))
            for row in [*objects(self.data, "mapping"), *objects(self.data, "responseMappings")]
            if (variable := first(row, "var", "variableID")) and (path := first(row, "path", "property"))
        ]
        tool = request.made(
            label=self.name,
            about=text(self.data, "name") or self.name,
            method=method or "GET",
            address=words(text(self.data, "url") or slate(at(self.data, "url"))),
            headers=rows("headers"),
            query=rows("parameters", "queryParameters"),
            body=body,
            outputs=outputs,
        )
        self.sheet.add(self.key, "tool_call", self.name, {"tool": tool, "arguments": request.call}, self.at)
        self.sheet.link(self.key, "next", self.onward)
        self.sheet.link(self.key, "failed", self.ports.get("fail") or self.onward)

    def model(self) -> None:
        prompt = slate(at(self.data, "prompt")) or text(self.data, "instructions")
        system = slate(at(self.data, "system"))
        said = "\n\n".join(self.diagram.words(part) for part in (system, prompt) if part)
        if text(self.data, "model"):
            self.lose("model", text=text(self.data, "model"))
        knows = text(self.data, "source") == "knowledgeBase" or "knowledge" in text(self.node, "type").lower()
        if knows:
            self.lose("knowledge", text="Knowledge base")
        onward = [Way(self.onward, name="next", condition=ALWAYS)] if self.onward else []
        self.lose("model_step")
        talk(self.sheet, self.key, self.name, Told(said, knowledge=knows, ways=onward), self.at)

    def agent(self) -> None:
        instructions = slate(at(self.data, "instructions")) or text(self.data, "prompt")
        ways = [
            Way(target, name, name) for name, target in self.ports.items() if name not in {"next", "default"}
        ]
        if self.onward:
            ways.append(Way(self.onward, "What was to be done in this step is done"))
        talk(self.sheet, self.key, self.name, Told(self.diagram.words(instructions), ways=ways), self.at)

    def component(self) -> None:
        target = text(self.data, "diagramID") or text(self.data, "componentID")
        sheet = self.drawing.sheets.get(f"flow {target}")
        if sheet is None:
            self._passes("other_agent", text=target or "?")
            return
        self._adds("go_to_flow", {"flow": sheet.id, "comes_back": True})

    def goes(self) -> None:
        target = text(self.data, "nodeID") or text(self.data, "stepID")
        sheet = self.drawing.sheets.get(f"flow {text(self.data, 'diagramID')}")
        if target in self.diagram.nodes:
            self.onward = target
            self._passes()
        elif sheet is not None and sheet is not self.sheet:
            self._adds("go_to_flow", {"flow": sheet.id, "comes_back": False})
        else:
            self._passes("target_missing")

    def hears(self) -> None:
        """What begins when somebody wants it: the slots that it needs are asked for, then it goes on."""
        key = text(self.data, "intent") or text(self.data, "intentID")
        if not self.diagram.listens:
            self.lose("trigger", text=self.diagram.project.wanted(key)[0] or "intent")
        asked = self.diagram.project.needed(key)
        onward, self.onward = self.onward, f"{self.key} asks 1" if asked else self.onward
        self._passes()
        for number, (slot, question) in enumerate(asked, 1):
            own = {
                "variable": self.diagram.variable(slot),
                "question": self.drawing.texts(self.diagram.words(question)),
            }
            place = {"x": self.at["x"], "y": self.at["y"] + 150.0 * number}
            step = self.sheet.add(f"{self.key} asks {number}", "ask", self.name, own, place)
            self.sheet.link(step, "next", f"{self.key} asks {number + 1}" if number < len(asked) else onward)

    def listens(self) -> None:
        """A step of the older files that only waits: whatever intent is heard then begins."""
        if text(self.data, "promptID") or ("noMatches" not in self.data and "reprompt" not in self.data):
            self.model()
            return
        ways = self.diagram.intents
        if not ways:
            self._adds("wait", {"until": "message"})
            return
        sort(
            self.sheet,
            self.key,
            self.name,
            "",
            ways,
            otherwise=self.onward or self.key,
            at=self.at,
            hears=True,
        )

    def commands(self) -> None:
        called, _ = self.diagram.project.wanted(text(self.data, "intent") or text(self.data, "name"))
        self._passes("trigger", text=called or text(self.data, "name") or "command")

    def splits(self) -> None:
        targets = [target for key, target in self.ports.items() if key.startswith("#")]
        if not targets:
            self._passes()
            return
        shares = [{"id": f"s{number_ + 1}", "name": f"{number_ + 1}"} for number_ in range(len(targets[:20]))]
        self.sheet.add(self.key, "split", self.name, {"shares": shares}, self.at)
        for share, target in zip(shares, targets, strict=False):
            self.sheet.link(self.key, share["id"], target)

    def ends(self) -> None:
        self.sheet.add(self.key, "end", self.name, {}, self.at)

    def runs_code(self) -> None:
        self._passes("code")

    def known_there(self) -> None:
        self._passes("integration", kind=text(self.node, "type"))

    def link(self) -> None:
        address = text(self.data, "url")
        self.lose("link_opened", text=address or "?")
        self._adds("say", {"text": self.drawing.texts(address or "…")})


_DRAWERS: Final[dict[str, Callable[[Step], None]]] = {
    **dict.fromkeys(("speak", "text", "message", "response"), Step.says),
    **dict.fromkeys(("image", "visual", "audio", "video"), Step.media),
    **dict.fromkeys(("card", "carousel"), Step.cards),
    **dict.fromkeys(("buttons", "choice-v2-buttons"), Step.buttons),
    **dict.fromkeys(("choice", "interaction"), Step.sorts),
    **dict.fromkeys(("capture", "captures"), Step.captures),
    **dict.fromkeys(("if", "condition"), Step.decides),
    "set": Step.sets,
    **dict.fromkeys(("api", "integrations", "integration"), Step.calls),
    **dict.fromkeys(("ai_response", "generative", "kb-search", "kb_search", "knowledge-base"), Step.model),
    "prompt": Step.listens,
    "command": Step.commands,
    "agent": Step.agent,
    **dict.fromkeys(("flow", "component"), Step.component),
    **dict.fromkeys(("gotonode", "goto", "gotodomain", "goto_node"), Step.goes),
    **dict.fromkeys(("intent", "start-intent", "trigger", "event"), Step.hears),
    **dict.fromkeys(("random", "randomize"), Step.splits),
    **dict.fromkeys(("exit", "end", "callforward-end"), Step.ends),
    **dict.fromkeys(("code", "javascript", "function"), Step.runs_code),
    **dict.fromkeys(("trace", "custom", "zapier", "google_sheets"), Step.known_there),
    "url": Step.link,
}
