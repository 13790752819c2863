"""How what is known of a call and what its platform tells of it become one: forwards only, in whatever order it comes.

Each field is joined by a rule under which order and repetition do not matter. What was read from the platform after
the call's end is newer than anything its webhooks bring late: such fields are `verified`, and only another such
reading changes them. A status that we guessed (the call was never found, or never heard of again) gives way to the
platform's word; an end by its word is final.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Literal

from centralita.operations.calls.domain.words import Evidence, TranscriptStatus
from centralita.providers.voice.calls import CallSnapshot, CallStatus, CostLine, Ending, Utterance

Source = Literal["webhook", "asked"]

# Fields that a platform may correct after the end.
_CORRECTED: Final = (
    *(
        "ending",
        "platform_reason",
        "transcript",
        "cost",
        "summary",
        "sentiment",
        "successful",
        "duration_seconds",
    ),
)


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What is known of a call. `guessed` says that its end is our own conclusion and not the platform's word."""

    status: CallStatus = CallStatus.QUEUED
    guessed: bool = False
    evidence: Evidence = ""
    platform_call_id: str = ""
    ending: Ending | None = None
    platform_reason: str = ""
    from_number: str = ""
    to_number: str = ""
    ringing_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    duration_seconds: float | None = None
    transcript: tuple[Utterance, ...] = ()
    transcript_final: bool = False
    summary: str = ""
    sentiment: str = ""
    successful: bool | None = None
    cost: tuple[CostLine, ...] = ()
    cost_final: bool = False
    has_recording: bool = False
    latency: Mapping[str, float] = field(default_factory=dict)
    collected: Mapping[str, object] = field(default_factory=dict)
    verified: frozenset[str] = frozenset()

    @property
    def answered(self) -> bool:
        """Whether somebody, or something, picked up."""
        return self.answered_at is not None

    @property
    def complete(self) -> bool:
        """Whether the platform has nothing more to tell."""
        return (
            self.status.ended
            and not self.guessed
            and self.cost_final
            and self.transcript_status
            in {
                "completed",
                "failed",
            }
        )

    @property
    def transcript_status(self) -> TranscriptStatus:
        """How far the transcript is. A call that nobody answered has none to wait for."""
        if self.transcript_final:
            return "completed" if self.transcript or self.answered else "failed"
        if not self.status.ended:
            return "processing" if self.transcript else "pending"
        return "processing" if self.answered or self.transcript else "failed"

    @property
    def confidence(self) -> float | None:
        """How sure the platform is of what it heard: the mean over what was said, 0 to 1."""
        told = [each.confidence for each in self.transcript if each.confidence is not None]
        return round(sum(told) / len(told), 4) if told else None


def apply(known: CallRecord, told: CallSnapshot, source: Source = "webhook") -> CallRecord:
    """What is known afterwards. The same object where nothing is new."""
    status, guessed, evidence = _status(known, told, source)
    reading = source == "asked" and told.status.ended
    joined = _Joined(known, told, reading=reading)
    merged = replace(
        known,
        status=status,
        guessed=guessed,
        evidence=evidence,
        platform_call_id=known.platform_call_id or told.call_id,
        ending=joined.ending(),
        platform_reason=joined.larger("platform_reason", told.platform_reason),
        from_number=known.from_number or told.from_number,
        to_number=known.to_number or told.to_number,
        ringing_at=_earlier(known.ringing_at, told.started_at),
        answered_at=_earlier(known.answered_at, told.answered_at),
        ended_at=_ended(known, told, guessed=guessed),
        duration_seconds=joined.larger("duration_seconds", told.duration_seconds),
        transcript=joined.transcript(),
        transcript_final=known.transcript_final or told.transcript_final,
        summary=joined.larger("summary", told.summary),
        sentiment=joined.larger("sentiment", told.sentiment),
        successful=joined.larger("successful", told.successful),
        cost=joined.cost(),
        cost_final=known.cost_final or told.cost_final,
        has_recording=known.has_recording or told.has_recording or bool(told.recording_url),
        latency={**known.latency, **joined.mapping(known.latency, told.latency_ms)},
        collected={**known.collected, **joined.mapping(known.collected, told.collected)},
        verified=known.verified | joined.read(),
    )
    return known if merged == known else merged


