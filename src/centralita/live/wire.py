"""The shapes of the chat API. msgspec structs, because every turn is decoded and encoded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from centralita import engine

Role = Literal["visitor", "agent", "person", "system"]
PublicStatus = Literal["active", "handed_off", "ended"]

ShortText = Annotated[str, msgspec.Meta(max_length=200)]


class StartRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Opens a conversation. `variables` are what the page knows of its visitor; `earlier` is the token of the one that
    they had before, which the agent then remembers.

    `spoken` is for tests of a draft: it then begins, and answers, as on a call.
    """

    language: Annotated[str, msgspec.Meta(max_length=16)] | None = None
    visitor_id: Annotated[str, msgspec.Meta(max_length=64)] = ""
    page_url: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    variables: Annotated[dict[str, str | int | float | bool | None], msgspec.Meta(max_length=50)] = {}
    spoken: bool = False
    earlier: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class CallRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A visitor wants to speak with the agent."""

    language: Annotated[str, msgspec.Meta(max_length=16)] = ""
    visitor_id: Annotated[str, msgspec.Meta(max_length=64)] = ""


class HelperOut(msgspec.Struct, frozen=True):
    """A server that helps a browser to find its way to the platform, as `RTCPeerConnection` takes it."""

    urls: tuple[str, ...]
    username: str
    credential: str


class CallOpenedOut(msgspec.Struct, frozen=True):
    """A call that waits for its browser for half a minute. `url` is on this host where it has none of its own."""

    id: str
    platform: str
    token: str
    url: str
    ice_servers: tuple[HelperOut, ...]
    language: str
    variables: dict[str, str]


class SayRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What a visitor says. `client_id` makes sending again harmless."""

    client_id: UUID
    text: Annotated[str, msgspec.Meta(max_length=8_000)] = ""
    choice_id: ShortText | None = None
    attachment_id: ShortText | None = None


class RatingRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What a visitor thinks: `csat` from 1 to 5, `nps` from 0 to 10."""

    kind: Literal["csat", "nps"]
    score: Annotated[int, msgspec.Meta(ge=0, le=10)]
    comment: Annotated[str, msgspec.Meta(max_length=2_000)] = ""


class RewindRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Goes back to before the visitor's message with this sequence."""

    sequence: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class LanguageRequest(msgspec.Struct, forbid_unknown_fields=True):
    """The language that the visitor chose in the widget."""

    language: Annotated[str, msgspec.Meta(max_length=16)]


class PersonRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What a person of the business writes into a conversation that they hold."""

    client_id: UUID
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=8_000)]


_TAB_PATTERN = "^[0-9a-z]{8,32}$"
_PlaceId = Annotated[str, msgspec.Meta(max_length=100, pattern="^[0-9A-Za-z_.:-]*$")]


class PresenceRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A page in which somebody has a draft open. `tab` is a random name of the page.

    `said` grows with everything that the page says: what overtakes something on its way is known by it.
    """

    agent_id: Annotated[str, msgspec.Meta(max_length=40)]
    tab: Annotated[str, msgspec.Meta(pattern=_TAB_PATTERN)]
    flow: _PlaceId = ""
    node: _PlaceId = ""
    gone: bool = False
    said: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0


class Author(msgspec.Struct, frozen=True):
    """The person who wrote."""

    name: str


class AttachmentOut(msgspec.Struct, frozen=True):
    """A file in the conversation; `size` in bytes."""

    id: str
    name: str
    size: int
    type: str


class TraceEntry(msgspec.Struct, frozen=True):
    """One thing that the engine did: a node entered, a variable set, a tool called, passages found."""

    name: str
    node_id: str | None = None
    data: dict[str, object] = {}


