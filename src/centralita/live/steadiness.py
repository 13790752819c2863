"""When a conversation changes to the language that its caller writes: on evidence, never on a word.

Names, addresses and numbers are no language, so words that begin with a capital do not count. One message must be
long and clear, or two in a row must say the same; what came before a change is not held against it, and to change
back takes as much.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Letters of a message that decides alone, and how sure one must be of it.
ALONE_LETTERS: Final = 20
ALONE_SHARE: Final = 0.9
# Of each of two in a row.
PAIR_LETTERS: Final = 8
PAIR_SHARE: Final = 0.75

_NO_WORDS: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\{\{.*?\}\}|[\w-]*\d[\w-]*|[#@/]\w+", re.DOTALL)
# A sign of Chinese, Japanese or Korean says as much as some letters.
_SIGNS: Final = "\u2e80"
_WORTH: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# Where somebody lives says nothing of how they speak: a street with a number is an address, in any case.
_STREET: Final = re.compile(
    r"\b(?:calle|c/|avenida|avda|av|plaza|paseo|camino|carretera|ronda|carrer|avinguda|plaça|passeig|rúa|praza"
    r"|rua|travessa|alameda|praça|estrada|rodovia|largo|rue|avenue|boulevard|bd|chemin|impasse|quai"
    r"|street|st|road|rd|lane|drive|court|square|terrace|highway|via|viale|piazza|corso|vicolo|ulica|ul|ulitsa)\b"
    r"|\w(?:straße|strasse|str\.|gasse|platz|allee|weg|damm|straat|laan|plein|gracht|gatan|vägen|vej|gade|gata|veien|katu)\b",
    re.IGNORECASE,
)
_HOUSE: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Impression:
    """What a guesser makes of one message: the likeliest language, its share of all, the letters that count."""

    language: str
    share: float
    letters: int


def wording(text: str) -> str:
    """A message without what is of no language: addresses, numbers, placeholders."""
    if _HOUSE.search(text) and _STREET.search(text):
        return ""
    plain = _NO_WORDS.sub(" ", text)
    # Shouted words are words too.
    plain = plain.lower() if plain.isupper() else plain
    return " ".join(plain.split())


def letters_of(text: str) -> int:
    """Letters that tell a language: of words without a capital, and of what begins the message."""
    words = _WORD.findall(text)
    small = [word for word in words if not word[0].isupper()]
    # A message all of names says nothing.
    counted = [words[0], *small] if small and words[0][0].isupper() else small
    return sum(_WORTH if letter >= _SIGNS else 1 for word in counted for letter in word)


def change(current: str, impressions: Sequence[Impression]) -> str | None:
    """The language to change to; None to stay. `impressions` are of the caller's last messages, the newest last."""
    if not impressions:
        return None
    last = impressions[-1]
    if _base(last.language) == _base(current):
        return None
    if last.letters >= ALONE_LETTERS and last.share >= ALONE_SHARE:
        return last.language
    before = impressions[-2] if len(impressions) > 1 else None
    if before is not None and before.language == last.language and all(map(_likely, (before, last))):
        return last.language
    return None


def _likely(impression: Impression) -> bool:
    return impression.letters >= PAIR_LETTERS and impression.share >= PAIR_SHARE


def _base(language: str) -> str:
    return language.partition("-")[0]
