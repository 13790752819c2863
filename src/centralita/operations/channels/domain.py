"""Pure rules of channels: their keys, the pages that may show them, and how they look."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.engine.data import LANGUAGE_PATTERN
from centralita.kit.errors import AppError, Category, Invalid
from centralita.kit.ids import MalformedId, OrganizationId, from_text, to_text

KEY_PREFIX = "cpk"
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ORGANIZATION_LENGTH = 26
_SECRET_LENGTH = 26
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST_ORIGIN = 255


class MalformedKey(AppError):
    """The text is no key of a channel. Answers like a wrong one."""

    code = "unauthenticated"
    category = Category.UNAUTHENTICATED


class MalformedOrigin(Invalid):
    """Not `https://host`, `https://host:port` or `https://*.host`. Data: `origin`."""

    code = "origin_malformed"


def make_key(organization_id: OrganizationId) -> str:
    """A new publishable key: `cpk_`, the organization, and 130 random bits."""
    organization = to_text(KEY_PREFIX, organization_id)
    return organization + "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET_LENGTH))


def parse_key(key: str) -> OrganizationId:
    """The organization that a key says it belongs to. Whether the key exists, its `channel` table tells."""
    head, _, body = key.partition("_")
    secret = body[_ORGANIZATION_LENGTH:]
    if len(secret) != _SECRET_LENGTH or not set(secret) <= set(_ALPHABET):
        raise MalformedKey
    try:
        return OrganizationId(from_text(KEY_PREFIX, f"{head}_{body[:_ORGANIZATION_LENGTH]}"))
    except MalformedId:
        raise MalformedKey from None


def normal_origin(text: str) -> str:
    """The origin in one form: lower case, no default port, no path. Raises MalformedOrigin.

    A first label `*` stands for any subdomain at any depth, not for the domain itself.
    """
    written = text.strip().rstrip("/").lower()
    try:
        parts = urlsplit(written)
        port = parts.port
        host = _ascii_host(parts)
    except ValueError:
        raise MalformedOrigin(origin=text[:_LONGEST_ORIGIN]) from None
    plain = parts.scheme in _DEFAULT_PORTS and not (
        parts.path or parts.query or parts.fragment or parts.username or parts.password
    )
    if not plain or not _is_host(host) or len(written) > _LONGEST_ORIGIN:
        raise MalformedOrigin(origin=text[:_LONGEST_ORIGIN])
    shown = f"[{host}]" if ":" in host else host
    suffix = "" if port is None or port == _DEFAULT_PORTS[parts.scheme] else f":{port}"
    return f"{parts.scheme}://{shown}{suffix}"


def _ascii_host(parts: SplitResult) -> str:
    """The host as a browser's `Origin` header writes it; UnicodeError, a ValueError, when it has no such form."""
    host = parts.hostname or ""
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _is_host(host: str) -> bool:
    bare = host.removeprefix("*.")
    if not bare or "*" in bare or (bare != host and "." not in bare):
        return False
    return ":" in bare or all(
        label and len(label) <= 63 and label.replace("-", "a").replace("_", "a").isalnum()
        for label in bare.split(".")
    )


def origin_allowed(origin: str | None, allowed: Sequence[str], own: str) -> bool:
    """Whether a page of this origin may use the key.

    `origin` is the browser's `Origin` header, None when there is none (not a browser: nothing to be bound to).
    `allowed` holds normal origins. The installation's `own` origin always may: every channel has a page there.
    """
    if origin is None:
        return True
    try:
        asked = normal_origin(origin)
    except MalformedOrigin:
        return False
    if "*" in asked:
        return False
    return any(_matches(asked, rule) for rule in (normal_origin(own), *allowed))


def _matches(asked: str, rule: str) -> bool:
    if "://*." not in rule:
        return asked == rule
    scheme, _, domain = rule.partition("://*")
    return asked.startswith(f"{scheme}://") and asked.endswith(domain)


def normal_origins(texts: Iterable[str]) -> list[str]:
    """Origins in one form, each once, in the order given."""
    return list(dict.fromkeys(normal_origin(text) for text in texts))


Phrase = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
PhraseByLanguage = Annotated[
    dict[Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)], Phrase], Field(max_length=20)
]


class WidgetSettings(BaseModel):
    """How the widget looks. Texts are by language; where one is missing or empty, the built-in text is used.

    `ai_notice` changes the words of the notice that an AI answers, never whether it is shown.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"position": "right", "color": "#0f766e", "greeting": {"es": "¿Le ayudo?"}}]
        },
    )

    position: Literal["right", "left"] = "right"
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] | None = Field(
        default=None, description="The organization's own colour when empty"
    )
    theme: Literal["auto", "light", "dark"] = "auto"
    greeting: PhraseByLanguage = {}
    ai_notice: PhraseByLanguage = {}
    attachments: bool = True
    calls: bool = Field(
        default=False,
        description="Whether visitors may speak with the agent, where it is deployed to a platform with web calls",
    )

    @classmethod
    def stored(cls, settings: object) -> Self:
        """The settings of a stored row, whatever an older version left in it."""
        known = settings if isinstance(settings, dict) else {}
        return cls.model_validate({name: known[name] for name in cls.model_fields if name in known})
