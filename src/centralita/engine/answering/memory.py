"""What an answering node keeps in its memo, as plain values: passages and the calls of tools."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from centralita.engine.effects import ModelMessage
from centralita.engine.events import Passage, ToolCall
from centralita.engine.promises import agreeing
from centralita.engine.reading.wording import words
from centralita.engine.turn import Turn
from centralita.engine.values import Value, bounded, clean_text

MAX_PASSAGES = 8
MAX_PASSAGE = 1_500
MAX_RESULT = 4_000
SEARCH_LIMIT = 6
_FOLLOWING = frozenset({"y", "and", "e", "pero", "but", "mas"})


def granted_sources(turn: Turn, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The sources a node may search: those chosen that the agent has, or all of the agent's."""
    known = turn.program.sources
    return tuple(source for source in chosen if source in known) if chosen else known


def question_in_context(question: str, previous: Value) -> str:
    """A follow-up ("and on Saturdays?") is searched together with the question before it."""
    said = words(question[:200])
    follows = (
        bool(said)
        and (said[0] in _FOLLOWING or said[:2] in (["what", "about"], ["que", "hay"]))
        and len(said) <= 6
    )
    if isinstance(previous, str) and previous and follows:
        return f"{previous} {question}"[:500]
    return question[:500]


def keep_passages(turn: Turn, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Keep what was found, cut, until the question is answered; without what the business's facts contradict."""
    kept = []
    for passage in list(passages)[:MAX_PASSAGES]:
        title = clean_text(passage.title, 300)
        text, denied = agreeing(clean_text(passage.text, MAX_PASSAGE), turn.program.known)
        for one in denied:
            turn.trace("contradicted", title=title, said=one.said, known=one.known, subject=one.subject)
        if text or not denied:
            kept.append(
                Passage(
                    id=clean_text(passage.id, 100),
                    document_id=clean_text(passage.document_id, 100),
                    title=title,
                    place=clean_text(passage.place, 200),
                    text=text,
                    score=passage.score,
                )
            )
    turn.remember(passages=[bounded(msgspec.to_builtins(passage)) for passage in kept])
    turn.trace(
        "knowledge",
        hits=[
            {"title": passage.title, "place": passage.place, "score": bounded(passage.score)}
            for passage in kept
        ],
    )
    return tuple(kept)


def kept_passages(turn: Turn) -> tuple[Passage, ...]:
    """The passages kept by `keep_passages`."""
    kept = turn.memo.get("passages")
    if not isinstance(kept, list):
        return ()
    return tuple(msgspec.convert(item, Passage) for item in kept)


def as_result(value: Value) -> str:
    """A tool's result as JSON for the model, cut."""
    return msgspec.json.encode(bounded(value)).decode()[:MAX_RESULT]


def exchanges(rounds: Value) -> tuple[ModelMessage, ...]:
    """The calls of tools so far and their results, as messages."""
    messages: list[ModelMessage] = []
    for calls in rounds if isinstance(rounds, list) else []:
        records = [call for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []
        wanted = tuple(
            ToolCall(_text(call["id"]), _text(call["name"]), _object(call["arguments"])) for call in records
        )
        messages.append(ModelMessage(role="assistant", tool_calls=wanted))
        messages.extend(
            ModelMessage(
                role="tool",
                text=_text(call.get("result")) or "null",
                tool_call_id=_text(call["id"]),
                name=_text(call["name"]),
            )
            for call in records
        )
    return tuple(messages)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _object(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}
