"""Who is at the other end: the last two digits of the number that is called say it. Told in docs/reference/sandbox.md."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Pickup(StrEnum):
    """What becomes of the ringing."""

    ANSWERS = "answers"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    DECLINES = "declines"
    VOICEMAIL = "voicemail"
    INVALID = "invalid"


class Mood(StrEnum):
    """How somebody who answers goes on."""

    FRIENDLY = "friendly"
    OPTS_OUT = "opts_out"
    HANGS_UP = "hangs_up"
    SILENT = "silent"
    OTHER_LANGUAGE = "other_language"
    LONG_TALKER = "long_talker"
    WRONG_NUMBER = "wrong_number"
    NOT_INTERESTED = "not_interested"
    CALL_LATER = "call_later"
    INTERRUPTS = "interrupts"
    PRESSES_KEYS = "presses_keys"
    WANTS_PERSON = "wants_person"
    HESITATES = "hesitates"


@dataclass(frozen=True, slots=True)
class Persona:
    """Rings for `rings` seconds, then `pickup`; `thinks` is how many seconds pass before an answer."""

    pickup: Pickup = Pickup.ANSWERS
    mood: Mood = Mood.FRIENDLY
    rings: float = 4.0
    thinks: float = 0.9


_BY_DIGITS: Final = {
    "01": Persona(Pickup.BUSY, rings=1.5),
    "02": Persona(Pickup.NO_ANSWER),
    "03": Persona(Pickup.DECLINES, rings=3.0),
    "04": Persona(Pickup.VOICEMAIL, rings=8.0),
    "05": Persona(mood=Mood.OPTS_OUT),
    "06": Persona(mood=Mood.HANGS_UP),
    "07": Persona(mood=Mood.SILENT),
    "08": Persona(mood=Mood.OTHER_LANGUAGE),
    "09": Persona(mood=Mood.LONG_TALKER, thinks=1.5),
    "10": Persona(mood=Mood.WRONG_NUMBER),
    "11": Persona(mood=Mood.NOT_INTERESTED),
    "12": Persona(mood=Mood.CALL_LATER),
    "13": Persona(mood=Mood.INTERRUPTS, thinks=0.4),
    "14": Persona(mood=Mood.PRESSES_KEYS),
    "15": Persona(Pickup.INVALID, rings=1.0),
    "16": Persona(mood=Mood.WANTS_PERSON),
    "17": Persona(mood=Mood.HESITATES, thinks=2.0),
}


def persona_of(number: str) -> Persona:
    """Who answers this number; everybody whose last digits are not listed is friendly."""
    return _BY_DIGITS.get(number[-2:], Persona())
