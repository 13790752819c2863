"""Keys that this installation derives from its one secret, each for its purpose."""

import os
from functools import lru_cache
from pathlib import Path

from centralita.config.environment import Environment
from centralita.kit.encryption import Cipher
from centralita.kit.keys import KeyRing, load_keys
from centralita.kit.signing import Signer


@lru_cache(maxsize=4)
def _ring(home: Path) -> KeyRing:
    return load_keys(home, os.environ)


def derive_texts(purpose: str, environment: Environment) -> list[str]:
    """Secret texts for a purpose, newest first: for parts that take a text as their key."""
    return [key.hex() for key in _ring(environment.home).derive(purpose).values()]


def signer(environment: Environment) -> Signer:
    """Signs tickets and conversation tokens."""
    ring = _ring(environment.home)
    return Signer(ring.derive("signing"), ring.active)


def cipher(environment: Environment) -> Cipher:
    """Seals provider secrets at rest."""
    return Cipher.of(_ring(environment.home))
