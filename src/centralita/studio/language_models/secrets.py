"""Secrets of an account: sealed for their row, opened only to reach the vendor."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import msgspec
from django.conf import settings

from centralita.kit.encryption import Cipher
from centralita.kit.errors import Invalid
from centralita.kit.outbound import Outbound, OutboundPolicy, OutboundRefused
from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.providers.llm.credentials import CredentialsInvalid, read_credentials

_ADDRESSES = frozenset({"base_url", "endpoint"})
_decoder = msgspec.json.Decoder(dict[str, str])


class SecretNeeded(Invalid):
    """The address changed: the stored secret is not sent to another host without being typed again."""

    code = "model_account_secret_needed"


@dataclass(frozen=True, slots=True)
class Split:
    """Credentials as they are stored: what may be shown, and what is sealed."""

    shown: dict[str, str]
    secret: dict[str, str]


@cache
def outbound() -> Outbound:
    """The way out of this process for accounts of language models."""
    return Outbound(OutboundPolicy().allowing(*settings.ENVIRONMENT.allow_private_hosts))


def context(account_id: UUID, organization_id: UUID) -> bytes:
    """What a secret is bound to: it opens in no other row."""
    return b"model_account" + organization_id.bytes + account_id.bytes


def seal(cipher: Cipher, account_id: UUID, organization_id: UUID, secret: Mapping[str, str]) -> bytes:
    """The secret fields as the row keeps them."""
    return cipher.encrypt(msgspec.json.encode(secret), context(account_id, organization_id))


def unseal(cipher: Cipher, account_id: UUID, organization_id: UUID, sealed: bytes) -> dict[str, str]:
    """The secret fields. Raises Undecryptable."""
    return _decoder.decode(cipher.decrypt(sealed, context(account_id, organization_id)))


def check(kind: ModelVendor, given: Mapping[str, object]) -> Split:
    """Credentials for a new account. Raises CredentialsInvalid or OutboundRefused, naming the field."""
    try:
        credentials = read_credentials(CATALOG[kind].credentials, given, outbound().guard)
    except (CredentialsInvalid, OutboundRefused) as error:
        error.field = f"credentials.{error.field}"
        raise
    shown = credentials.shown()
    revealed = credentials.revealed()
    return Split(shown, {name: text for name, text in revealed.items() if name not in shown})


def merge(kind: ModelVendor, stored: Split, given: Mapping[str, object]) -> Split:
    """Stored credentials with those that were typed. A secret left out or empty stays; other fields are replaced."""
    kept = {name: text for name, text in stored.secret.items() if not given.get(name)}
    merged = check(kind, {**stored.shown, **given, **kept})
    moved = any(stored.shown.get(name) != merged.shown.get(name) for name in _ADDRESSES)
    if moved and kept:
        raise SecretNeeded(field=f"credentials.{next(iter(kept))}")
    return merged
