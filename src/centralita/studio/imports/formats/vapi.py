"""Vapi: an assistant, a squad of them, or a workflow, as its API and its dashboard give them. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, number, objects, text
from centralita.studio.imports.formats.talking import (
    Told,
    Way,
    end_of,
    http_tool,
    pairs,
    position,
    talk,
    transfer_of,
)

NAME: Final = "vapi"
Json = Mapping[str, Any]
_MEMBER: Final = frozenset({"assistant", "assistantId", "assistantOverrides", "assistantDestinations"})
_BEGINS: Final = "assistant-speaks-first-with-model-generated-message"
_MARKS: Final = frozenset(
    ("firstMessage", "firstMessageMode", "endCallMessage", "endCallPhrases", "serverUrl", "transcriber")
)


def recognise(files: Files) -> bool:
    """Whether one of them is an assistant, a squad or a workflow."""
    return any(_assistant(one) or _squad(one) or _workflow(one) for one in files.values())


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing, and what it was."""
    documents = list(files.values())
    squad = next((found for one in documents if (found := _squad(one))), None)
    workflow = next((found for one in documents if (found := _workflow(one))), None)
    # Members of a squad may lie in files of their own, under their ids.
    beside = {text(one, "id") or text(one, "name"): one for one in documents if _assistant(one)}
    if squad is not None:
        drawing = _begun(text(squad, "name"))
        _draw_squad(drawing, squad, beside)
        return drawing, "squad"
    if workflow is not None:
        drawing = _begun(text(workflow, "name"))
        _draw_workflow(drawing, workflow)
        return drawing, "workflow"
    assistant = next((found for one in documents if (found := _assistant(one))), {})
    drawing = _begun(text(assistant, "name"))
    sheet = drawing.sheet("main", drawing.name)
    Assistant(drawing, sheet, assistant).draw("main", drawing.name, [])
    sheet.entry = "main"
    return drawing, "assistant"


def _begun(name: str) -> Drawing:
    drawing = Drawing(name or "Vapi")
    drawing.aliases |= {"date": "today"}
    return drawing


def _assistant(document: Any) -> Json | None:
    for one in (document, at(document, "assistant"), at(document, 0)):
        if not isinstance(one, Mapping) or "members" in one or "conversation_config" in one:
            continue
        model = fields(one, "model")
        spoken = bool(objects(model, "messages") or text(model, "systemPrompt")) and "provider" in model
        if spoken or (_MARKS & set(one) and ("model" in one or "voice" in one)):
            return one
    return None


def _squad(document: Any) -> Json | None:
    for one in (document, at(document, "squad"), at(document, 0)):
        members = objects(one, "members") or (objects(one) if isinstance(one, list) else [])
        if members and any(_MEMBER & set(member) for member in members):
            return {**fields(one), "members": members}
    return None


def _workflow(document: Any) -> Json | None:
    for one in (document, at(document, "workflow"), at(document, 0)):
        nodes, edges = objects(one, "nodes"), objects(one, "edges")
        joined = bool(edges) and all("from" in edge and "to" in edge for edge in edges)
        if (
            joined
            and any("name" in node and "type" in node for node in nodes)
            and "groups" not in fields(one)
        ):
            return fields(one)
    return None


