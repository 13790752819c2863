"""Adding conversations up by day and agent."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Final
from uuid import UUID

from centralita.insight.metrics.domain.buckets import bucket_of
from centralita.insight.metrics.domain.outcomes import succeeded

ALL_AGENTS: Final = UUID(int=0)
Key = tuple[date, UUID]


@dataclass(frozen=True, slots=True)
class Talk:
    """What is counted of a conversation. `responses` are the times until each answer, in milliseconds."""

    agent_id: UUID
    started_at: datetime
    outcome: str = ""
    handed_off: bool = False
    messages: int = 0
    response_ms_total: int = 0
    response_count: int = 0
    cost_micros: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    language: str = ""
    responses: Sequence[float] = ()


@dataclass(slots=True)
class Tally:
    """The sums of one day and agent."""

    started: int = 0
    ended: int = 0
    succeeded: int = 0
    handed_off: int = 0
    messages: int = 0
    response_ms_total: int = 0
    response_count: int = 0
    cost_micros: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    hours: list[int] = field(default_factory=lambda: [0] * 24)
    buckets: Counter[int] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)


class Tallies:
    """The sums of several days, each for its agent and for all agents."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self.by_key: dict[Key, Tally] = {}

    def begin(self, talk: Talk) -> None:
        """Count its beginning."""
        local = talk.started_at.astimezone(self._zone)
        for tally in self._of(local.date(), talk.agent_id):
            tally.started += 1
            tally.hours[local.hour] += 1

    def end(self, talk: Talk) -> None:
        """Count its end, on the day that it began."""
        counts = Counter(bucket_of(time) for time in talk.responses)
        for tally in self._of(talk.started_at.astimezone(self._zone).date(), talk.agent_id):
            tally.ended += 1
            tally.succeeded += succeeded(talk.outcome)
            tally.handed_off += talk.handed_off
            tally.messages += talk.messages
            tally.response_ms_total += talk.response_ms_total
            tally.response_count += talk.response_count
            tally.cost_micros += talk.cost_micros
            tally.tokens_in += talk.tokens_in
            tally.tokens_out += talk.tokens_out
            tally.buckets += counts
            # The last one that was spoken: a conversation may have begun in another.
            tally.languages[talk.language] += 1

    def _of(self, day: date, agent_id: UUID) -> tuple[Tally, Tally]:
        return (
            self.by_key.setdefault((day, agent_id), Tally()),
            self.by_key.setdefault((day, ALL_AGENTS), Tally()),
        )


def response_times(said: Iterable[tuple[str, datetime]], total_ms: int, count: int) -> list[float]:
    """The time until each answer, from (role, time) of the messages in order and the conversation's own sums.

    An answer that was written together with the question has no time of its own: those share what is left of
    the total.
    """
    waited: list[float] = []
    at_once = 0
    asked: datetime | None = None
    for role, at in said:
        if role == "visitor":
            asked = at
        elif role == "agent" and asked is not None:
            milliseconds = (at - asked).total_seconds() * 1000
            asked = None
            if milliseconds > 0:
                waited.append(milliseconds)
            else:
                at_once += 1
    if at_once and count:
        rest = max(total_ms - sum(waited), 0.0)
        waited += [rest / at_once] * at_once
    return waited
