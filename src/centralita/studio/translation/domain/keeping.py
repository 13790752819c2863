"""What a translation must keep of its source: placeholders, markup, addresses, numbers, and terms that were agreed on."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

Fault = Literal["empty", "placeholders", "markup", "links", "numbers", "terms", "wordings", "too_long"]

PLACEHOLDER: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
LINK: Final = re.compile(r"\]\(([^()\s]+)\)")
ADDRESS: Final = re.compile(
    r"(?:https?://|mailto:|tel:)[^\s()<>\]]+[^\s()<>\].,;:!?]|[\w.+-]+@[\w-]+\.[\w.-]*\w"
)
_NUMBER: Final = re.compile(r"\d+(?:[ .,:'’\u00a0\u202f]\d+)*")
BULLET: Final = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s", re.MULTILINE)
# A time of day, as far as it is surely one.
_CLOCK: Final = re.compile(
    r"(?<![\d.,:])\d{1,2}(?:[:.h]\d{2})?[ \u00a0\u202f]?[ap]\.?[ \u00a0]?m\b\.?"
    r"|(?<![\d.,:])\d{1,2}[:h]\d{2}(?![\d:])|(?<![\d.,:])\d{1,2}(?:\.\d{2})?[ \u00a0\u202f]?(?:uhr|h|hs|hrs)\b",
    re.IGNORECASE,
)
# What a word is joined by. Scripts that put no spaces between words, or join a "the" or "in" to them, join nothing.
_JOINED: Final = r"[^\W\u0590-\u08ff\u0e00-\u0eff\u1780-\u17ff\u2e80-\U0010ffff]"
# So long an ending may be that a language puts to a name: "bei Ana Ruiz", "Solissa", "Anas".
_ENDING: Final = 4
# A translation may be longer than its source, but not a story.
_LONGER: Final = 4
_SHORT: Final = 60


@dataclass(frozen=True, slots=True)
class Terms:
    """`kept` stand in every language as they are; `wordings` are a language's own words for a term."""

    kept: tuple[str, ...] = ()
    wordings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def within(self, source: str) -> tuple[str, ...]:
        """The kept terms that a source has, the longest first, none that is only part of a longer one there."""
        left, found = source.casefold(), []
        for term in sorted(self.kept, key=len, reverse=True):
            pattern = _whole(term.casefold())
            if pattern.search(left):
                found.append(term)
                left = pattern.sub("\0", left)
        return tuple(found)

    def worded(self, source: str, language: str) -> dict[str, str]:
        """The agreed words in a language for the terms that a source has."""
        told = source.casefold()
        base = language.partition("-")[0]
        return {
            term: words
            for term, by_language in self.wordings.items()
            if (words := by_language.get(language) or by_language.get(base, ""))
            and _whole(term.casefold()).search(told)
        }


def faults(source: str, words: str, terms: Terms, language: str) -> tuple[Fault, ...]:
    """What a translation breaks, in a fixed order; nothing for one that keeps everything."""
    if not words.strip():
        return ("empty",)
    found: list[Fault] = []
    if _placeholders(source) != _placeholders(words):
        found.append("placeholders")
    if _markup(source) != _markup(words):
        found.append("markup")
    if _addresses(source) != _addresses(words):
        found.append("links")
    if not _same_numbers(source, words):
        found.append("numbers")
    if not all(_keeps(source, words, term) for term in terms.within(source)):
        found.append("terms")
    if any(agreed.casefold() not in words.casefold() for agreed in terms.worded(source, language).values()):
        found.append("wordings")
    if len(words) > _LONGER * max(len(source), _SHORT):
        found.append("too_long")
    return tuple(found)


