"""The tools of templates: what they are, and the steps of a flow that call them.

A plan says what a tool is asked and what it answers; the words say what it is for. Its address is left empty, so that it
calls nobody before whoever owns the agent fills it in. Until then each call fails, and the flow goes on without it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from centralita.studio.templates.drawing import Flow, Json
from centralita.studio.templates.wording import Lexicon, Plan

CHECK: Final = "check"
LOOK_UP: Final = "look_up"


@dataclass(frozen=True, slots=True)
class Equipment:
    """A tool as it is to be made: its definition, and an answer that stands in for the real one in tests."""

    name: str
    label: str
    definition: Json
    example: str
    answer: str

    def granted(self) -> Json:
        """What a blueprint says of it while nobody has made it."""
        return {
            "name": self.name,
            "description": self.definition["description"],
            "parameters": self.definition["parameters"],
            "outputs": [output["name"] for output in self.definition["outputs"]],
        }


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a tool. `plan` is the tool's; `arguments` are templates."""

    plan: Plan
    tool: str
    arguments: Mapping[str, str]
    words: Lexicon

    def says(self, name: str) -> dict[str, str]:
        """One of the tool's texts in every language."""
        return self.words.texts("tools", self.tool, name)


def equipment(plan: Plan, tools: Mapping[str, Any], words: Lexicon) -> Iterator[Equipment]:
    """The tools that a plan's forms call, each once."""
    for name in dict.fromkeys(_called(plan)):
        yield _equipment(name, tools[name], words)


def _called(plan: Plan) -> Iterator[str]:
    for branch in plan["branches"]:
        for way in (CHECK, LOOK_UP):
            wanted = branch.get("form", {}).get(way)
            if wanted is not None:
                yield wanted["tool"]


def _equipment(name: str, plan: Plan, words: Lexicon) -> Equipment:
    arguments: Mapping[str, str] = plan["arguments"]
    return Equipment(
        name=name,
        label=words.name("tools", name, "label"),
        definition={
            "description": words.name("tools", name, "about"),
            "parameters": {
                "type": "object",
                "properties": {
                    argument: {"type": kind, "description": words.name("tools", name, "arguments", argument)}
                    for argument, kind in arguments.items()
                },
                "required": list(plan["required"]),
                "additionalProperties": False,
            },
            "request": {
                "method": "GET",
                "query": [{"name": argument, "value": f"{{{argument}}}"} for argument in arguments],
            },
            "outputs": [{"name": variable, "path": path} for variable, path in plan["outputs"].items()],
        },
        example=words.name("tools", name, "example"),
        answer=json.dumps(words.said("tools", name, "answer"), ensure_ascii=False),
    )


def check(flow: Flow, call: Call, *, back: str, after: str) -> None:
    """Whether what was wished for is free. If so, or if nobody can say, it goes on; else it goes `back` to a question."""
    row = len([node for node in flow.nodes if node["kind"] == "ask"]) - 1
    free = {"kind": "variable", "variable": call.plan["free"], "operator": "is_true"}
    branch = {"id": "free", "name": call.words.name("names", "is_free"), "condition": free}
    name = call.words.name("tools", call.tool, "label")
    data: Json = {"tool": call.tool, "arguments": dict(call.arguments)}
    flow.add(CHECK, "tool_call", name, data, column=2, row=row)
    decision: Json = {"by": "conditions", "branches": [branch]}
    flow.add("is_free", "decide", call.words.name("names", "is_free_decide"), decision, column=3, row=row)
    taken = call.words.name("names", "is_taken")
    flow.add("is_taken", "say", taken, {"text": call.says("taken")}, column=3, row=row + 1)
    flow.link(CHECK, "next", "is_free")
    flow.link(CHECK, "failed", after)
    flow.link("is_free", "free", after)
    flow.link("is_free", "otherwise", "is_taken")
    flow.link("is_taken", "next", back)


def look_up(flow: Flow, call: Call, *, otherwise: str, after: str) -> None:
    """Tell what the tool knows; `otherwise` is where it leads when the tool says nothing."""
    row = len([node for node in flow.nodes if node["kind"] == "ask"])
    name = call.words.name("tools", call.tool, "label")
    data: Json = {"tool": call.tool, "arguments": dict(call.arguments)}
    flow.add(LOOK_UP, "tool_call", name, data, row=row)
    told = call.words.name("names", "told")
    flow.add("told", "say", told, {"text": call.says("told")}, row=row + 1)
    flow.link(LOOK_UP, "next", "told")
    flow.link(LOOK_UP, "failed", otherwise)
    flow.link("told", "next", after)
