"""Keys, passwords and card numbers, which no prompt may hold: whoever talks with the agent can have it say them."""

import re
from collections.abc import Iterator
from typing import Final

from centralita.kit.scrubbing import HIDDEN, scrub_text
from centralita.studio.prompts.domain.lint.finding import Finding

_CARD: Final = re.compile(r"\b(?:\d[ -]?){13,19}\b")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b")
_PASSWORD: Final = re.compile(
    r"(?:password|passcode|contraseña|clave|senha|\bPIN)(?:\s+(?:is|es|é))?\s*[:=]?\s+[\"'«“]?(?=\S*\d)([^\s\"'»”.,;]{4,})",
    re.IGNORECASE,
)


def secrets(text: str) -> Iterator[Finding]:
    """Where something looks like a secret."""
    places = [*_scrubbed(text)]
    places += [(match.start(), match.end()) for match in _CARD.finditer(text) if _is_card(match[0])]
    places += [(match.start(), match.end()) for match in _IBAN.finditer(text) if _is_iban(match[0])]
    places += [(match.start(1), match.end(1)) for match in _PASSWORD.finditer(text)]
    last = -1
    for start, end in sorted(places):
        if start >= last:
            yield Finding("secret", "error", start, end)
            last = end


def _scrubbed(text: str) -> Iterator[tuple[int, int]]:
    """Where the logs' own rules would hide something, line by line."""
    begin = 0
    for line in text.split("\n"):
        hidden = scrub_text(line) if len(line) < 5_000 else line
        if hidden != line and HIDDEN not in line:
            before, after = _common(line, hidden)
            yield begin + before, begin + max(before + 1, len(line) - after)
        begin += len(line) + 1


def _common(line: str, hidden: str) -> tuple[int, int]:
    """How much of both ends of a line stayed."""
    alike = (place for place, (one, other) in enumerate(zip(line, hidden, strict=False)) if one != other)
    before = min(next(alike, len(line)), hidden.index(HIDDEN))
    rest = hidden[hidden.rindex(HIDDEN) + len(HIDDEN) :]
    return before, len(rest) if line.endswith(rest) else 0


def _is_card(text: str) -> bool:
    """Luhn's check, so that long numbers of orders are not taken for cards."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 2:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _is_iban(text: str) -> bool:
    bare = text.replace(" ", "")
    if not 15 <= len(bare) <= 34:
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
