"""Applying events to a conversation: the pure engine, and what its effects mean to those who look on.

`Turn` gathers what one transaction will write. It does no I/O.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec

from centralita import engine
from centralita.kit.ids import new_id, to_text
from centralita.live.journal import Change, Entry, FactRow, NewMessage
from centralita.live.transcript import Kept
from centralita.live.wire import Extra, MessageOut, Role, TraceEntry, found_entries, trace_entries

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class TraceOut:
    """What happened up to the message with this sequence."""

    sequence: int
    entries: tuple[TraceEntry, ...]


@dataclass(slots=True)
class Turn:
    """One transaction's worth of events. `facts` are kept for real conversations only."""

    blueprint: engine.Blueprint
    state: engine.State
    turn: int
    sequence: int
    at: datetime
    agent_id: UUID
    test: bool
    messages: list[NewMessage] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    traces: list[TraceOut] = field(default_factory=list)
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int = 0
    person_called: bool = False
    opted_out: str = ""
    from_turn: int = field(init=False)
    from_sequence: int = field(init=False)

    def __post_init__(self) -> None:
        self.from_turn, self.from_sequence = self.turn, self.sequence

    @classmethod
    def of(cls, kept: Kept, blueprint: engine.Blueprint, at: datetime) -> "Turn":
        """The next turn of a kept conversation."""
        return cls(blueprint, kept.state, kept.turn, kept.sequence, at, kept.agent_id, kept.test)

    @property
    def changed(self) -> bool:
        """Whether anything happened that must be kept."""
        return bool(self.entries or self.messages)

    def add_message(
        self,
        role: Role,
        text: str,
        extra: Extra | None = None,
        *,
        client_id: UUID | None = None,
        author_id: UUID | None = None,
    ) -> NewMessage:
        """Append a message under the next sequence."""
        self.sequence += 1
        message = NewMessage(
            new_id(), self.sequence, role, _storable(text), extra, client_id, author_id, self.at
        )
        self.messages.append(message)
        body = {"message_id": to_text("msg", message.id), "sequence": message.sequence}
        if role == "visitor":
            self.add_fact("message.received", body, actor_kind="visitor")
        else:
            kind = "user" if role == "person" else "agent"
            self.add_fact("message.sent", {**body, "role": role}, actor_kind=kind, actor_id=author_id)
        return message

    def add_fact(
        self,
        kind: str,
        data: dict[str, object],
        *,
        actor_kind: str = "agent",
        actor_id: UUID | None = None,
    ) -> None:
        """A fact about this conversation; tests leave none."""
        if not self.test:
            self.facts.append(FactRow(kind, actor_kind, actor_id, _encoder.encode(data)))

    def apply(self, event: engine.Event, took_ms: float = 0.0) -> None:
        """Advance by one event. An event that changes nothing leaves no trace."""
        state, effects = engine.advance(self.blueprint, self.state, event)
        if state is self.state and not effects:
            return
        if isinstance(event, engine.ModelFailed):
            self._unanswered_by_model(event)
        self.state = state
        for effect in effects:
            self._see(effect)
        self.turn += 1
        self.entries.append(Entry(event, effects, self.sequence, took_ms))
        if self.test:
            entries = found_entries(event, took_ms) + trace_entries(effects)
            if entries:
                self.traces.append(TraceOut(self.sequence, entries))

    def _see(self, effect: engine.Effect) -> None:
        match effect:
            case engine.Say():
                extra = None
                if effect.choices or effect.input or effect.citations:
                    extra = Extra(choices=effect.choices, input=effect.input, citations=effect.citations)
                self.add_message("agent", effect.text, extra)
            case engine.End():
                self.add_fact(
                    "conversation.ended",
                    {
                        "agent_id": to_text("agt", self.agent_id),
                        "outcome": effect.outcome or None,
                        "reason": effect.reason or None,
                        "messages": self.sequence,
                    },
                )
            case engine.HandOff():
                self.person_called = True
                self.add_fact("conversation.handed_off", {"reason": effect.reason or None})
            case engine.Record(name="unanswered"):
                self._miss(effect)
            case engine.Record(name="stuck"):
                self.add_fact("conversation.stuck", {"reason": str(effect.data.get("reason") or "") or None})
            case engine.Record(name="opted_out"):
                self.opted_out = str(effect.data.get("by") or "chat")
            case engine.Record(name="rated"):
                scale, score = effect.data.get("measure"), effect.data.get("score")
                if scale in {"csat", "nps"} and isinstance(score, int | float):
                    self.add_fact(
                        "conversation.rated", {"scale": scale, "score": int(score)}, actor_kind="visitor"
                    )
            case _:
                pass

    def _unanswered_by_model(self, event: engine.ModelFailed) -> None:
        """A fact once for each question: an answer that nobody waits for any more changes nothing and is none."""
        asked = next((ask for ask in self.state.pending if ask.id == event.effect_id), None)
        purpose = asked.purpose if isinstance(asked, engine.AskModel) else ""
        self.add_fact("model.failed", {"code": event.reason, "purpose": purpose})

    def _miss(self, record: engine.Record) -> None:
        """A question that nothing answered, for whoever looks after the knowledge."""
        question = record.data.get("question")
        if isinstance(question, str) and question.strip():
            asked: dict[str, object] = {
                "agent_id": to_text("agt", self.agent_id),
                "question": _storable(question[:300]),
                "language": self.state.language,
            }
            self.add_fact("question.unanswered", asked)

    def told(self) -> list[MessageOut]:
        """What was said, as the chat API shows it; in a test each message with what happened up to it."""
        if not self.test:
            return [message.out() for message in self.messages]
        happened: dict[int, tuple[TraceEntry, ...]] = {}
        for trace in self.traces:
            happened[trace.sequence] = happened.get(trace.sequence, ()) + trace.entries
        return [
            msgspec.structs.replace(message.out(), trace=happened.get(message.sequence))
            for message in self.messages
        ]

    def change(self, before: engine.State) -> Change:
        """What is to be written."""
        change = Change(
            state=self.state,
            from_turn=self.from_turn,
            from_sequence=self.from_sequence,
            turn=self.turn,
            sequence=self.sequence,
            at=self.at,
            messages=self.messages,
            entries=self.entries,
            facts=self.facts,
            person_called=self.person_called,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            cost_micros=self.cost_micros,
        )
        if self.state.variables is not before.variables and self.state.variables != before.variables:
            change.variables = _encoder.encode(self.state.variables)
        for entry in self.entries:
            for effect in entry.effects:
                if isinstance(effect, engine.Record) and effect.name == "rated":
                    _rate(change, effect)
        return change


def _rate(change: Change, record: engine.Record) -> None:
    score = record.data.get("score")
    if not isinstance(score, int | float):
        return
    if record.data.get("measure") == "csat":
        change.csat = int(score)
    elif record.data.get("measure") == "nps":
        change.nps = int(score)
    comment = record.data.get("comment")
    if isinstance(comment, str) and comment:
        change.comment = comment[:2000]


def _storable(text: str) -> str:
    """PostgreSQL keeps no NUL."""
    return text.replace("\0", "\ufffd") if "\0" in text else text
