"""What came of a call, drawn from how it ended and from what its analysis collected."""

from collections.abc import Iterable, Mapping
from typing import Final

from centralita import engine
from centralita.operations.calls.domain.words import OUTCOMES, Outcome
from centralita.providers.voice.calls import CallStatus, Ending, Utterance

# What the ending alone decides, whatever else was told.
_DECIDED: Final[Mapping[Ending, Outcome]] = {
    Ending.OPTED_OUT: Outcome.OPTED_OUT,
    Ending.VOICEMAIL: Outcome.VOICEMAIL,
    Ending.CALLBACK_WANTED: Outcome.CALLBACK_REQUESTED,
    Ending.NO_ANSWER: Outcome.NO_ANSWER,
    Ending.DECLINED: Outcome.NO_ANSWER,
    Ending.BUSY: Outcome.BUSY,
    Ending.INVALID_NUMBER: Outcome.INVALID_NUMBER,
}
# Where agents are told to write what came of the talk.
_NAMES: Final = ("outcome", "call_outcome")


def outcome_of(
    status: CallStatus, ending: Ending | None, *, answered: bool, collected: Mapping[str, object]
) -> str:
    """An outcome's word; empty while the call goes on, and for what failed before anybody could answer."""
    if not status.ended:
        return ""
    if ending is not None and ending in _DECIDED:
        return _DECIDED[ending].value
    if not answered:
        return ""
    for name in _NAMES:
        word = str(collected.get(name) or "").strip().lower().replace(" ", "_")
        if word in OUTCOMES:
            return word
    return Outcome.ANSWERED.value


def wants_no_calls(transcript: Iterable[Utterance], ending: Ending | None) -> bool:
    """Whether the person called demanded not to be called again. What a machine says is nobody's demand."""
    return ending is not Ending.VOICEMAIL and any(
        engine.wants_no_calls(each.text) for each in transcript if each.role == "callee"
    )
