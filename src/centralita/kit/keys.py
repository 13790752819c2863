"""The installation's secret keys: where they come from, and the ring that they form.

Newest first. The first one signs and encrypts; the others only verify and decrypt, until nothing needs them.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from centralita.kit.errors import AppError, Category

VARIABLE: Final = "CENTRALITA_SECRET_KEY"
FILE_NAME: Final = "secret.key"

_SHORTEST_IN_PRODUCTION: Final = 32
_FEWEST_DIFFERENT_CHARACTERS: Final = 10
# Long enough that a random key contains none of them by chance.
_WELL_KNOWN: Final = (
    "changeme",
    "change-me",
    "change_me",
    "insecure",
    "password",
    "replace",
    "secret-key",
    "secret_key",
)
_HOW_TO_MAKE_ONE: Final = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"


class SecretKeyMissing(AppError):
    """Production has no key of its own. Data: `variable`, `file`, and `make` is the command that makes one."""

    code = "secret_key_missing"
    category = Category.UNAVAILABLE


class SecretKeyWeak(AppError):
    """A key that others know or could guess. Data: `source`, `make`."""

    code = "secret_key_weak"
    category = Category.UNAVAILABLE


class SecretKeyExposed(AppError):
    """Other people on this machine can read the key file. Data: `file`, `mend` is the command that mends it."""

    code = "secret_key_exposed"
    category = Category.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Secret texts, newest first. Shown in a log or a traceback it gives nothing away."""

    texts: tuple[str, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.texts or not all(self.texts):
            raise ValueError("a key ring needs at least one key")

    @property
    def active(self) -> str:
        """The id of the newest key."""
        return _key_id(self.texts[0])

    def derive(self, purpose: str) -> dict[str, bytes]:
        """Key id → 32 bytes, apart for each purpose: a signing key tells nothing about an encryption key."""
        return {_key_id(text): _hkdf(text, f"centralita/{purpose}", 32) for text in self.texts}


def load_keys(home: Path, environ: Mapping[str, str]) -> KeyRing:
    """The ring of this installation.

    From `CENTRALITA_SECRET_KEY` (several separated by commas, newest first), else from `<home>/secret.key` (one
    a line, newest first), which is made when there is none, except where `CENTRALITA_ENV` is `production`: there
    the other processes would each make their own. Raises SecretKeyMissing, SecretKeyWeak, SecretKeyExposed.
    """
    production = environ.get("CENTRALITA_ENV", "").strip().lower() == "production"
    file = home / FILE_NAME
    given = _split(environ.get(VARIABLE, "").replace(",", "\n"))
    if given:
        ring, source = KeyRing(given), VARIABLE
    elif production and not file.exists():
        raise SecretKeyMissing(variable=VARIABLE, file=str(file), make=_HOW_TO_MAKE_ONE)
    else:
        ring, source = KeyRing(_read_or_make(file)), str(file)
    if production and any(_is_weak(text) for text in ring.texts):
        raise SecretKeyWeak(source=source, make=_HOW_TO_MAKE_ONE)
    return ring


def _read_or_make(file: Path) -> tuple[str, ...]:
    if not file.exists():
        _make(file)
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise SecretKeyExposed(file=str(file), mend=f"chmod 600 {file}")
    texts = _split(file.read_text("utf-8"))
    if not texts:
        raise SecretKeyMissing(variable=VARIABLE, file=str(file), make=_HOW_TO_MAKE_ONE)
    return texts


def _make(file: Path) -> None:
    """Write a new key whole or not at all; of several processes that try at once, one wins and all read its key."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(secrets.token_urlsafe(48) + "\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            return
    finally:
        draft.unlink(missing_ok=True)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in (line.strip() for line in text.splitlines()) if part)


def _is_weak(text: str) -> bool:
    return (
        len(text) < _SHORTEST_IN_PRODUCTION
        or len(set(text)) < _FEWEST_DIFFERENT_CHARACTERS
        or any(word in text.lower() for word in _WELL_KNOWN)
    )


def _key_id(text: str) -> str:
    return _hkdf(text, "centralita/key-id", 4).hex()


def _hkdf(text: str, info: str, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info.encode()).derive(text.encode())
