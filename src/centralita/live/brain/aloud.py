"""What of a message is still to be said when parts of it were said as they were written."""

from centralita.live.brain.speech import Speech, choices_spoken
from centralita.live.wire import MessageOut


class Aloud:
    """The words of one answer: pieces of what a model writes, and the messages that they become."""

    def __init__(self) -> None:
        self._speech = Speech()
        self._effect = ""
        self._written = ""
        self._spoke = False

    def begin(self) -> None:
        """A new answer: what was written of the one before is not gone on with."""
        self._speech = Speech()
        self._effect = self._written = ""
        self._spoke = False

    def take_spoke(self) -> bool:
        """Whether anything was said since this was asked last."""
        spoke, self._spoke = self._spoke, False
        return spoke

    def piece(self, effect: str, text: str) -> str:
        """A piece that a model wrote for this effect, as it is said."""
        if effect != self._effect:
            self._speech, self._effect, self._written = Speech(), effect, ""
        if not self._written:
            text = text.lstrip()
        self._written += text
        return self._told(self._speech.feed(text))

    def message(self, message: MessageOut, language: str) -> str:
        """What of a message was not said yet, with its choices, as it is said."""
        written, speech = self._written, self._speech
        self._speech, self._effect, self._written = Speech(), "", ""
        rest = rest_of(message.text, written)
        said = (speech.feed(rest) + speech.flush()) if written else self._speech.feed(rest)
        if not written:
            said += self._speech.flush()
        choices = choices_spoken(message.text, message.choices or (), language)
        said = f"{said.rstrip()} {choices}" if choices else said
        if not said.strip() and not written:
            return ""
        # The next words are another sentence.
        return self._told(f"{said.rstrip()} ")

    def _told(self, said: str) -> str:
        self._spoke = self._spoke or bool(said.strip())
        return said


def rest_of(message: str, written: str) -> str:
    """What follows in a message after what was written of it already. Marks that were taken out between do not count:
    a message that begins as it was written goes on from there, one that says something else is said whole.
    """
    begun = written.rstrip()
    if message.startswith(begun):
        rest = message[len(begun) :]
        return rest if written == begun else rest.lstrip()
    pairs = enumerate(zip(message, begun, strict=False))
    shared = next((at for at, (one, other) in pairs if one != other), min(len(message), len(begun)))
    if shared * 2 < len(begun):
        return message
    # The end of what was written is looked for: what changed in between has been heard.
    tail = begun[-12:]
    at = message.find(tail, shared - len(tail) if shared > len(tail) else 0)
    return message[at + len(tail) :] if at >= 0 else message[shared:]
