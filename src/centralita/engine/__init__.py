"""The engine: how a conversation moves. Pure: no I/O, no clock, no randomness, nothing of ours imported.

`begin` a conversation, then `advance` it with events; perform the effects, and give their results back
as events. A conversation is its journal of events: replayed, it says the same.
"""

from centralita.engine.blueprint import Blueprint, Edge, Flow, Node
from centralita.engine.check import check
from centralita.engine.codec import (
    decode_effects,
    decode_event,
    decode_state,
    encode_effects,
    encode_event,
    encode_state,
)
from centralita.engine.effects import (
    AskModel,
    CallTool,
    Choice,
    Citation,
    Effect,
    End,
    HandOff,
    Input,
    ModelMessage,
    Record,
    Say,
    SearchKnowledge,
    StartTimer,
    ToolSpec,
    Trace,
    Transfer,
)
from centralita.engine.events import (
    ApprovalAsked,
    Attachment,
    CallerSilent,
    Event,
    HandedBack,
    HungUp,
    Interrupted,
    KeyPressed,
    KnowledgeFound,
    LanguageChanged,
    ModelFailed,
    ModelReplied,
    Passage,
    PersonSaid,
    Started,
    TakenOver,
    TimerFired,
    ToolCall,
    ToolReturned,
    ToolSlow,
    UserSaid,
)
from centralita.engine.inspection import Problem
from centralita.engine.layout import Position
from centralita.engine.machine import advance, begin
from centralita.engine.palette import describe_nodes, node_schemas, node_titles, ports_of
from centralita.engine.sentences import sentence
from centralita.engine.state import Channel, State, Status, Utterance
from centralita.engine.stopping import wants_no_calls
from centralita.engine.unknowing import unanswered_in
from centralita.engine.values import Value

__all__ = [
    "ApprovalAsked",
    "AskModel",
    "Attachment",
    "Blueprint",
    "CallTool",
    "CallerSilent",
    "Channel",
    "Choice",
    "Citation",
    "Edge",
    "Effect",
    "End",
    "Event",
    "Flow",
    "HandOff",
    "HandedBack",
    "HungUp",
    "Input",
    "Interrupted",
    "KeyPressed",
    "KnowledgeFound",
    "LanguageChanged",
    "ModelFailed",
    "ModelMessage",
    "ModelReplied",
    "Node",
    "Passage",
    "PersonSaid",
    "Position",
    "Problem",
    "Record",
    "Say",
    "SearchKnowledge",
    "StartTimer",
    "Started",
    "State",
    "Status",
    "TakenOver",
    "TimerFired",
    "ToolCall",
    "ToolReturned",
    "ToolSlow",
    "ToolSpec",
    "Trace",
    "Transfer",
    "UserSaid",
    "Utterance",
    "Value",
    "advance",
    "begin",
    "check",
    "decode_effects",
    "decode_event",
    "decode_state",
    "describe_nodes",
    "encode_effects",
    "encode_event",
    "encode_state",
    "node_schemas",
    "node_titles",
    "ports_of",
    "sentence",
    "unanswered_in",
    "wants_no_calls",
]
