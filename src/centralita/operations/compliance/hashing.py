"""Numbers as hashes under a key of the organization's own: a list outlives the erasure of those who are on it."""

import hmac
import os
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from centralita.kit.encryption import Cipher
from centralita.operations.compliance.models import ContactRuleSet

_KEY_LENGTH = 32


def _context(organization_id: UUID) -> bytes:
    return b"contact_rule_set" + organization_id.bytes


def new_key(organization_id: UUID) -> bytes:
    """A fresh key, sealed for its row."""
    cipher: Cipher = settings.CIPHER
    return cipher.encrypt(os.urandom(_KEY_LENGTH), _context(organization_id))


def open_key(rules: ContactRuleSet) -> bytes:
    """The key of an organization. Raises Undecryptable: then nobody is called rather than anybody."""
    cipher: Cipher = settings.CIPHER
    return cipher.decrypt(bytes(rules.number_key), _context(rules.organization_id))


def sealed_anew(rules: ContactRuleSet) -> bool:
    """Seal the key with the newest secret where it is not yet; whether there was something to do."""
    cipher: Cipher = settings.CIPHER
    if not cipher.needs_rotation(bytes(rules.number_key)):
        return False
    rules.number_key = cipher.encrypt(open_key(rules), _context(rules.organization_id))
    return True


def number_hash(key: bytes, e164: str) -> bytes:
    """32 bytes that tell nothing without the key."""
    return hmac.digest(key, e164.encode(), sha256)