def _status(known: CallRecord, told: CallSnapshot, source: Source) -> tuple[CallStatus, bool, Evidence]:
    if known.status.ended and not known.guessed:
        return known.status, False, known.evidence
    if told.status.ended:
        return told.status, False, source
    if known.status.ended:
        # We took it for over, and it goes on.
        return told.status, False, ""
    forward = told.status.rank > known.status.rank
    return (told.status if forward else known.status), False, known.evidence


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(each for each in (one, other) if each is not None) if one or other else None


def _ended(known: CallRecord, told: CallSnapshot, *, guessed: bool) -> datetime | None:
    own = None if known.guessed and not guessed else known.ended_at
    return max(each for each in (own, told.ended_at) if each is not None) if own or told.ended_at else None


class _Joined:
    """Joins the fields that may be told differently at different times."""

    def __init__(self, known: CallRecord, told: CallSnapshot, *, reading: bool) -> None:
        self._known = known
        self._told = told
        self._reading = reading

    def read(self) -> frozenset[str]:
        """The fields that this reading verifies."""
        if not self._reading:
            return frozenset()
        given = {name for name in _CORRECTED if getattr(self._told, name) not in (None, "", ())}
        return frozenset(given)

    def larger(self, name: str, new: Any) -> Any:
        """The larger of two values, so that order does not matter; what was read after the end stands."""
        old = getattr(self._known, name)
        decided = self._decided(name, old, new)
        return max(old, new) if decided is _OPEN else decided

    def ending(self) -> Ending | None:
        """A reason that says something before one that does not."""
        if not self._told.status.ended:
            return None if self._known.guessed else self._known.ending
        old, new = self._known.ending, self._told.ending
        if self._known.guessed:
            return new
        decided = self._decided("ending", old, new)
        if decided is not _OPEN:
            return decided  # type: ignore[no-any-return]  # one of the two
        assert old is not None
        assert new is not None
        return max(old, new, key=_telling)

    def transcript(self) -> tuple[Utterance, ...]:
        """A final one before one that is still being written, then the longer one."""
        old, new = self._known.transcript, self._told.transcript
        decided = self._decided("transcript", old, new)
        if decided is not _OPEN:
            return decided  # type: ignore[no-any-return]  # one of the two
        return max(
            (_weight(old, final=self._known.transcript_final), old),
            (_weight(new, final=self._told.transcript_final), new),
            key=lambda each: each[0],
        )[1]

    def cost(self) -> tuple[CostLine, ...]:
        """A final one before one that still grows, then the larger one."""
        old, new = self._known.cost, self._told.cost
        decided = self._decided("cost", old, new)
        if decided is not _OPEN:
            return decided  # type: ignore[no-any-return]  # one of the two
        return max(
            (_price(old, final=self._known.cost_final), old),
            (_price(new, final=self._told.cost_final), new),
            key=lambda each: each[0],
        )[1]

    def mapping(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        """What is new under each name; of two values the one that a reading brought, else the larger text."""
        return {
            name: value
            if self._reading or old.get(name) is None
            else max(old[name], value, key=lambda each: (str(type(each)), repr(each)))
            for name, value in new.items()
            if value is not None
        }

    def _decided(self, name: str, old: Any, new: Any) -> Any:
        """The value where one is missing or was read after the end; else _OPEN."""
        if new in (None, "", ()):
            return old
        if old in (None, "", ()) or self._reading:
            return new
        return old if name in self._known.verified else _OPEN


_OPEN: Final = object()
# Analysis finds out what the line's own reason hides.
_PLAIN: Final = frozenset({Ending.UNKNOWN, Ending.CALLEE_HUNG_UP, Ending.AGENT_HUNG_UP, Ending.SILENCE})


def _telling(ending: Ending) -> tuple[bool, bool, str]:
    return (ending is not Ending.UNKNOWN, ending not in _PLAIN, ending.value)


def _weight(said: tuple[Utterance, ...], *, final: bool) -> tuple[Any, ...]:
    return (final, len(said), sum(len(each.text) for each in said), repr(said))


def _price(lines: tuple[CostLine, ...], *, final: bool) -> tuple[Any, ...]:
    return (final, sum(each.money.micros for each in lines), len(lines), repr(lines))
