"""Steps of Voiceflow that call something: an address, a language model, an agent. Pure."""

from __future__ import annotations

import re
from typing import Final

from centralita.studio.imports.domain.shape import at, first, objects, text
from centralita.studio.imports.formats.requests import Request
from centralita.studio.imports.formats.talking import ALWAYS, Told, Way, talk
from centralita.studio.imports.formats.voiceflow_step import Step
from centralita.studio.imports.formats.voiceflow_text import slate

# `response.data.0.name`: the whole answer is `response` there, and an item of a list stands between dots.
_ANSWER: Final = re.compile(r"^response\b\.?|^\.")
_INDEX: Final = re.compile(r"\.(\d{1,4})(?=\.|$)")


def calls(step: Step) -> None:
    action = text(step.data, "selectedAction") or text(step.data, "action_data", "method")
    method = (
        action.replace("Make a ", "").replace(" Request", "").upper() or text(step.data, "httpMethod").upper()
    )
    words = step.canvas.words

    def rows(*names: str) -> list[tuple[str, str]]:
        found = [row for name in names for row in objects(step.data, name)]
        return [
            (first(row, "key", "name"), words(first(row, "val", "value") or slate(at(row, "value"))))
            for row in found
        ]

    content = first(step.data, "content", "rawContent") or text(step.data, "body", "content")
    body: object = words(content or slate(at(step.data, "body", "content")))
    if not body:
        body = dict(rows("body"))
    request = Request(step.drawing, step.name, step.sheet, step.name)
    outputs = [
        (step.canvas.variable(variable), _INDEX.sub(r"[\1]", _ANSWER.sub("", path)))
        for name in ("mapping", "mappings", "responseMappings")
        for row in objects(step.data, name)
        if (variable := first(row, "var", "variableID")) and (path := first(row, "path", "property"))
    ]
    tool = request.made(
        label=step.name,
        about=text(step.data, "name") or step.name,
        method=method or "GET",
        address=words(text(step.data, "url") or slate(at(step.data, "url"))),
        headers=rows("headers"),
        query=rows("parameters", "params", "queryParameters"),
        body=body,
        outputs=outputs,
    )
    step.sheet.add(step.key, "tool_call", step.name, {"tool": tool, "arguments": request.call}, step.at)
    step.sheet.link(step.key, "next", step.onward)
    step.sheet.link(step.key, "failed", step.ports.get("fail") or step.onward)


def model(step: Step) -> None:
    """A call of a language model becomes a step in which it answers."""
    instructions = slate(at(step.data, "prompt")) or text(step.data, "instructions")
    _talks(step, slate(at(step.data, "system")), instructions)


def prompt(step: Step) -> None:
    """One that is kept beside the diagrams."""
    identifier = text(step.data, "promptID")
    said = step.canvas.project.prompts.get(identifier, "")
    if identifier and not said:
        step.lose("other_agent", text=identifier)
    _talks(step, slate(at(step.data, "system")), said or slate(at(step.data, "prompt")))


def _talks(step: Step, *parts: str) -> None:
    said = "\n\n".join(step.canvas.words(part) for part in parts if part)
    if text(step.data, "model"):
        step.lose("model", text=text(step.data, "model"))
    knows = text(step.data, "source") == "knowledgeBase"
    if knows:
        step.lose("knowledge", text="Knowledge base")
    onward = [Way(step.onward, name="next", condition=ALWAYS)] if step.onward else []
    step.lose("model_step")
    talk(step.sheet, step.key, step.name, Told(said, knowledge=knows, ways=onward), step.at)


def searches(step: Step) -> None:
    """It looks something up without a word: here, whatever talks may look it up by itself."""
    step.drawing.knows = True
    step.lose("knowledge", text="Knowledge base")
    if slate(at(step.data, "prompt")) or text(step.data, "instructions"):
        model(step)
    else:
        step.passes()


def agent(step: Step) -> None:
    """An agent that talks, with its ways out."""
    own = step.canvas.project.agents.get(text(step.data, "agentID"), {})
    instructions = slate(at(step.data, "instructions")) or text(step.data, "prompt")
    instructions = instructions or slate(at(own, "instructions"))
    knows = at(own, "knowledgeBaseTool", "enabled") is True
    if knows:
        step.lose("knowledge", text="Knowledge base")
    if at(own, "webSearchTool", "enabled") is True:
        step.lose("tool_elsewhere", tool="web search")
    for tool in step.canvas.project.tools_of(text(step.data, "agentID")):
        step.lose("tool_elsewhere", tool=tool)
    named = step.canvas.project.paths
    ways = [
        Way(target, *named.get(name, (name, name)))
        for name, target in step.ports.items()
        if name not in {"next", "default"}
    ]
    if step.onward:
        ways.append(Way(step.onward, "What was to be done in this step is done"))
    told = Told(step.canvas.words(instructions), knowledge=knows, ways=ways)
    talk(step.sheet, step.key, step.name, told, step.at)


def runs_code(step: Step) -> None:
    step.passes("code")


def known_there(step: Step) -> None:
    """What is done elsewhere: by a service that Voiceflow is joined with, or by whoever shows the conversation."""
    own = text(step.data, "payload", "name") or text(step.data, "name")
    step.passes("integration", kind=f"{step.kind} {own}".strip())
