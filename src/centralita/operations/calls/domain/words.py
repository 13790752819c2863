"""The words of a call that are ours and no platform's."""

from enum import StrEnum
from typing import Final, Literal

from centralita.providers.voice.calls import CallStatus, Ending

Kind = Literal["prospecting", "qualification", "follow_up", "closing"]
Direction = Literal["inbound", "outbound", "web"]
Evidence = Literal["", "webhook", "asked", "placing", "us"]
TranscriptStatus = Literal["pending", "processing", "completed", "failed"]

KINDS: Final[tuple[Kind, ...]] = ("prospecting", "qualification", "follow_up", "closing")
DIRECTIONS: Final = ("inbound", "outbound", "web")
EVIDENCE: Final = ("", "webhook", "asked", "placing", "us")
TRANSCRIPT: Final = ("pending", "processing", "completed", "failed")
STATUSES: Final = tuple(each.value for each in CallStatus)
ENDINGS: Final = tuple(each.value for each in Ending)
RUNNING: Final = tuple(each.value for each in CallStatus if not each.ended)


class Outcome(StrEnum):
    """What came of a call, apart from how it ended at the platform."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    INTERESTED = "interested"
    NOT_INTERESTED = "not_interested"
    CALLBACK_REQUESTED = "callback_requested"
    BOOKED = "booked"
    OPTED_OUT = "opted_out"
    INVALID_NUMBER = "invalid_number"


OUTCOMES: Final = tuple(each.value for each in Outcome)


class Placing(StrEnum):
    """How far our own part of a dial is. Only WAITING may be claimed: from CLAIMED on the platform may have dialled."""

    NONE = ""
    WAITING = "waiting"
    CLAIMED = "claimed"
    PLACED = "placed"


class RecordingStatus(StrEnum):
    """Where the audio is. NONE: the platform has not said that there is any."""

    NONE = ""
    PENDING = "pending"
    STORED = "stored"
    MISSING = "missing"
    TOO_LARGE = "too_large"
    FAILED = "failed"
