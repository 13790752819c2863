"""Second steps at rest: the seeds of codes are sealed, so that a copy of the database signs nobody in."""

import base64
from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from centralita.kit.encryption import HEAD_LENGTH, Cipher, Standing, Undecryptable

# Kind of authenticator → where its seed is. Passkeys keep public keys only.
SEEDS: Final = {"totp": "secret", "recovery_codes": "seed"}
_MARK: Final = "sealed:"
_CONTEXT: Final = b"second_step"


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library ships no types
    """Seals what allauth would keep as it is."""

    def encrypt(self, text: str) -> str:
        return seal(settings.CIPHER, text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(settings.CIPHER, encrypted_text)


def seal(cipher: Cipher, seed: str) -> str:
    """The seed as its row keeps it."""
    return _MARK + base64.b64encode(cipher.encrypt(seed.encode(), _CONTEXT)).decode()


def unseal(cipher: Cipher, kept: str) -> str:
    """The seed. One that was kept before seeds were sealed is taken as it is. Raises Undecryptable."""
    return cipher.decrypt(_bytes(kept), _CONTEXT).decode() if kept.startswith(_MARK) else kept


def standing(cipher: Cipher, kept: str) -> Standing:
    """Under which key the seed is sealed; one that is not at all counts as under an old one."""
    if not kept.startswith(_MARK):
        return Standing.OLD
    try:
        return cipher.standing(_bytes(kept)[:HEAD_LENGTH])
    except Undecryptable:
        return Standing.DAMAGED


def _bytes(kept: str) -> bytes:
    try:
        return base64.b64decode(kept.removeprefix(_MARK), validate=True)
    except ValueError:
        raise Undecryptable(reason="damaged") from None
