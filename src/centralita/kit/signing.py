"""Signed, expiring texts bound to one purpose: a token made for one door opens no other.

A token is `key id . body . signature`, each part URL-safe. The body can be read by whoever holds the token, so it
carries ids and limits, never secrets.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Final

import msgspec

from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import AppError, Category

# Longer than any token made here, short enough that hashing it costs nothing.
_LONGEST_TOKEN: Final = 4096
_SHORTEST_KEY: Final = 32


class InvalidToken(AppError):
    """Not a token of this purpose and of a key in use. It does not tell which of these."""

    code = "token_invalid"
    category = Category.UNAUTHENTICATED


class ExpiredToken(AppError):
    """Genuine, but its time is over."""

    code = "token_expired"
    category = Category.UNAUTHENTICATED


class _Body(msgspec.Struct, frozen=True, array_like=True):
    expires_at: int
    payload: dict[str, object]


class Signer:
    """Signs with the active key and accepts every key of the ring, so that keys can be changed without a gap.

    `keys` maps a key id (letters and digits) to at least 32 bytes.
    """

    def __init__(self, keys: Mapping[str, bytes], active: str, *, clock: Clock = system_clock) -> None:
        if active not in keys or any(
            len(key) < _SHORTEST_KEY or not name.isalnum() for name, key in keys.items()
        ):
            raise ValueError("a signer needs named keys of at least 32 bytes, and the active one among them")
        self._keys = dict(keys)
        self._active = active
        self._clock = clock
        self._decoder = msgspec.json.Decoder(_Body)

    def sign(self, purpose: str, payload: Mapping[str, object], ttl: timedelta) -> str:
        """Make a token that `verify` accepts for `ttl` from now. `payload` holds JSON values only."""
        expires_at = int((self._clock.now() + ttl).timestamp())
        body = _to_text(msgspec.json.encode(_Body(expires_at, dict(payload))))
        signed = f"{self._active}.{body}"
        return f"{signed}.{self._signature(self._active, purpose, signed)}"

    def verify(self, purpose: str, token: str) -> dict[str, object]:
        """The payload as it was signed. Raises InvalidToken or ExpiredToken."""
        signed, _, signature = token.rpartition(".")
        key_id, _, body = signed.partition(".")
        if len(token) > _LONGEST_TOKEN or not token.isascii() or key_id not in self._keys:
            raise InvalidToken
        if not hmac.compare_digest(self._signature(key_id, purpose, signed), signature):
            raise InvalidToken
        try:
            content = self._decoder.decode(_from_text(body))
        except (msgspec.DecodeError, ValueError):
            raise InvalidToken from None
        if content.expires_at <= self._clock.now().timestamp():
            raise ExpiredToken
        return content.payload

    def _signature(self, key_id: str, purpose: str, signed: str) -> str:
        # The length keeps (purpose, body) apart from any other pair that would join to the same bytes.
        message = f"{len(purpose.encode())}:{purpose}:{signed}".encode()
        return _to_text(hmac.digest(self._keys[key_id], message, sha256))


def _to_text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _from_text(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
