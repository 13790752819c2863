"""What a scenario says: the caller's part, what tools answer, and what must come of it."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

MOST_STEPS = 60
MOST_CHECKS = 60
# Of what a model answers, as much as an agent says of it.
MOST_SAID = 8_000
MOST_ANSWERS = 60

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ScenarioStep(_Part):
    """One thing that the caller does: says something, presses a choice by its label, presses keys, or is silent."""

    say: Annotated[str, Field(max_length=2_000)] = ""
    choice: Annotated[str, Field(max_length=200)] = ""
    keys: Annotated[str, Field(max_length=40, pattern=r"^[0-9*#]*$")] = ""
    silent: bool = False

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(map(bool, (self.say, self.choice, self.keys, self.silent))) != 1:
            raise ValueError("a step does exactly one thing")
        return self

    @property
    def told(self) -> str:
        """The step as one reads it."""
        return self.say or self.choice or self.keys


class ToolAnswer(_Part):
    """What a tool answers here. Several for one tool answer one call each, in order; the last goes on answering."""

    tool: Name
    ok: bool = True
    result: JsonValue = None
    error: Annotated[str, Field(max_length=500)] = ""


class ToolWish(_Part):
    """A tool that the model wants called, with its arguments."""

    tool: Name
    arguments: dict[str, JsonValue] = {}


class ModelAnswer(_Part):
    """What the model answers here: words, tools that it wants called, variables that it keeps, the way out that it takes.

    Each answers one question, in order; with a `node` only one that this step of the agent asks. Not `ok`: the model
    fails. Where the agent chooses between branches only answers with its `node` count, which say the branch's id.
    """

    node: Annotated[str, Field(max_length=120)] = ""
    ok: bool = True
    says: Annotated[str, Field(max_length=MOST_SAID)] = ""
    calls: Annotated[tuple[ToolWish, ...], Field(max_length=8)] = ()
    keeps: Annotated[dict[Name, JsonValue], Field(max_length=30)] = {}
    leaves: Annotated[str, Field(max_length=120, description="The id of the way out of its step")] = ""

    @model_validator(mode="after")
    def _fails_with_nothing(self) -> Self:
        if not self.ok and (self.says or self.calls or self.keeps or self.leaves):
            raise ValueError("a model that fails answers nothing")
        return self


class SaysCheck(_Part):
    """The agent says these words: in one answer, or anywhere."""

    kind: Literal["said"] = "said"
    text: Text
    step: (
        Annotated[int, Field(ge=0, le=MOST_STEPS, description="0 is the opening; none: anywhere")] | None
    ) = None


class NeverSaysCheck(_Part):
    """The agent never says these words."""

    kind: Literal["not_said"] = "not_said"
    text: Text


class ToolCalledCheck(_Part):
    """A tool is called, with these arguments among its own."""

    kind: Literal["tool_called"] = "tool_called"
    tool: Name
    arguments: dict[str, JsonValue] = {}


class ToolNotCalledCheck(_Part):
    """A tool is not called."""

    kind: Literal["tool_not_called"] = "tool_not_called"
    tool: Name


class VariableCheck(_Part):
    """A variable has this value in the end."""

    kind: Literal["variable"] = "variable"
    name: Name
    value: Annotated[str, Field(max_length=2_000)]


class EndsCheck(_Part):
    """How it ends: over (with an outcome, when one is given), with a person, transferred, or still going on."""

    kind: Literal["ends"] = "ends"
    how: Literal["over", "person", "transferred", "open"]
    outcome: Annotated[str, Field(max_length=60)] = ""


class BoundCheck(_Part):
    """A bound: questions and answers in all, the longest wait for an answer in seconds, or the cost in millionths."""

    kind: Literal["at_most"] = "at_most"
    what: Literal["turns", "seconds", "cost"]
    limit: Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]


class RubricCheck(_Part):
    """A model says whether this is true of the conversation."""

    kind: Literal["rubric"] = "rubric"
    text: Text


RuleCheck = (
    SaysCheck | NeverSaysCheck | ToolCalledCheck | ToolNotCalledCheck | VariableCheck | EndsCheck | BoundCheck
)
Check = Annotated[RuleCheck | RubricCheck, Field(discriminator="kind")]


class Persona(_Part):
    """A customer whom a model plays: what they want, and how they are. They know the scenario's facts."""

    goal: Text
    manner: Annotated[str, Field(max_length=300)] = ""
    most_turns: Annotated[int, Field(ge=1, le=40)] = 15