class Assistant:
    """One assistant as one step."""

    def __init__(self, drawing: Drawing, sheet: Sheet, assistant: Json, *, inside: bool = False) -> None:
        """`inside`: others of a squad lead here, so that the caller has spoken already."""
        self.drawing, self.sheet, self.assistant, self.inside = drawing, sheet, assistant, inside
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
            if text(message, "role") in {"system", "developer"}
        ]
        prompt = "\n\n".join(part for part in (text(self.model, "systemPrompt"), *prompts) if part)
        tools, found = self._tools(name)
        told = Told(
            prompt,
            self._opening(name),
            tools,
            self._collected(),
            knowledge=self._knows(name),
            ways=[*ways, *found, *self._ends()],
            speaks_first=text(self.assistant, "firstMessageMode") == _BEGINS or bool(self.inside),
        )
        talk(self.sheet, key, name, told)

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
            for name, one in list(wanted.items())[:30]
        ]

    def _ends(self) -> list[Way]:
        phrases = [text(one) for one in listed(self.assistant, "endCallPhrases") if text(one)]
        enabled = at(self.assistant, "endCallFunctionEnabled") is True
        if not phrases and not enabled and not text(self.assistant, "endCallMessage"):
            return []
        end = end_of(self.sheet)
        goodbye = text(self.assistant, "endCallMessage")
        if goodbye and not self.sheet.nodes[end]["data"]:
            self.sheet.nodes[end]["data"] = {"text": self.drawing.texts(goodbye)}
        return [Way(end, "The conversation is over", "end_call", phrases=phrases)]

    def _tools(self, node: str) -> tuple[list[str], list[Way]]:
        granted: list[str] = []
        ways: list[Way] = []
        for setting in ("hooks", "voicemailMessage", "voicemailDetection", "artifactPlan"):
            if at(self.assistant, setting):
                self.sheet.lose("setting", node, text=setting)
        if text(self.assistant, "serverUrlSecret"):
            self.drawing.scrubber.found += 1
        number_ = text(self.assistant, "forwardingPhoneNumber")
        if number_:
            forward = transfer_of(self.sheet, number_, number_)
            ways.append(Way(forward, "The caller wants to talk to a person", number_))
        functions = [{"type": "function", "function": one} for one in objects(self.model, "functions")]
        for tool in [*objects(self.model, "tools"), *functions]:
            kind = text(tool, "type")
            name = text(tool, "function", "name") or text(tool, "name") or kind or "tool"
            if kind in {"function", "apiRequest"}:
                granted.append(self._http(node, name, tool))
            elif kind in {"transferCall", "handoff"}:
                ways.extend(self._transfers(node, tool))
            elif kind == "endCall":
                ways.append(Way(end_of(self.sheet), "The conversation is over", "end_call"))
            elif kind == "dtmf":
                self.sheet.lose("keys", node)
            elif kind in {"sms", "slack"}:
                self.sheet.lose("message_sent", node)
            elif kind == "query":
                self.drawing.knows = True
                self.sheet.lose("knowledge", node, text=name)
            else:
                self.sheet.lose("tool_elsewhere", node, tool=name)
        for identifier in listed(self.model, "toolIds"):
            self.sheet.lose("tool_elsewhere", node, tool=text(identifier) or "?")
        return granted, ways

    def _http(self, node: str, name: str, tool: Json) -> str:
        server = fields(tool, "server")
        address = text(tool, "url") or text(server, "url") or text(self.assistant, "serverUrl")
        if text(server, "secret"):
            self.drawing.scrubber.found += 1
            self.sheet.lose("tool_sign_in", node, tool=name)
        parameters = at(tool, "function", "parameters") or at(tool, "body") or at(tool, "parameters")
        headers = fields(tool, "headers", "properties")
        rows = [(str(key), text(one, "value") or text(one, "default")) for key, one in headers.items()]
        return http_tool(
            self.drawing,
            self.sheet,
            node,
            name=name,
            about=text(tool, "function", "description") or text(tool, "description"),
            method=text(tool, "method") or "POST",
            address=address,
            parameters=parameters,
            headers=[*rows, *pairs(at(server, "headers"))],
            seconds=number(tool, "timeoutSeconds") or number(server, "timeoutSeconds"),
        )

    def _transfers(self, node: str, tool: Json) -> list[Way]:
        ways = []
        for one in objects(tool, "destinations"):
            to = text(one, "number") or text(one, "sipUri")
            when = text(one, "description") or text(one, "message") or text(tool, "function", "description")
            if text(one, "type") == "assistant":
                name = text(one, "assistantName")
                if name:
                    ways.append(Way(name, when or name, name))
            elif to:
                key = transfer_of(self.sheet, to, to, text(one, "message"))
                ways.append(Way(key, when or f"The caller wants {to}", to))
        if not ways:
            self.sheet.lose("transfer_nowhere", node)
        return ways


