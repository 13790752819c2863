"""Encryption of secrets at rest: AES-256-GCM under a ring of keys that can be changed without losing a byte.

What is stored is `version (1) · key id (4) · nonce (12) · ciphertext and tag`. The context (which row, which
column) is authenticated with it, so that a secret copied to another row does not open there.
"""

import os
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from centralita.kit.errors import AppError, Category
from centralita.kit.keys import KeyRing

_VERSION: Final = b"\x01"
_KEY_ID_LENGTH: Final = 4
_NONCE_LENGTH: Final = 12
_TAG_LENGTH: Final = 16
HEAD_LENGTH: Final = len(_VERSION) + _KEY_ID_LENGTH
_SHORTEST: Final = HEAD_LENGTH + _NONCE_LENGTH + _TAG_LENGTH


class Undecryptable(AppError):
    """Not sealed by us, altered, sealed for another context, or under a key that is no longer in the ring.

    Data: `reason` is `key_missing` (bring the old key back behind a comma) or `damaged`.
    """

    code = "undecryptable"
    category = Category.UNAVAILABLE


class Standing(StrEnum):
    """How a sealed value stands towards the ring, as its first HEAD_LENGTH bytes tell."""

    ACTIVE = "active"
    OLD = "old"
    KEY_MISSING = "key_missing"
    DAMAGED = "damaged"


class Cipher:
    """Seals with the active key and opens with any key of the ring.

    `keys` maps a key id of eight hexadecimal digits to 32 bytes.
    """

    def __init__(self, keys: Mapping[str, bytes], active: str) -> None:
        if active not in keys:
            raise ValueError("the active key must be in the ring")
        self._ciphers = {bytes.fromhex(name): AESGCM(_checked(key)) for name, key in keys.items()}
        self.active = active
        self._active = bytes.fromhex(active)

    @classmethod
    def of(cls, ring: KeyRing) -> Self:
        """The cipher for secrets at rest under this installation's keys."""
        return cls(ring.derive("encryption"), ring.active)

    def encrypt(self, plain: bytes, context: bytes) -> bytes:
        """Seal `plain`; only the same `context` opens it again. 33 bytes longer than `plain`."""
        head = self.active_head
        nonce = os.urandom(_NONCE_LENGTH)
        return head + nonce + self._ciphers[self._active].encrypt(nonce, plain, head + context)

    def decrypt(self, sealed: bytes, context: bytes) -> bytes:
        """The plain bytes. Raises Undecryptable."""
        head, nonce, body = (
            sealed[:HEAD_LENGTH],
            sealed[HEAD_LENGTH : HEAD_LENGTH + _NONCE_LENGTH],
            sealed[HEAD_LENGTH + _NONCE_LENGTH :],
        )
        if len(sealed) < _SHORTEST or not head.startswith(_VERSION):
            raise Undecryptable(reason="damaged")
        cipher = self._ciphers.get(head[len(_VERSION) :])
        if cipher is None:
            raise Undecryptable(reason="key_missing")
        try:
            return cipher.decrypt(nonce, body, head + context)
        except InvalidTag:
            raise Undecryptable(reason="damaged") from None

    @property
    def active_head(self) -> bytes:
        """What all begins with that is sealed under the active key."""
        return _VERSION + self._active

    def standing(self, sealed: bytes) -> Standing:
        """Under which key this was sealed. Nothing is opened; the first HEAD_LENGTH bytes are enough."""
        head = sealed[:HEAD_LENGTH]
        if head == self.active_head:
            return Standing.ACTIVE
        if len(head) < HEAD_LENGTH or not head.startswith(_VERSION):
            return Standing.DAMAGED
        return Standing.OLD if head[len(_VERSION) :] in self._ciphers else Standing.KEY_MISSING


def _checked(key: bytes) -> bytes:
    if len(key) != 32:
        raise ValueError("a key is 32 bytes")
    return key
