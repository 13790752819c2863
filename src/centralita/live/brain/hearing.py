"""What is new in a transcript that comes whole each time, and what of our words was really heard. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

_WORD: Final = re.compile(r"\w+")
_UNINTELLIGIBLE: Final = re.compile(r"\((?:unintelligible|inaudible)[^)]{0,40}\)", re.IGNORECASE)
_MOST_DIGITS: Final = 64
# So many words may be missing from what a platform says was spoken without anybody having been cut short.
_SLACK: Final = 1


class Line(msgspec.Struct):
    """One entry: what the agent or the caller said, or a key that was pressed. Other roles say nothing to us."""

    role: str = ""
    content: str = ""
    digit: str = ""


@dataclass(frozen=True, slots=True)
class Fresh:
    """What the caller said and pressed since the last time, and what they heard of the agent before it."""

    text: str
    digits: str
    heard: str
    key: str


@dataclass(slots=True)
class Ear:
    """Remembers how much of the transcript the agent has been told."""

    _given: list[str] = field(default_factory=list)
    _pressed: int = 0

    def begin_at(self, lines: Sequence[Line]) -> None:
        """A line that was cut is on again: what the agent has answered was heard."""
        last = max((at for at, line in enumerate(lines) if line.role == "agent"), default=-1)
        before = lines[: last + 1]
        self._given = [line.content for line in before if line.role == "user"]
        self._pressed = sum(line.role == "dtmf" for line in before)

    def listen(self, lines: Sequence[Line]) -> Fresh:
        """Everything new, once."""
        said = [line.content for line in lines if line.role == "user"]
        pressed = [line.digit for line in lines if line.role == "dtmf"]
        new = said[len(self._given) :]
        if self._given and len(said) >= len(self._given):
            before, now = self._given[-1], said[len(self._given) - 1]
            if len(now) > len(before) and now.startswith(before):
                # The caller went on in the same breath.
                new = [now[len(before) :], *new]
        heard = self._heard(lines, len(self._given))
        digits = "".join(pressed[self._pressed :])
        if len(said) >= len(self._given):
            self._given = said
        self._pressed = max(self._pressed, len(pressed))
        text = " ".join(" ".join(_UNINTELLIGIBLE.sub(" ", one).split()) for one in new).strip()
        return Fresh(text, digits[:_MOST_DIGITS], heard, f"{len(said)}.{len(pressed)}:{' '.join(new)}")

    @staticmethod
    def _heard(lines: Sequence[Line], given: int) -> str:
        """The agent's words between the last thing that it was told and what is new."""
        users = 0
        words: list[str] = []
        for line in lines:
            if line.role == "user":
                users += 1
                if users <= given:
                    words.clear()
                continue
            if line.role == "agent" and users == given:
                words.append(line.content)
        return " ".join(words)


def cut_short(sent: str, heard: str) -> bool:
    """Whether the caller heard less than what was sent to be spoken."""
    sent_words, heard_words = _WORD.findall(sent.lower()), _WORD.findall(heard.lower())
    return len(heard_words) + _SLACK < len(sent_words)
