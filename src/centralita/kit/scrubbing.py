"""Taking secrets out of what is logged: by the name they stand under, and by how they look. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

HIDDEN: Final = "[hidden]"

_DEEPEST: Final = 6

_SECRET_NAME: Final = re.compile(
    r"secret|passw(?:or)?d|token|authori[sz]ation|api[_-]?key|private[_-]?key|access[_-]?key|credential|cookie|\bdsn\b",
    re.IGNORECASE,
)

_SECRET_VALUES: Final = (
    # Ours: publishable and secret keys, conversation tokens, test tickets.
    re.compile(r"\b(?:cpk|csk|cct|ctt)_[\w.~-]{4,}"),
    # Vendors': OpenAI, Anthropic, Stripe, Groq, Google, AWS, Slack, GitHub, Retell, webhook secrets.
    re.compile(r"\b(?:sk|pk|rk)[-_][\w-]{12,}"),
    re.compile(r"\b(?:gsk|xai|whsec|key|r8|hf|glpat)[-_][A-Za-z0-9+/=_-]{16,}"),
    re.compile(r"\bAIza[\w-]{20,}"),
    re.compile(r"\b(?:AKIA|ASIA|ABIA)[0-9A-Z]{12,}"),
    re.compile(r"\bxox[a-z]-[\w-]{8,}"),
    re.compile(r"\b(?:gh[pousr]|github_pat)_\w{16,}"),
    re.compile(r"\beyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)*"),
    re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL),
)

# Each keeps its first group and hides the rest.
_SECRET_PLACES: Final = (
    re.compile(r"(authorization[\"']?\s*[:=]\s*[\"']?)[^\r\n\"',;]{4,}", re.IGNORECASE),
    re.compile(r"(\b(?:Bearer|Basic|Token)\s+)[A-Za-z0-9+/=._~-]{6,}", re.IGNORECASE),
    re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^\s/?#@]+(?=@)", re.IGNORECASE),
    re.compile(
        r"([?&][\w-]*(?:key|token|secret|password|signature|ticket|sig|code)=)[^&\s\"'#]+", re.IGNORECASE
    ),
    re.compile(
        r"((?:secret|passw(?:or)?d|token|api[_-]?key)[\"']?\s*[:=]\s*[\"']?)[^\s\"',;&}]{4,}",
        re.IGNORECASE,
    ),
)


def scrub_text(text: str) -> str:
    """The text with everything that looks like a secret hidden."""
    for pattern in _SECRET_VALUES:
        text = pattern.sub(HIDDEN, text)
    for pattern in _SECRET_PLACES:
        text = pattern.sub(rf"\g<1>{HIDDEN}", text)
    return text


def names_a_secret(name: str) -> bool:
    """Whether what stands under this name is a secret whatever it looks like."""
    return _SECRET_NAME.search(name) is not None


def looks_secret(text: str) -> bool:
    """Whether something in it has the shape of a key, whatever it stands under."""
    return any(pattern.search(text) for pattern in _SECRET_VALUES)


@dataclass(slots=True)
class Scrubber:
    """Takes secrets out of one text after another, and counts them: for what is brought in from elsewhere."""

    found: int = 0

    def text(self, text: str) -> str:
        """The text with everything that looks like a secret hidden."""
        scrubbed = scrub_text(text)
        self.found += max(0, scrubbed.count(HIDDEN) - text.count(HIDDEN))
        return scrubbed


def scrub(value: object, name: str = "", depth: int = 0) -> object:
    """A value fit for a log. Counts of tokens stay; texts under a secret name and what looks like one go."""
    if isinstance(value, bool | int | float) or value is None:
        return value
    if _SECRET_NAME.search(name):
        return HIDDEN
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {str(key): scrub(inner, str(key), depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [scrub(inner, "", depth + 1) for inner in value]
    return f"<{len(value)} bytes>" if isinstance(value, bytes) else scrub_text(str(value))
