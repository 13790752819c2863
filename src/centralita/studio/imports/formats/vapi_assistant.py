"""One assistant of Vapi as one step: its prompt, its tools, and the ways out that some of them are. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.markdown import BODY
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.talking import (
    LONGEST_WHEN,
    Told,
    Way,
    end_of,
    pairs,
    talk,
    transfer_of,
)
from centralita.studio.imports.formats.vapi_beside import Beside
from centralita.studio.imports.formats.vapi_tools import called, calls, requested

Json = Mapping[str, Any]
# What a model is told; other messages are parts of a conversation that is made up.
_TOLD: Final = frozenset({"system", "developer"})
_SETTINGS: Final = (
    *("hooks", "voicemailMessage", "voicemailDetection", "artifactPlan"),
    *("silenceTimeoutSeconds", "maxDurationSeconds", "keypadInputPlan", "compliancePlan"),
)
_OVER: Final = "The conversation is over"
_END: Final = "end_call"
_BEGINS: Final = "assistant-speaks-first-with-model-generated-message"


class Assistant:
    """One assistant as one step."""

    def __init__(
        self,
        drawing: Drawing,
        sheet: Sheet,
        assistant: Json,
        beside: Beside,
        *,
        steps: Mapping[str, str] | None = None,
        inside: bool = False,
    ) -> None:
        """`inside`: others of a squad lead here, so that the caller has spoken already. `steps`: the squad's steps."""
        self.drawing, self.sheet, self.assistant, self.inside = drawing, sheet, assistant, inside
        self.beside, self.steps = beside, steps or {}
        self.model = fields(assistant, "model")

    def draw(self, key: str, name: str, ways: list[Way]) -> None:
        """The step, with ways of its tools after those of the squad."""
        drawing = self.drawing
        if not drawing.language:
            drawing.speaks([text(self.assistant, "transcriber", "language")])
        if fields(self.assistant, "voice"):
            drawing.lose("voice")
        if text(self.model, "model"):
            drawing.lose("model", text=text(self.model, "model"))
        for variable, value in pairs(at(self.assistant, "variableValues")):
            drawing.variable(variable, default=value)
        prompts = [
            text(message, "content")
            for message in objects(self.model, "messages")
            if text(message, "role") in _TOLD
        ]
        body = text(self.assistant, BODY)
        prompt = "\n\n".join(part for part in (text(self.model, "systemPrompt"), *prompts, body) if part)
        self._settings(name)
        tools, found = self._tools(name)
        # A call is ended in one way, whether a tool, its phrases or a setting say so.
        ends = self._ends()
        told = Told(
            prompt,
            self._opening(name),
            tools,
            self._collected(),
            knowledge=self._knows(name),
            ways=[*ways, *(way for way in found if not (ends and way.name == _END)), *ends],
            speaks_first=text(self.assistant, "firstMessageMode") == _BEGINS or bool(self.inside),
        )
        talk(self.sheet, key, name, told)

    def _settings(self, name: str) -> None:
        """What it sets beside its talk is told."""
        for setting in _SETTINGS:
            told = at(self.assistant, setting)
            if any(told.values()) if isinstance(told, Mapping) else told:
                self.sheet.lose("setting", name, text=setting)
        heard_by = text(self.assistant, "server", "url") or text(self.assistant, "serverUrl")
        if heard_by and listed(self.assistant, "serverMessages"):
            self.sheet.lose("setting", name, text="serverMessages")
        for setting in ("summaryPrompt", "successEvaluationPrompt", "structuredDataPrompt"):
            said = text(self.assistant, "analysisPlan", setting)
            if said:
                self.sheet.lose("setting", name, text=f"{setting}: {said}")
        for message in objects(self.model, "messages"):
            role = text(message, "role")
            if role not in _TOLD and text(message, "content"):
                self.sheet.lose("setting", name, text=f"messages, {role}: {text(message, 'content')}")
        for message in listed(self.assistant, "messagePlan", "idleMessages"):
            self.sheet.lose("setting", name, text=f"idleMessages: {text(message)}")
        if text(self.assistant, "serverUrlSecret"):
            self.drawing.scrubber.found += 1

    def _opening(self, name: str) -> str:
        mode = text(self.assistant, "firstMessageMode")
        if mode == "assistant-waits-for-user":
            return ""
        return "" if mode == _BEGINS else text(self.assistant, "firstMessage")

    def _knows(self, name: str) -> bool:
        base = at(self.model, "knowledgeBase") or text(self.model, "knowledgeBaseId")
        if base:
            self.sheet.lose("knowledge", name, text=text(self.model, "knowledgeBaseId") or "knowledgeBase")
        return bool(base)

    def _collected(self) -> list[str]:
        plan = fields(self.assistant, "analysisPlan")
        wanted = fields(plan, "structuredDataPlan", "schema", "properties")
        wanted = wanted or fields(plan, "structuredDataSchema", "properties")
        return [
            self.drawing.variable(str(name), about=text(one, "description"))
            for name, one in [*list(wanted.items())[:30], *self._handed_on()]
        ]

    def _handed_on(self) -> list[tuple[str, Any]]:
        """What is found out for whoever takes over."""
        destinations = [
            one for tool in self.beside.tools_of(self.assistant)[0] for one in objects(tool, "destinations")
        ]
        wanted = [fields(one, "variableExtractionPlan", "schema", "properties") for one in destinations]
        return [row for properties in wanted for row in list(properties.items())[:30]]

    def _ends(self) -> list[Way]:
        phrases = [text(one) for one in listed(self.assistant, "endCallPhrases") if text(one)]
        enabled = at(self.assistant, "endCallFunctionEnabled") is True
        if not phrases and not enabled and not text(self.assistant, "endCallMessage"):
            return []
        end = end_of(self.sheet)
        goodbye = text(self.assistant, "endCallMessage")
        if goodbye and not self.sheet.nodes[end]["data"]:
            self.sheet.nodes[end]["data"] = {"text": self.drawing.texts(goodbye)}
        # These are the assistant's own words there: a model that says them ends the call.
        said = ", ".join(f"“{phrase}”" for phrase in phrases[:20])
        return [
            Way(
                end,
                f"{_OVER}: you have said goodbye, as in {said}"[:LONGEST_WHEN] if said else _OVER,
                _END,
            )
        ]

    def _tools(self, node: str) -> tuple[list[str], list[Way]]:
        granted: list[str] = []
        ways: list[Way] = []
        number_ = text(self.assistant, "forwardingPhoneNumber")
        if number_:
            forward = transfer_of(self.sheet, number_, number_)
            ways.append(Way(forward, "The caller wants to talk to a person", number_))
        functions = [{"type": "function", "function": one} for one in objects(self.model, "functions")]
        found, unknown = self.beside.tools_of(self.assistant)
        for tool in [*found, *functions]:
            kind = text(tool, "type")
            name = called(tool)
            if calls(tool):
                granted.append(self._http(node, tool))
            elif kind in {"transferCall", "handoff"}:
                ways.extend(self._transfers(node, tool))
            elif kind == "endCall":
                ways.append(Way(end_of(self.sheet), _OVER, _END))
            elif kind == "dtmf":
                self.sheet.lose("keys", node)
            elif kind in {"sms", "slack"}:
                self.sheet.lose("message_sent", node)
            elif kind == "query":
                self.drawing.knows = True
                self.sheet.lose("knowledge", node, text=name)
            else:
                self.sheet.lose("tool_elsewhere", node, tool=name)
        for identifier in unknown:
            self.sheet.lose("tool_elsewhere", node, tool=identifier)
        return granted, ways

    def _http(self, node: str, tool: Json) -> str:
        own = text(self.assistant, "server", "url") or text(self.assistant, "serverUrl")
        return requested(self.sheet, node, tool, own)

    def _transfers(self, node: str, tool: Json) -> list[Way]:
        ways = []
        elsewhere = False
        for one in objects(tool, "destinations"):
            to = text(one, "number") or text(one, "sipUri")
            when = text(one, "description") or text(one, "message") or text(tool, "function", "description")
            if text(one, "type") == "assistant":
                named = text(one, "assistantName") or text(one, "assistantId")
                own = fields(one, "assistant")
                step = self.steps.get(named) or self.steps.get(text(own, "name"))
                if step:
                    ways.append(Way(step, when or step, step))
                else:
                    self.sheet.lose("other_agent", node, text=named or text(own, "name") or "?")
                    elsewhere = True
            elif to:
                key = transfer_of(self.sheet, to, to, text(one, "message"))
                ways.append(Way(key, when or f"The caller wants {to}", to))
            else:
                # Who takes over is found out while it runs, or is another squad.
                self.sheet.lose("other_agent", node, text=text(one, "squadId") or text(one, "type") or "?")
                elsewhere = True
        if not ways and not elsewhere:
            self.sheet.lose("transfer_nowhere", node)
        return ways
