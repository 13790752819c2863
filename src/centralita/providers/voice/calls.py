"""A call as every platform can tell it: one whole snapshot, in our words and units, in whatever order they come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal
from uuid import UUID, uuid5

from centralita.kit.money import Money

# Under this name our id of a call travels to a platform and back.
CALL_KEY: Final = "centralita_call"


class CallStatus(StrEnum):
    """Where a call stands. It only moves forward; the last three are ends."""

    QUEUED = "queued"
    INITIATING = "initiating"
    RINGING = "ringing"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def rank(self) -> int:
        """Later is larger; all ends are equal."""
        return _RANKS[self]

    @property
    def ended(self) -> bool:
        """Whether nothing comes after it."""
        return self.rank == _END


_END = 4
_RANKS = {
    CallStatus.QUEUED: 0,
    CallStatus.INITIATING: 1,
    CallStatus.RINGING: 2,
    CallStatus.IN_PROGRESS: 3,
    CallStatus.COMPLETED: _END,
    CallStatus.FAILED: _END,
    CallStatus.CANCELLED: _END,
}


class Ending(StrEnum):
    """Why a call ended. What a platform says and this list does not know is UNKNOWN, beside the platform's word."""

    CALLEE_HUNG_UP = "callee_hung_up"
    AGENT_HUNG_UP = "agent_hung_up"
    TRANSFERRED = "transferred"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    DECLINED = "declined"
    SILENCE = "silence"
    TOO_LONG = "too_long"
    STOPPED = "stopped"
    OPTED_OUT = "opted_out"
    CALLBACK_WANTED = "callback_wanted"
    INVALID_NUMBER = "invalid_number"
    NO_FREE_LINE = "no_free_line"
    NO_CREDIT = "no_credit"
    BLOCKED = "blocked"
    PLATFORM_FAILED = "platform_failed"
    BRAIN_FAILED = "brain_failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said, or done. `at` and `ends` are seconds from the start of the call; confidence is 0 to 1."""

    role: Literal["agent", "callee", "tool", "system"]
    text: str
    at: float | None = None
    ends: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """A part of what a call cost, under the platform's name for it."""

    item: str
    money: Money


@dataclass(frozen=True, slots=True)
class CallSnapshot:
    """All that a platform tells of a call now. What it leaves out is None or empty, and then says nothing.

    `our_call` is the id that we sent along when we placed it. Moments are aware UTC, durations seconds, latencies
    milliseconds under names like `e2e_p50`. `cost_final` says that no more cost lines come.
    """

    call_id: str
    status: CallStatus
    our_call: UUID | None = None
    ending: Ending | None = None
    platform_reason: str = ""
    direction: Literal["inbound", "outbound", "web"] = "outbound"
    from_number: str = ""
    to_number: str = ""
    agent_id: str = ""
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    duration_seconds: float | None = None
    transcript: tuple[Utterance, ...] = ()
    transcript_final: bool = False
    summary: str = ""
    sentiment: Literal["", "positive", "neutral", "negative"] = ""
    successful: bool | None = None
    cost: tuple[CostLine, ...] = ()
    cost_final: bool = False
    recording_url: str = ""
    has_recording: bool = False
    latency_ms: Mapping[str, float] = field(default_factory=dict)
    collected: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallOrder:
    """A call to be placed. `our_call` comes back in every snapshot, and keeps a repeated order from dialling twice
    where the platform can tell.

    `from_number_id` is the platform's own id of the number where it has one, else the number. `version` is what the
    platform calls the version to run; empty is its newest published one.
    """

    our_call: UUID
    agent_id: str
    from_number: str
    from_number_id: str
    to_number: str
    version: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    ring_seconds: int = 30


@dataclass(frozen=True, slots=True)
class Placed:
    """The platform took the order. Its `call_id` is empty where it does not tell it: then the call is looked up."""

    call_id: str


@dataclass(frozen=True, slots=True)
class IceServer:
    """A server that helps a browser to find its way to the platform, as WebRTC names it."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


@dataclass(frozen=True, slots=True)
class WebCall:
    """A call from a browser: what the platform's client needs to join, and the id under which it is told."""

    call_id: str
    token: str
    url: str = ""
    ice_servers: tuple[IceServer, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveLine:
    """A call under way that a browser may hear, hidden from those who talk in it.

    `participant` is the listener as the platform calls it, who can be let in to speak.
    """

    participant: str
    token: str
    url: str
    ice_servers: tuple[IceServer, ...] = ()


def conversation_id_of(account_id: UUID, platform_call: str) -> UUID:
    """The id of the conversation in a call that a platform began: always the same for the same call."""
    return uuid5(account_id, platform_call)


@dataclass(frozen=True, slots=True)
class CallPage:
    """Some calls, and where to go on; an empty cursor is the end."""

    calls: tuple[CallSnapshot, ...]
    cursor: str = ""
