"""Credentials at rest: what may be shown beside what is sealed for its row and opened only to reach the provider."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec

from centralita.kit.encryption import Cipher
from centralita.kit.errors import Invalid
from centralita.kit.outbound import Guard, OutboundRefused
from centralita.providers.credentials import ADDRESSES, Credentials, CredentialsInvalid, read_credentials

_decoder: Final = msgspec.json.Decoder(dict[str, str])


class SecretNeeded(Invalid):
    """The address changed: the stored secret is not sent to another host without being typed again."""

    code = "account_secret_needed"


@dataclass(frozen=True, slots=True)
class Split:
    """Credentials as they are stored: what may be shown, and what is sealed."""

    shown: dict[str, str]
    secret: dict[str, str]


class AccountSecrets:
    """The secrets of one table's accounts. `form` is what a kind of account is asked for."""

    def __init__(self, table: str, form: Callable[[str], type[Credentials]]) -> None:
        self._table = table.encode()
        self._form = form

    def context(self, account_id: UUID, organization_id: UUID) -> bytes:
        """What a secret is bound to: it opens in no other row."""
        return self._table + organization_id.bytes + account_id.bytes

    def seal(
        self, cipher: Cipher, account_id: UUID, organization_id: UUID, secret: Mapping[str, str]
    ) -> bytes:
        """The secret fields as the row keeps them."""
        return cipher.encrypt(msgspec.json.encode(secret), self.context(account_id, organization_id))

    def unseal(
        self, cipher: Cipher, account_id: UUID, organization_id: UUID, sealed: bytes
    ) -> dict[str, str]:
        """The secret fields. Raises Undecryptable."""
        return _decoder.decode(cipher.decrypt(sealed, self.context(account_id, organization_id)))

    def check(self, kind: str, given: Mapping[str, object], guard: Guard) -> Split:
        """Credentials for a new account. Raises CredentialsInvalid or OutboundRefused, naming the field."""
        try:
            credentials = read_credentials(self._form(kind), given, guard)
        except (CredentialsInvalid, OutboundRefused) as error:
            error.field = f"credentials.{error.field}"
            raise
        shown = credentials.shown()
        revealed = credentials.revealed()
        return Split(shown, {name: text for name, text in revealed.items() if name not in shown})

    def merge(self, kind: str, stored: Split, given: Mapping[str, object], guard: Guard) -> Split:
        """Stored credentials with what was typed. A secret left out or empty stays; other fields are replaced.

        Raises SecretNeeded, and what `check` raises.
        """
        kept = {name: text for name, text in stored.secret.items() if not given.get(name)}
        merged = self.check(kind, {**stored.shown, **given, **kept}, guard)
        moved = any(stored.shown.get(name) != merged.shown.get(name) for name in ADDRESSES)
        if moved and kept:
            raise SecretNeeded(field=f"credentials.{next(iter(kept))}")
        return merged