def kept_parts(source: str, terms: Terms) -> list[tuple[str, bool]]:
    """The source in pieces, each with whether it stays as it is: placeholders, addresses and kept terms do."""
    patterns = [PLACEHOLDER.pattern, r"\]\([^()\s]+\)", ADDRESS.pattern]
    patterns += [_whole(term).pattern for term in terms.within(source)]
    cut = re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.DOTALL | re.IGNORECASE)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in cut.finditer(source):
        if found.start() > at:
            pieces.append((source[at : found.start()], False))
        pieces.append((found.group(), True))
        at = found.end()
    if at < len(source):
        pieces.append((source[at:], False))
    return pieces


def _whole(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!{_JOINED}){re.escape(term)}(?!{_JOINED})")


def _keeps(source: str, words: str, term: str) -> bool:
    """Whether a kept term begins a word there, whatever ending the language puts to it; written as in the source."""
    exact = _whole(term).search(source) is not None
    told = re.compile(
        rf"(?<!{_JOINED}){re.escape(term)}(?:{_JOINED}{{0,{_ENDING}}})(?!{_JOINED})",
        re.NOFLAG if exact else re.IGNORECASE,
    )
    return told.search(words) is not None


def _placeholders(text: str) -> Counter[str]:
    # What a filter says in quotes is words, as the default in `{{name | default: "you"}}`.
    return Counter("".join(_QUOTED.sub('""', each).split()) for each in PLACEHOLDER.findall(text))


def _markup(text: str) -> tuple[int, int, int, int]:
    plain = PLACEHOLDER.sub("", text)
    bullets = len(BULLET.findall(plain))
    without = BULLET.sub("", plain)
    return without.count("**"), without.count("*") % 2, len(LINK.findall(plain)), bullets


def _addresses(text: str) -> Counter[str]:
    plain = PLACEHOLDER.sub(" ", text)
    return Counter([*LINK.findall(plain), *ADDRESS.findall(LINK.sub("]", plain))])


def _same_numbers(source: str, words: str) -> bool:
    """Whether both tell the same numbers; a time of day is the same one in twelve hours as in twenty-four."""
    one, other = _figures(source), _figures(words)
    if _digits(one) == _digits(other):
        return True
    times = [[_readings(found) for found in _CLOCK.finditer(side)] for side in (one, other)]
    return _digits(_CLOCK.sub(" ", one)) == _digits(_CLOCK.sub(" ", other)) and _paired(*times)


def _figures(text: str) -> str:
    """What may tell numbers, in the figures that all of us write."""
    plain = ADDRESS.sub(" ", PLACEHOLDER.sub(" ", BULLET.sub(" ", text)))
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in plain)


def _digits(text: str) -> Counter[str]:
    """Digits without what groups them, which every language does in its own way."""
    return Counter(re.sub(r"\D", "", each) for each in _NUMBER.findall(text))


def _readings(found: re.Match[str]) -> frozenset[int]:
    """The minutes of the day that a time may stand for: without its half of the day there are two."""
    hour, minute = (int(each) for each in [*re.findall(r"\d+", found.group()), "0"][:2])
    half = re.search(r"[ap]", found.group(), re.IGNORECASE)
    if half:
        hour = hour % 12 + (12 if half.group() in "pP" else 0)
    hours = {hour} if half or not 1 <= hour <= 12 else {hour % 12, hour % 12 + 12}
    return frozenset(60 * each + minute for each in hours)


def _paired(times: Sequence[frozenset[int]], others: Sequence[frozenset[int]]) -> bool:
    """Whether each time is one of the others, and none is left."""
    left = list(others)
    for time in sorted(times, key=len):
        same = min((each for each in left if each & time), key=len, default=None)
        if same is None:
            return False
        left.remove(same)
    return not left


def terms_of(profile: Iterable[str], own: Sequence[tuple[str, bool, Mapping[str, str]]]) -> Terms:
    """The profile's names are kept unless a person has a rule of their own for one: `(term, keep, wordings)`."""
    ruled = {term.casefold() for term, _, _ in own}
    kept = [name for name in profile if name.strip() and name.casefold() not in ruled]
    kept += [term for term, keep, _ in own if keep]
    return Terms(tuple(dict.fromkeys(kept)), {term: words for term, keep, words in own if words and not keep})
