"""Numbers as hashes under a key of the organization's own, for the control plane and the live plane alike. Pure."""

import hmac
from hashlib import sha256
from typing import Final
from uuid import UUID

KEY_LENGTH: Final = 32


def key_context(organization_id: UUID) -> bytes:
    """What the key is sealed for: there is one of an organization, whichever row holds it."""
    return b"contact_rule_set" + organization_id.bytes


def number_hash(key: bytes, e164: str) -> bytes:
    """32 bytes that tell nothing without the key."""
    return hmac.digest(key, e164.encode(), sha256)
