"""What comes in. Every event carries `at`, epoch seconds UTC, because the engine has no clock."""

from __future__ import annotations

from typing import Literal

import msgspec

from centralita.engine.values import Value

Finish = Literal["stop", "length", "tool_calls", "filtered", "other"]


# No struct here can be part of a cycle, so the garbage collector need not look at them (`gc=False`).


class _Event(msgspec.Struct, frozen=True, tag_field="kind", omit_defaults=True, kw_only=True, gc=False):
    at: float


class Attachment(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A stored file: its id, name, size in bytes and media type."""

    id: str
    name: str = ""
    size: int = 0
    type: str = ""


class ToolCall(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A model's wish to use a tool; `arguments` is what it wrote, not yet checked."""

    id: str
    name: str
    arguments: dict[str, Value] = {}


class Passage(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A piece of a document. `place` is where to find it ("p. 2"); a higher `score` fits better."""

    id: str
    document_id: str
    title: str
    place: str = ""
    text: str = ""
    score: float = 0.0


class Started(_Event, frozen=True, tag="started"):
    """The conversation is open; the agent speaks first."""


class UserSaid(_Event, frozen=True, tag="user_said"):
    """The caller wrote, spoke, pressed a choice or sent a file.

    `language` is what they are found to write in, when that is another one than so far and beyond doubt.
    """

    text: str = ""
    choice_id: str | None = None
    attachment: Attachment | None = None
    client_id: str | None = None
    language: str | None = None


class KeyPressed(_Event, frozen=True, tag="key_pressed"):
    """Digits of a telephone's keypad."""

    digits: str


class ModelReplied(_Event, frozen=True, tag="model_replied"):
    """The answer to AskModel."""

    effect_id: str
    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    model: str = ""
    finish: Finish = "stop"


class ModelFailed(_Event, frozen=True, tag="model_failed"):
    """AskModel got no answer, after the fallback model too."""

    effect_id: str
    reason: str = ""


class ToolReturned(_Event, frozen=True, tag="tool_returned"):
    """The answer to CallTool, and the outcome of Transfer."""

    effect_id: str
    ok: bool
    result: Value = None
    error: str | None = None


class ApprovalAsked(_Event, frozen=True, tag="approval_asked"):
    """A person was asked whether what CallTool wants may be done. ToolReturned tells how it went, all the same."""

    effect_id: str


class ToolSlow(_Event, frozen=True, tag="tool_slow"):
    """What CallTool wants takes long. ToolReturned tells how it went, all the same."""

    effect_id: str


class KnowledgeFound(_Event, frozen=True, tag="knowledge_found"):
    """The answer to SearchKnowledge, best passage first."""

    effect_id: str
    passages: tuple[Passage, ...] = ()


class TimerFired(_Event, frozen=True, tag="timer_fired"):
    """The time of StartTimer is over."""

    effect_id: str


class HungUp(_Event, frozen=True, tag="hung_up"):
    """The conversation was closed from outside: by the caller, a person, the channel or a timeout."""

    by: str = "caller"


class TakenOver(_Event, frozen=True, tag="taken_over"):
    """A person holds the conversation; the agent is silent until HandedBack."""

    by: str = ""


class PersonSaid(_Event, frozen=True, tag="person_said"):
    """What the person who holds the conversation wrote; kept so that the agent knows it afterwards."""

    text: str


class HandedBack(_Event, frozen=True, tag="handed_back"):
    """The person gives the conversation back to the agent."""


class LanguageChanged(_Event, frozen=True, tag="language_changed"):
    """The caller chose another language outside the talk, such as in the widget's menu."""

    language: str


class Interrupted(_Event, frozen=True, tag="interrupted"):
    """The caller spoke before the agent had said all of its last words; `said` is what was heard of them."""

    said: str = ""


class CallerSilent(_Event, frozen=True, tag="caller_silent"):
    """Nothing came from the caller for a while, on a line where silence means something."""


Event = (
    Started
    | UserSaid
    | KeyPressed
    | ModelReplied
    | ModelFailed
    | ToolReturned
    | ApprovalAsked
    | ToolSlow
    | KnowledgeFound
    | TimerFired
    | HungUp
    | TakenOver
    | PersonSaid
    | HandedBack
    | LanguageChanged
    | Interrupted
    | CallerSilent
)
