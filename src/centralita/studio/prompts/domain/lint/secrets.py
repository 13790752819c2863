"""Keys, passwords and card numbers, which no prompt may hold: whoever talks with the agent can have it say them."""

import re
from collections.abc import Iterator
from typing import Final

from centralita.kit.scrubbing import HIDDEN, scrub_text
from centralita.studio.prompts.domain.lint.finding import Finding

_CARD: Final = re.compile(r"\b(?:\d[ -]?){13,19}\b")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b")
_WORD_FOR: Final = r"(?:password|passphrase|passcode|contraseña|clave|senha|palavra-passe|\bPIN)"
# With a digit in it, whatever stands between: "clave de acceso: 4821", "door code is 48213".
_PASSWORD: Final = re.compile(
    rf"(?:{_WORD_FOR}|(?:código|code)(?=\s+(?:de|da|do|for)\s)|(?:access|door|alarm|gate|entry|security) code)"
    r"(?:\s+(?:de|del|de la|do|da|of|for|to)(?:\s+(?:the|la|el|o|a))?\s+(?:acceso|acesso|entrada|entry|access|seguridad|segurança|"
    r"puerta|porta|door|alarma|alarme|alarm|wi-?fi|red|rede|network|caja|cofre|safe))?"
    r"(?:\s+(?:is|es|é))?\s*[:=]?\s+[\"'«“]?(?=\S*\d)([^\s\"'»”.,;{}]{4,})",
    re.IGNORECASE,
)
_POSTAL: Final = re.compile(r"c[oó]digo\s+(?:de\s+)?(?:postal|[aá]rea|pa[ií]s)", re.IGNORECASE)
# Without one, only as a name that is told or that ends the sentence: "the wifi password is Sunshine".
_WIFI: Final = re.compile(
    rf"(?i:\b(?:wi-?fi|wlan)\s+(?:{_WORD_FOR}|key)|(?:{_WORD_FOR}|key)\s+(?:del?|de la|do|da|of|for)\s+(?:the\s+)?(?:wi-?fi|wlan)\b)"
    r"(?:\s+(?:is|es|é)\s+[\"'«“]?(?P<told>[A-Z][\w!@#$%-]{4,})|\s*[:=]?\s*[\"'«“]?(?P<last>[A-Z][\w!@#$%-]{4,})(?=[\"'»”.,;!]*(?:\s*$|\s*\n)))",
    re.MULTILINE,
)
_WEBHOOK: Final = re.compile(
    r"https://(?:hooks\.slack\.com/(?:services|workflows|triggers)/[\w/-]{12,}|[\w.-]*discord(?:app)?\.com/api/webhooks/\d+/[\w-]{16,}"
    r"|[\w.-]+\.webhook\.office\.com/\S{20,})"
)
# Nothing but hexadecimal digits is a key where the line speaks of one, and the number of something else.
_HEX: Final = re.compile(r"(?<![0-9A-Za-z-])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{32,64}(?![0-9A-Za-z-])")
_KEY_WORD: Final = re.compile(r"key|token|secret|clave|secreto|senha|chave|segredo|\bapi\b", re.IGNORECASE)
# What the logs hide on suspicion is an ordinary word in a text: "a basic cleaning", "the secret: listening well".
_PLAIN_WORDS: Final = re.compile(
    r"\b(?:Bearer|Basic|Token)(?=\s+[^\W\d_]+(?:[\s.,;:!?)]|$))"
    r"|\b(?:secrets?|tokens?|passw(?:or)?ds?|api[_ -]?keys?)(?=\s*[:=]\s*[\"']?[^\W\d_]+\s+[^\W\d_])"
    r"|\b(?:secrets?|tokens?)(?=\s*[:=]\s*[\"']?[^\W\d_]+(?:[\s.,;!?]|$))",
    re.IGNORECASE,
)


def secrets(text: str) -> Iterator[Finding]:
    """Where something looks like a secret."""
    places = [*_scrubbed(_PLAIN_WORDS.sub(lambda match: "·" * len(match[0]), text))]
    places += [(match.start(), match.end()) for match in _CARD.finditer(text) if _is_card(match[0])]
    places += [(match.start(), match.end()) for match in _IBAN.finditer(text) if _is_iban(match[0])]
    places += [
        (match.start(1), match.end(1)) for match in _PASSWORD.finditer(text) if not _POSTAL.match(match[0])
    ]
    places += [match.span("told" if match["told"] else "last") for match in _WIFI.finditer(text)]
    places += [(match.start(), match.end()) for match in _WEBHOOK.finditer(text)]
    places += [(match.start(), match.end()) for match in _HEX.finditer(text) if _speaks_of_keys(text, match)]
    last = -1
    for start, end in sorted(places):
        if start >= last:
            yield Finding("secret", "error", start, end)
            last = end


def _speaks_of_keys(text: str, match: "re.Match[str]") -> bool:
    begin = text.rfind("\n", 0, match.start()) + 1
    return _KEY_WORD.search(text, begin, match.start()) is not None


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
