"""Vapi: an assistant, a squad of them, or a workflow, as its API and its dashboard give them. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.markdown import BODY
from centralita.studio.imports.domain.separating import One, grouped, led, spread
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.talking import Way
from centralita.studio.imports.formats.vapi_assistant import Assistant
from centralita.studio.imports.formats.vapi_beside import Beside
from centralita.studio.imports.formats.vapi_workflow import Workflow

NAME: Final = "vapi"
Json = Mapping[str, Any]
_MEMBER: Final = frozenset({"assistant", "assistantId", "assistantOverrides", "assistantDestinations"})
_MOST_MEMBERS: Final = 100
_OF_THE_CALL: Final = frozenset({"customer", "phoneNumber", "call", "assistant", "transport"})
_MARKS: Final = frozenset(
    ("firstMessage", "firstMessageMode", "endCallMessage", "endCallPhrases", "serverUrl", "transcriber")
)


def recognise(files: Files) -> bool:
    """Whether one of them is an assistant, a squad or a workflow."""
    return any(_assistant(one) or _squad(one) or _workflow(one) for one in files.values())


def apart(files: Files) -> list[One]:
    """Each squad and each workflow with the assistants in it; each other assistant with those it hands over to."""
    files = _one_by_one(files)
    teams = [path for path, one in files.items() if _squad(one) or _workflow(one)]
    beside = Beside({path: one for path, one in files.items() if path not in teams}, _assistant)
    leads = beside.handing_over()
    placed = {
        beside.path_of(_id(member))
        for path in teams
        for member in [*objects(_squad(files[path]), "members"), *objects(_workflow(files[path]), "nodes")]
    }
    inside = [path for path in leads if path in placed]
    alone = led(leads, [path for path in leads if path not in placed])
    found = grouped(files, [*teams, *leads], [*([path, *inside] for path in teams), *alone])
    if len(found) < 2:
        return found
    return [one if one.path in teams else One(one.path, beside.without_others(one.files)) for one in found]


def _one_by_one(files: Files) -> Files:
    """What lies in a list, each by itself; a list of a squad's members is one squad."""
    squads = {path for path, one in files.items() if any(_MEMBER & set(row) for row in objects(listed(one)))}
    rows = spread(
        {path: one for path, one in files.items() if path not in squads},
        lambda row: bool(_squad(row) or _workflow(row) or _assistant(row)),
    )
    return {**{path: files[path] for path in squads}, **rows}


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
        _of_the_call(drawing)
        return drawing, "squad"
    if workflow is not None:
        drawing = _begun(text(workflow, "name"))
        Workflow(drawing, drawing.sheet("main", drawing.name), workflow, beside).draw()
        _of_the_call(drawing)
        return drawing, "workflow"
    assistant = beside.assistants[0]
    drawing = _begun(text(assistant, "name"))
    drawing.others([text(one, "name") or "?" for one in beside.assistants[1:]])
    sheet = drawing.sheet("main", drawing.name)
    Assistant(drawing, sheet, assistant, beside).draw("main", drawing.name, [])
    sheet.entry = "main"
    _of_the_call(drawing)
    return drawing, "assistant"


def _of_the_call(drawing: Drawing) -> None:
    """What Vapi alone knows of a call has no value here."""
    for name in drawing.variables.given:
        if name.partition(".")[0] in _OF_THE_CALL and "." in name:
            drawing.lose("setting", text="{{" + name + "}}")


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
        for known in (_id(member), text(own, "id"), text(own, "name"), name, *beside.names_of(own)):
            # A destination without an id is no member without one.
            if known:
                called.setdefault(known, name)
    _guess(members, called, beside)
    for member in members:
        identifier = _id(member)
        assistant = fields(member, "assistant") or beside.assistant(identifier)
        name = called.get(identifier) or _called(member, beside)
        if not assistant and not fields(member, "assistantOverrides", "model"):
            drawing.lose("other_agent", drawing.name, name, text=identifier or "?")
            assistant = {"name": name}
        for overrides in (fields(squad, "membersOverrides"), fields(member, "assistantOverrides")):
            assistant = _overridden(assistant, overrides)
        ways = [
            Way(
                called.get(text(one, "assistantId"))
                or called.get(text(one, "assistantName"))
                or text(one, "assistantName"),
                text(one, "description") or text(one, "message"),
                text(one, "assistantName"),
            )
            for one in objects(member, "assistantDestinations")
        ]
        step = Assistant(drawing, sheet, assistant, beside, steps=called, inside=bool(first))
        step.draw(name, name, [way for way in ways if way.target])
        first = first or name
    sheet.entry = first or sheet.entry


def _guess(members: list[Json], called: dict[str, str], beside: Beside) -> None:
    """The one member that is known by its id alone is the one that the others call by a name that nobody else has."""
    named = {
        text(one, "assistantName") for member in members for one in objects(member, "assistantDestinations")
    }
    strangers = [name for name in named if name and name not in called]
    bare = {
        _id(member)
        for member in members
        if not beside.assistant(_id(member)) and _called(member, beside) == _id(member)
    }
    if len(strangers) == 1 and len(bare) == 1:
        called |= {strangers[0]: strangers[0], bare.pop(): strangers[0]}


def _overridden(assistant: Json, overrides: Json) -> Json:
    """An assistant as its place changes it. Of a model that is changed, what it is told and may use stays."""
    model = {**fields(assistant, "model"), **fields(overrides, "model")}
    model["tools"] = [*listed(model, "tools"), *listed(overrides, "tools:append")]
    return {**assistant, **overrides, "model": model}


def _id(member: Json) -> str:
    return text(member, "assistantId") or text(member, "assistant", "id") or text(member, "assistant")


def _called(member: Json, beside: Beside) -> str:
    """What the assistant of a member is called, in it or in a file of its own."""
    own = fields(member, "assistant") or beside.assistant(_id(member))
    names = (text(member, "assistantOverrides", "name"), text(member, "assistantName"), _id(member))
    return text(own, "name") or next((name for name in names if name), "assistant")