def _draw_squad(drawing: Drawing, squad: Json, beside: Mapping[str, Json]) -> None:
    sheet = drawing.sheet("main", drawing.name)
    first = ""
    members = objects(squad, "members")
    called = {_id(member): _called(member, beside) for member in members if _id(member)}
    for member in members:
        identifier = _id(member)
        assistant = fields(member, "assistant") or beside.get(identifier, {})
        name = _called(member, beside)
        if not assistant and not fields(member, "assistantOverrides", "model"):
            drawing.lose("other_agent", drawing.name, name, text=identifier or "?")
            assistant = {"name": name}
        assistant = {**assistant, **fields(member, "assistantOverrides")}
        ways = [
            Way(
                called.get(text(one, "assistantId")) or text(one, "assistantName"),
                text(one, "description") or text(one, "message"),
                text(one, "assistantName"),
            )
            for one in objects(member, "assistantDestinations")
        ]
        step = Assistant(drawing, sheet, assistant, inside=bool(first))
        step.draw(name, name, [way for way in ways if way.target])
        first = first or name
    sheet.entry = first or sheet.entry


def _id(member: Json) -> str:
    return text(member, "assistantId") or text(member, "assistant", "id") or text(member, "assistant")


def _called(member: Json, beside: Mapping[str, Json]) -> str:
    """What the assistant of a member is called, in it or in a file of its own."""
    own = fields(member, "assistant") or beside.get(_id(member), {})
    names = (text(member, "assistantOverrides", "name"), text(member, "assistantName"), _id(member))
    return text(own, "name") or next((name for name in names if name), "assistant")


def _draw_workflow(drawing: Drawing, workflow: Json) -> None:
    sheet = drawing.sheet("main", drawing.name)
    drawing.persona = drawing.words(text(workflow, "globalPrompt"))
    edges = objects(workflow, "edges")
    first = ""
    for node in objects(workflow, "nodes"):
        key = text(node, "name") or text(node, "id")
        where = position(at(node, "metadata", "position"))
        ways = [
            Way(
                text(edge, "to"),
                text(edge, "condition", "prompt") or "What was to be done in this step is done",
                text(edge, "condition", "prompt")[:80],
            )
            for edge in edges
            if text(edge, "from") == key and text(edge, "to")
        ]
        if at(node, "isStart") is True:
            first = key
        kind = text(node, "type")
        if kind in {"conversation", "start", "say"}:
            wanted = objects(node, "variableExtractionPlan", "output")
            collects = [
                drawing.variable(text(one, "title"), about=text(one, "description"))
                for one in wanted
                if text(one, "title")
            ]
            opening = text(node, "messagePlan", "firstMessage") or text(node, "firstMessage")
            told = Told(text(node, "prompt"), opening, collects=collects, ways=ways)
            talk(sheet, key, key, told, where)
            continue
        if kind in {"hangup", "end"} or text(node, "tool", "type") == "endCall":
            sheet.add(key, "end", key, {}, where)
            continue
        to = text(node, "destination", "number") or text(node, "destination")
        destinations = objects(node, "tool", "destinations")
        to = to or (text(destinations[0], "number") if destinations else "")
        if kind == "transfer" or text(node, "tool", "type") == "transferCall":
            if not to:
                sheet.lose("transfer_nowhere", key)
            sheet.add(key, "transfer", key, {"target": "phone", "to": drawing.words(to)[:200]}, where)
            sheet.link(key, "failed", ways[0].target if ways else end_of(sheet))
            continue
        sheet.lose("tool_elsewhere" if kind == "tool" else "node", key, tool=key, kind=kind or "?")
        sheet.add(key, "set", key, {"assignments": []}, where)
        sheet.link(key, "next", ways[0].target if ways else "")
    sheet.entry = first or sheet.entry
