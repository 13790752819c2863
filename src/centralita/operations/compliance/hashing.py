"""Numbers as hashes under a key of the organization's own: a list outlives the erasure of those who are on it."""

import hmac
import os
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from centralita.kit.encryption import Cipher
from centralita.operations.compliance.models import ContactRuleSet

_KEY_LENGTH = 32


def context(_row_id: UUID, organization_id: UUID) -> bytes:
    """What the key is sealed for: there is one of an organization, whichever row holds it."""
    return b"contact_rule_set" + organization_id.bytes


def new_key(organization_id: UUID) -> bytes:
    """A fresh key, sealed for its row."""
    cipher: Cipher = settings.CIPHER
    return cipher.encrypt(os.urandom(_KEY_LENGTH), context(organization_id, organization_id))


def open_key(rules: ContactRuleSet) -> bytes:
    """The key of an organization. Raises Undecryptable: then nobody is called rather than anybody."""
    cipher: Cipher = settings.CIPHER
    return cipher.decrypt(bytes(rules.number_key), context(rules.id, rules.organization_id))


def number_hash(key: bytes, e164: str) -> bytes:
    """32 bytes that tell nothing without the key."""
    return hmac.digest(key, e164.encode(), sha256)
