"""What the engine did, told from the journal: the same lines that the test panel shows while it happens."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from centralita import engine
from centralita.engine.values import clean_text

SHOWN_HITS = 5
SHOWN_PASSAGE = 160
SHOWN_RESULT = 500


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One thing that happened: a node entered, a variable set, a tool called, passages found."""

    name: str
    node_id: str | None = None
    data: dict[str, object] = field(default_factory=dict)


def read_entry(event: bytes, effects: bytes, took_ms: float) -> list[TraceLine]:
    """The lines of one journal entry. One that this version cannot read says so instead of failing."""
    try:
        came = engine.decode_event(event)
        did = engine.decode_effects(effects)
    except msgspec.MsgspecError:
        return [TraceLine("unreadable")]
    return [*_of_event(came, round(took_ms, 1)), *(line for effect in did for line in _of_effect(effect))]


def _of_event(event: engine.Event, ms: float) -> Iterator[TraceLine]:
    match event:
        case engine.KnowledgeFound():
            hits = [
                {
                    "title": hit.title,
                    "place": hit.place,
                    "score": round(hit.score, 3),
                    "text": hit.text[:SHOWN_PASSAGE],
                }
                for hit in event.passages[:SHOWN_HITS]
            ]
            yield TraceLine("knowledge", None, {"hits": hits, "ms": ms})
        case engine.ModelReplied():
            tokens = {"tokens_in": event.tokens_in, "tokens_out": event.tokens_out}
            yield TraceLine("model", None, {"model": event.model, **tokens, "ms": ms})
        case engine.ModelFailed():
            yield TraceLine("model_failed", None, {"reason": event.reason, "ms": ms})
        case engine.ToolReturned():
            told: dict[str, object] = {"ok": event.ok, "error": event.error, "ms": ms}
            if event.result is not None:
                told["result"] = clean_text(msgspec.json.encode(event.result).decode(), SHOWN_RESULT)
            yield TraceLine("tool", None, told)
        case _:
            return


def _of_effect(effect: engine.Effect) -> Iterator[TraceLine]:
    match effect:
        case engine.Trace() | engine.Record():
            yield TraceLine(effect.name, effect.node_id, dict(effect.data))
        case engine.SearchKnowledge():
            yield TraceLine("search", effect.node_id, {"query": effect.query})
        case engine.AskModel():
            yield TraceLine("ask_model", effect.node_id, {"purpose": effect.purpose})
        case engine.CallTool():
            yield TraceLine("call_tool", effect.node_id, {"tool": effect.tool, "arguments": effect.arguments})
        case engine.Transfer():
            yield TraceLine("transfer", effect.node_id, {"to": effect.to})
        case engine.HandOff():
            yield TraceLine("hand_off", effect.node_id, {"reason": effect.reason})
        case engine.End():
            yield TraceLine("end", None, {"outcome": effect.outcome, "reason": effect.reason})
        case _:
            return
