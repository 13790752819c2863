"""Numbers as hashes under a key of the organization's own: a list outlives the erasure of those who are on it."""

import os
from uuid import UUID

from django.conf import settings

from centralita.kit.encryption import Cipher
from centralita.operations.compliance.domain.hashes import KEY_LENGTH, key_context, number_hash
from centralita.operations.compliance.models import ContactRuleSet

__all__ = ["context", "new_key", "number_hash", "open_key"]


def context(_row_id: UUID, organization_id: UUID) -> bytes:
    """What the key is sealed for: there is one of an organization, whichever row holds it."""
    return key_context(organization_id)


def new_key(organization_id: UUID) -> bytes:
    """A fresh key, sealed for its row."""
    cipher: Cipher = settings.CIPHER
    return cipher.encrypt(os.urandom(KEY_LENGTH), key_context(organization_id))


def open_key(rules: ContactRuleSet) -> bytes:
    """The key of an organization. Raises Undecryptable: then nobody is called rather than anybody."""
    cipher: Cipher = settings.CIPHER
    return cipher.decrypt(bytes(rules.number_key), context(rules.id, rules.organization_id))