class ScenarioScript(_Part):
    """A scenario's content. `language` empty is the agent's main one; `at` is when it takes place, ISO with a zone.

    `hours` are those that the business has while it lasts: its own, or none at which it would be closed, or open.

    With `facts` the customer answers what is asked from them, by the variable that the question fills or the kind of
    answer, and says the steps where nothing in particular is asked; `seed` chooses where any answer would do.

    With `replies` no model is asked by the agent's steps, connected or not: they say all that it answers, or what it
    answers at first, where the connected one is to be asked from `then_ask` on.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "steps": [{"say": "¿Cuánto cuesta una limpieza?"}],
                "checks": [{"kind": "said", "text": "55 €"}],
            }
        }
    )

    channel: Literal["chat", "voice"] = "chat"
    language: Annotated[str, Field(max_length=8)] = ""
    at: Annotated[str, Field(max_length=40)] = ""
    hours: Annotated[
        Literal["own", "open", "closed"],
        Field(description="The business keeps its own hours, is always open, or always closed"),
    ] = "own"
    variables: Annotated[dict[Name, JsonValue], Field(max_length=50)] = {}
    steps: Annotated[tuple[ScenarioStep, ...], Field(max_length=MOST_STEPS)] = ()
    facts: Annotated[dict[Name, Annotated[str, Field(max_length=500)]], Field(max_length=50)] = {}
    persona: Persona | None = None
    seed: Annotated[int, Field(ge=0, le=999_999)] = 0
    mocks: Annotated[tuple[ToolAnswer, ...], Field(max_length=60)] = ()
    # Left out of what is stored where there is none: what was stored before stays the same content.
    replies: Annotated[
        tuple[ModelAnswer, ...], Field(max_length=MOST_ANSWERS, exclude_if=lambda replies: not replies)
    ] = ()
    then_ask: Annotated[
        bool,
        Field(
            exclude_if=lambda asks: not asks,
            description="Once the replies are used up, the connected model answers",
        ),
    ] = False
    checks: Annotated[tuple[Check, ...], Field(min_length=1, max_length=MOST_CHECKS)]


class PackedScenario(BaseModel):
    """A scenario as it travels with a template. `key` is the same in each version, whatever it is called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=160)]
    script: ScenarioScript
    # Left out of what is stored where there is none: what was stored before stays the same content.
    key: Annotated[str, Field(max_length=32, exclude_if=lambda key: not key)] = ""


_Named = TypeVar("_Named", ToolAnswer, ToolWish, ToolCalledCheck, ToolNotCalledCheck)


def with_tools_renamed(script: ScenarioScript, names: Mapping[str, str]) -> ScenarioScript:
    """The script for an agent whose tools go by other names."""

    def renamed(part: _Named) -> _Named:
        return part.model_copy(update={"tool": names.get(part.tool, part.tool)})

    def in_check(check: Check) -> Check:
        match check:
            case ToolCalledCheck():
                return renamed(check)
            case ToolNotCalledCheck():
                return renamed(check)
            case _:
                return check

    return script.model_copy(
        update={
            "mocks": tuple(map(renamed, script.mocks)),
            "replies": tuple(
                reply.model_copy(update={"calls": tuple(map(renamed, reply.calls))})
                for reply in script.replies
            ),
            "checks": tuple(map(in_check, script.checks)),
        }
    )
