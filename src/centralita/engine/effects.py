"""What should happen. The session performs effects in order; some of them answer with an event.

`AskModel`, `CallTool`, `SearchKnowledge`, `StartTimer` and `Transfer` carry an `id`, unique in the
conversation. All but `Transfer` stay in `State.pending` until answered, so that a process which takes
over after a crash can perform them again.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from centralita.engine.events import ToolCall
from centralita.engine.values import Value

InputType = Literal[
    "text", "number", "email", "phone", "date", "datetime", "choice", "rating", "yes_no", "file"
]
Purpose = Literal["answer", "classify", "extract"]


class _Effect(msgspec.Struct, frozen=True, tag_field="kind", omit_defaults=True, kw_only=True, gc=False):
    pass


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A button: its stable id and its label in the conversation's language."""

    id: str
    label: str


class Citation(msgspec.Struct, frozen=True, gc=False):
    """Where an answer comes from."""

    title: str
    place: str
    document_id: str


class Input(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How the channel may ask for the answer; text typed freely is always understood as well."""

    type: InputType
    optional: bool = False
    minimum: float | None = None
    maximum: float | None = None
    integer: bool = False
    multiple: bool = False
    scale: int | None = None
    low_label: str = ""
    high_label: str = ""
    region: str = ""
    accept: tuple[str, ...] = ()
    max_bytes: int | None = None


class ModelMessage(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One message of the history for a model. `tool_call_id` and `name` belong to role `tool`."""

    role: Literal["user", "assistant", "tool"]
    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    name: str = ""


class ToolSpec(msgspec.Struct, frozen=True, gc=False):
    """A tool as the model sees it; `parameters` is a JSON Schema."""

    name: str
    description: str
    parameters: dict[str, Value]


class Say(_Effect, frozen=True, tag="say"):
    """Tell the caller. `choices` and `input` say what kind of answer is expected next."""

    text: str
    choices: tuple[Choice, ...] = ()
    input: Input | None = None
    citations: tuple[Citation, ...] = ()
    node_id: str | None = None


class AskModel(_Effect, frozen=True, tag="ask_model"):
    """Ask a language model; answered by ModelReplied or ModelFailed. Empty hints mean the default."""

    id: str
    messages: tuple[ModelMessage, ...]
    system: str
    tools: tuple[ToolSpec, ...] = ()
    purpose: Purpose = "answer"
    model: str = ""
    fallback_model: str = ""
    temperature: float | None = None
    max_tokens: int | None = None
    node_id: str | None = None


class CallTool(_Effect, frozen=True, tag="call_tool"):
    """Run a tool; `arguments` fit its schema. Answered by ToolReturned."""

    id: str
    tool: str
    arguments: dict[str, Value]
    node_id: str | None = None


class SearchKnowledge(_Effect, frozen=True, tag="search_knowledge"):
    """Search these sources; answered by KnowledgeFound."""

    id: str
    query: str
    sources: tuple[str, ...]
    limit: int = 5
    language: str = ""
    node_id: str | None = None


class StartTimer(_Effect, frozen=True, tag="start_timer"):
    """Answer with TimerFired after `seconds`."""

    id: str
    seconds: float
    node_id: str | None = None


class Transfer(_Effect, frozen=True, tag="transfer"):
    """Connect the caller to `to`. ToolReturned with this id tells how it went."""

    id: str
    to: str
    target: Literal["phone", "agent"] = "phone"
    summary: str = ""
    node_id: str | None = None


class HandOff(_Effect, frozen=True, tag="hand_off"):
    """Call a person into the conversation, with what they should know."""

    reason: str
    summary: str = ""
    team: str = ""
    priority: Literal["normal", "high"] = "normal"
    variables: dict[str, Value] = {}
    node_id: str | None = None


class End(_Effect, frozen=True, tag="end"):
    """The conversation is over. `outcome` is what came of it, `reason` why it ended now."""

    outcome: str
    reason: str = ""


class Record(_Effect, frozen=True, tag="record"):
    """A fact worth keeping: `variable_set`, `rated`, `language_changed`, `restarted` …"""

    name: str
    data: dict[str, Value] = {}
    node_id: str | None = None


class Trace(_Effect, frozen=True, tag="trace"):
    """What the test panel shows beside a message."""

    name: str
    data: dict[str, Value] = {}
    node_id: str | None = None


Asking = AskModel | CallTool | SearchKnowledge | StartTimer
Effect = Say | AskModel | CallTool | SearchKnowledge | StartTimer | Transfer | HandOff | End | Record | Trace
