"""The tools of templates: what they are, and the steps of a flow that call them.

A plan says what a tool is asked and what it answers; the words say what it is for. Its address is left empty, so that it
calls nobody before whoever owns the agent fills it in. Until then each call fails, and the flow goes on without it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from centralita.studio.templates.asking import given
from centralita.studio.templates.drawing import Flow, Json
from centralita.studio.templates.wording import Lexicon, Plan

CHECK: Final = "check"
LOOK_UP: Final = "look_up"
MESSAGE: Final = "message"
# One of those that every agent may be granted: as they grant it, which a test holds.
TAKE_MESSAGE: Final[Mapping[str, Any]] = {
    "name": "take_message",
    "description": "Leave a message for the people of the business. Call it once all of it is known.",
    "parameters": {
        "type": "object",
        "properties": {
            "message": {
                "type": "string",
                "description": "What the caller wants to be told, in their words",
            },
            "name": {"type": "string", "description": "Who it is from"},
            "contact": {"type": "string", "description": "Phone number or e-mail to answer to"},
        },
        "additionalProperties": False,
        "required": ["message"],
    },
    "id": "",
    "version": 0,
    "say_first": {},
    "outputs": [],
}


@dataclass(frozen=True, slots=True)
class Case:
    """An answer that stands in for the real one in tests. Without arguments it answers whatever no other case does."""

    name: str
    arguments: Json
    answer: str


@dataclass(frozen=True, slots=True)
class Equipment:
    """A tool as it is to be made: its definition, and the answers of its saved cases."""

    name: str
    label: str
    definition: Json
    cases: tuple[Case, ...]

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


def call_of(wanted: Plan, tools: Mapping[str, Any], words: Lexicon) -> Call:
    """What a form asks a tool, in the words of the template."""
    tool = wanted["tool"]
    arguments = {name: given(field) for name, field in wanted["with"].items()}
    return Call(plan=tools[tool], tool=tool, arguments=arguments, words=words)


def equipment(plan: Plan, tools: Mapping[str, Any], words: Lexicon) -> Iterator[Equipment]:
    """The tools that a plan's branches call, each once."""
    for name in dict.fromkeys(_called(plan)):
        yield _equipment(name, tools[name], words)


def granted(plan: Plan, tools: Mapping[str, Any], words: Lexicon) -> list[Json]:
    """What a blueprint says of its tools: those of the plan, and the one that leaves a message for people."""
    return [*(tool.granted() for tool in equipment(plan, tools, words)), dict(TAKE_MESSAGE)]


def _called(plan: Plan) -> Iterator[str]:
    for branch in plan["branches"]:
        for part in (branch, branch.get("form", {}), branch.get("manage", {})):
            for wanted in part.values():
                if isinstance(wanted, Mapping) and "tool" in wanted:
                    yield wanted["tool"]
        for wanted in branch.get("manage", {}).get("move", {}).values():
            if isinstance(wanted, Mapping) and "tool" in wanted:
                yield wanted["tool"]


def _equipment(name: str, plan: Plan, words: Lexicon) -> Equipment:
    arguments: Mapping[str, str] = plan["arguments"]
    sent = [{"name": argument, "value": f"{{{argument}}}"} for argument in arguments]
    writes = plan.get("writes", False)
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
            "request": (
                {"method": "POST", "body": "json", "fields": sent}
                if writes
                else {"method": "GET", "query": sent}
            ),
            "outputs": [{"name": variable, "path": path} for variable, path in plan["outputs"].items()],
        },
        cases=tuple(
            Case(case, arguments, json.dumps(answer, ensure_ascii=False))
            for case, arguments, answer in words.said("tools", name, "cases")
        ),
    )


def deed(flow: Flow, call: Call, node: str, *, done: str, refused: str, failed: str) -> str:
    """Call a tool and go on by what it answers: `done` or `refused`, or `failed` where it answers nothing. Its id."""
    label = call.words.name("tools", call.tool, "label")
    data: Json = {"tool": call.tool, "arguments": dict(call.arguments)}
    if call.plan.get("writes"):
        data["say_first"] = call.words.texts("one_moment")
    flow.add(node, "tool_call", label, data)
    yes = {"kind": "variable", "variable": call.plan["yes"], "operator": "is_true"}
    branch = {"id": "yes", "name": call.words.name("names", "is_so"), "condition": yes}
    asked = call.words.name("names", "answer_of").replace("[…]", label)
    flow.add(f"{node}_answer", "decide", asked, {"by": "conditions", "branches": [branch]})
    flow.link(node, "next", f"{node}_answer")
    flow.link(node, "failed", failed)
    flow.link(f"{node}_answer", "yes", done)
    flow.link(f"{node}_answer", "otherwise", refused)
    return node


def taken(flow: Flow, call: Call, node: str, *, back: str) -> str:
    """Say what else there is, and go `back` to a question. Its id."""
    name = f"{node}_taken"
    flow.add(name, "say", call.words.name("names", "is_taken"), {"text": call.says("taken")})
    flow.link(name, "next", back)
    return name


def check(flow: Flow, call: Call, *, back: str, after: str, node: str = CHECK) -> str:
    """Whether what was wished for is free. If so, or if nobody can say, it goes on; else it goes `back` to a question."""
    deed(flow, call, node, done=after, refused=f"{node}_taken", failed=after)
    taken(flow, call, node, back=back)
    return node


def look_up(flow: Flow, call: Call, *, otherwise: str, after: str) -> None:
    """Tell what the tool knows; `otherwise` is where it leads when the tool says nothing."""
    deed(flow, call, LOOK_UP, done="told", refused="not_found", failed=otherwise)
    flow.add("told", "say", call.words.name("names", "told"), {"text": call.says("told")})
    flow.add("not_found", "say", call.words.name("names", "not_found"), {"text": call.says("not_found")})
    flow.link("told", "next", after)
    flow.link("not_found", "next", otherwise)


def leave_message(flow: Flow, words: Lexicon, told: Mapping[str, str], *, after: str, otherwise: str) -> str:
    """Leave a message for the people of the business; `otherwise` is where it leads when it could not be. Its id."""
    data: Json = {"tool": TAKE_MESSAGE["name"], "arguments": dict(told)}
    flow.add(MESSAGE, "tool_call", words.name("names", "message"), data)
    flow.link(MESSAGE, "next", after)
    flow.link(MESSAGE, "failed", otherwise)
    return MESSAGE
