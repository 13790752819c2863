"""Vapi: an assistant, a squad of them, or a workflow, as its API and its dashboard give them. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.markdown import BODY
from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.talking import MOST_BRANCHES, Told, Way, end_of, position, talk
from centralita.studio.imports.formats.vapi_assistant import Assistant
from centralita.studio.imports.formats.vapi_beside import Beside

NAME: Final = "vapi"
Json = Mapping[str, Any]
_MEMBER: Final = frozenset({"assistant", "assistantId", "assistantOverrides", "assistantDestinations"})
_MOST_MEMBERS: Final = 100
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
    beside = Beside(files, _assistant)
    if squad is None and workflow is None:
        joined = beside.joined()
        squad = {"members": [{"assistant": one} for one in joined]} if len(joined) > 1 else None
    if squad is not None:
        drawing = _begun(text(squad, "name") or _called(objects(squad, "members")[0], beside))
        _draw_squad(drawing, squad, beside)
        return drawing, "squad"
    if workflow is not None:
        drawing = _begun(text(workflow, "name"))
        _draw_workflow(drawing, workflow)
        return drawing, "workflow"
    assistant = beside.assistants[0]
    drawing = _begun(text(assistant, "name"))
    drawing.others([text(one, "name") or "?" for one in beside.assistants[1:]])
    sheet = drawing.sheet("main", drawing.name)
    Assistant(drawing, sheet, assistant, beside).draw("main", drawing.name, [])
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
        told = objects(model, "messages") or text(model, "systemPrompt") or text(one, BODY)
        spoken = bool(told) and "provider" in model
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


def _draw_squad(drawing: Drawing, squad: Json, beside: Beside) -> None:
    sheet = drawing.sheet("main", drawing.name)
    first = ""
    members = objects(squad, "members")
    if len(members) > _MOST_MEMBERS:
        drawing.cut("members", str(_MOST_MEMBERS))
        members = members[:_MOST_MEMBERS]
    called: dict[str, str] = {}
    for member in members:
        name = _called(member, beside)
        own = fields(member, "assistant") or beside.assistant(_id(member))
        for known in (_id(member), text(own, "id"), text(own, "name"), name):
            called.setdefault(known, name)
        called |= {known: name for known in beside.names_of(own) if known not in called}
    for member in members:
        identifier = _id(member)
        assistant = fields(member, "assistant") or beside.assistant(identifier)
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
        step = Assistant(drawing, sheet, assistant, beside, called=called, inside=bool(first))
        step.draw(name, name, [way for way in ways if way.target])
        first = first or name
    sheet.entry = first or sheet.entry


def _id(member: Json) -> str:
    return text(member, "assistantId") or text(member, "assistant", "id") or text(member, "assistant")


def _called(member: Json, beside: Beside) -> str:
    """What the assistant of a member is called, in it or in a file of its own."""
    own = fields(member, "assistant") or beside.assistant(_id(member))
    names = (text(member, "assistantOverrides", "name"), text(member, "assistantName"), _id(member))
    return text(own, "name") or next((name for name in names if name), "assistant")


def _draw_workflow(drawing: Drawing, workflow: Json) -> None:
    sheet = drawing.sheet("main", drawing.name)
    drawing.persona = drawing.words(text(workflow, "globalPrompt"))
    leaving: dict[str, list[Json]] = {}
    for edge in objects(workflow, "edges"):
        leaving.setdefault(text(edge, "from"), []).append(edge)
    first = ""
    for node in objects(workflow, "nodes"):
        if drawing.full():
            break
        key = text(node, "name") or text(node, "id")
        where = position(at(node, "metadata", "position"))
        ways = [
            Way(
                text(edge, "to"),
                text(edge, "condition", "prompt") or "What was to be done in this step is done",
                text(edge, "condition", "prompt")[:80],
            )
            for edge in leaving.get(key, ())[:MOST_BRANCHES]
            if text(edge, "to")
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