class Extra(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a message carries beside its text, as stored."""

    choices: tuple[engine.Choice, ...] = ()
    input: engine.Input | None = None
    citations: tuple[engine.Citation, ...] = ()
    attachment: AttachmentOut | None = None
    author: Author | None = None
    choice_id: str | None = None


def attachment_extra(attachment: AttachmentOut | None, choice_id: str | None) -> Extra | None:
    """What a visitor's message carries beside its text."""
    if attachment is None and choice_id is None:
        return None
    return Extra(attachment=attachment, choice_id=choice_id)


class MessageOut(msgspec.Struct, frozen=True):
    """One thing said."""

    id: str
    sequence: int
    role: Role
    text: str
    created_at: datetime
    choices: tuple[engine.Choice, ...] | None = None
    input: engine.Input | None = None
    citations: tuple[engine.Citation, ...] | None = None
    attachments: tuple[AttachmentOut, ...] | None = None
    client_id: UUID | None = None
    author: Author | None = None
    trace: tuple[TraceEntry, ...] | None = None


class ConversationOut(msgspec.Struct, frozen=True):
    """Where a conversation stands."""

    id: str
    status: PublicStatus
    language: str
    held_by: Author | None = None
    outcome: str | None = None


class StartedOut(msgspec.Struct, frozen=True):
    """A new conversation, the token that opens it, and what the agent said first."""

    conversation: ConversationOut
    token: str
    messages: list[MessageOut]


class SaidOut(msgspec.Struct, frozen=True):
    """The message as it was kept, and the replies that are known already."""

    message: MessageOut
    messages: list[MessageOut]
    conversation: ConversationOut


class HistoryOut(msgspec.Struct, frozen=True):
    """A conversation and its messages after a sequence."""

    conversation: ConversationOut
    messages: list[MessageOut]


class ConversationOnlyOut(msgspec.Struct, frozen=True):
    """A conversation after something was done to it."""

    conversation: ConversationOut


class UploadedOut(msgspec.Struct, frozen=True):
    """A file that was taken; name it in the next message."""

    attachment: AttachmentOut


def trace_entries(effects: Iterable[engine.Effect]) -> tuple[TraceEntry, ...]:
    """What a tester sees of effects: what happened, without what was said."""
    entries: list[TraceEntry] = []
    for effect in effects:
        match effect:
            case engine.Trace() | engine.Record():
                entries.append(TraceEntry(effect.name, effect.node_id, dict(effect.data)))
            case engine.SearchKnowledge():
                entries.append(TraceEntry("search", effect.node_id, {"query": effect.query}))
            case engine.AskModel():
                entries.append(TraceEntry("ask_model", effect.node_id, {"purpose": effect.purpose}))
            case engine.CallTool():
                entries.append(
                    TraceEntry(
                        "call_tool", effect.node_id, {"tool": effect.tool, "arguments": effect.arguments}
                    )
                )
            case engine.Transfer():
                entries.append(TraceEntry("transfer", effect.node_id, {"to": effect.to}))
            case engine.HandOff():
                entries.append(TraceEntry("hand_off", effect.node_id, {"reason": effect.reason}))
            case engine.End():
                entries.append(TraceEntry("end", None, {"outcome": effect.outcome, "reason": effect.reason}))
            case _:
                pass
    return tuple(entries)


def encode_value(value: engine.Value) -> str:
    """A result as a tester reads it: JSON, cut."""
    return msgspec.json.encode(value).decode("utf-8", "replace")[:500]


def found_entries(event: engine.Event, took_ms: float) -> tuple[TraceEntry, ...]:
    """What a tester sees of a result: passages, a model's tokens, a tool's answer, with the time it took."""
    match event:
        case engine.KnowledgeFound():
            hits = [
                {"title": one.title, "place": one.place, "score": round(one.score, 3), "text": one.text[:160]}
                for one in event.passages[:5]
            ]
            return (TraceEntry("knowledge", None, {"hits": hits, "ms": round(took_ms, 1)}),)
        case engine.ModelReplied():
            data: dict[str, object] = {
                "model": event.model,
                "tokens_in": event.tokens_in,
                "tokens_out": event.tokens_out,
                "ms": round(took_ms, 1),
            }
            return (TraceEntry("model", None, data),)
        case engine.ModelFailed():
            return (TraceEntry("model_failed", None, {"reason": event.reason, "ms": round(took_ms, 1)}),)
        case engine.ToolReturned():
            told: dict[str, object] = {"ok": event.ok, "error": event.error, "ms": round(took_ms, 1)}
            if event.result is not None:
                told["result"] = encode_value(event.result)
            return (TraceEntry("tool", None, told),)
        case _:
            return ()
