"""For the live plane: which account answers for an organization, and the model behind it.

`CONNECTED` and `DEFAULT` are statements for asyncpg with the organization's id as `$1`, to be run inside its scope.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec

from centralita.kit.encryption import Cipher
from centralita.kit.outbound import Outbound
from centralita.providers.embeddings.embedder import Embedder
from centralita.providers.embeddings.opening import open_embedder
from centralita.providers.llm.catalog import ModelVendor
from centralita.providers.llm.fallback import FallbackModel
from centralita.providers.llm.model import LanguageModel, Timeouts
from centralita.providers.llm.opening import open_model as open_vendor_model
from centralita.studio.language_models.secrets import unseal

ACCOUNT_COLUMNS: Final = (
    "id",
    "organization_id",
    "revision",
    "kind",
    "secret",
    "settings",
    "default_model",
    "fallback_model",
    "first_token_timeout",
    "total_timeout",
)
CONNECTED: Final = (
    "SELECT EXISTS (SELECT 1 FROM model_account WHERE organization_id = $1 AND is_default) AS connected"
)
DEFAULT: Final = (
    "SELECT "  # noqa: S608 - made of the names above
    + ", ".join(f"a.{column}" for column in ACCOUNT_COLUMNS)
    + ", "
    + ", ".join(
        f"f.{column} AS fallback_{column}" for column in ACCOUNT_COLUMNS if column != "fallback_model"
    )
    + " FROM model_account a LEFT JOIN model_account f"
    " ON f.organization_id = a.organization_id AND f.id = a.fallback_account_id"
    " WHERE a.organization_id = $1 AND a.is_default"
)


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account as its row keeps it. `key` names it with its revision."""

    id: UUID
    organization_id: UUID
    revision: int
    kind: ModelVendor
    secret: bytes
    settings: Mapping[str, str]
    default_model: str
    timeouts: Timeouts

    @property
    def key(self) -> tuple[UUID, int]:
        return self.id, self.revision

    def credentials(self, cipher: Cipher) -> dict[str, str]:
        """All fields of the vendor's form. Raises Undecryptable."""
        return {**self.settings, **unseal(cipher, self.id, self.organization_id, self.secret)}


@dataclass(frozen=True, slots=True)
class Resolved:
    """What answers for an organization: its account, and who stands in. `fallback` may be the same account."""

    account: StoredAccount
    fallback: StoredAccount | None
    fallback_model: str

    def key(self, model: str = "", fallback_model: str = "") -> tuple[object, ...]:
        """What a cache keeps `open_model` with the same arguments under."""
        return (
            self.account.key,
            self.fallback.key if self.fallback else None,
            self.fallback_model,
            model,
            fallback_model,
        )


def read_row(row: Mapping[str, object]) -> Resolved:
    """What `DEFAULT` found."""
    account = read_account(row, "")
    other = read_account(row, "fallback_") if row["fallback_id"] is not None else None
    name = str(row["fallback_model"])
    if other is None and name:
        other = account
    return Resolved(account, other, name or (other.default_model if other else ""))


def read_account(row: Mapping[str, object], prefix: str = "") -> StoredAccount:
    """The account of a row with `ACCOUNT_COLUMNS`, each named after the prefix."""

    def text(name: str) -> str:
        return str(row[prefix + name])

    settings = row[prefix + "settings"]
    return StoredAccount(
        id=UUID(text("id")),
        organization_id=UUID(text("organization_id")),
        revision=int(text("revision")),
        kind=ModelVendor(text("kind")),
        secret=bytes(row[prefix + "secret"]),  # type: ignore[call-overload]  # bytes or a memoryview, by driver
        settings=msgspec.json.decode(settings) if isinstance(settings, str) else settings,  # type: ignore[arg-type]  # JSON, by driver
        default_model=text("default_model"),
        timeouts=Timeouts(first_token=float(text("first_token_timeout")), total=float(text("total_timeout"))),
    )


def open_model(
    resolved: Resolved, cipher: Cipher, outbound: Outbound, *, model: str = "", fallback_model: str = ""
) -> LanguageModel:
    """The model that answers, with its stand-in when there is one. Connects to nothing yet.

    `model` and `fallback_model` are an agent's own wishes; empty means the account's. A wish for another fallback
    model is asked of the account that stands in, or of the same one. Blocks like `providers.llm.opening.open_model`
    and raises what that raises, and Undecryptable.
    """
    primary = open_account(resolved.account, cipher, outbound, model)
    other = resolved.fallback or (resolved.account if fallback_model else None)
    name = fallback_model or resolved.fallback_model
    if other is None or (other is resolved.account and name == primary.name):
        return primary
    return FallbackModel(primary, open_account(other, cipher, outbound, name))


def open_vector_model(account: StoredAccount, cipher: Cipher, outbound: Outbound, model: str) -> Embedder:
    """One account's model of vectors. Raises what opening raises, Undecryptable, and UnknownModel where it has none."""
    return open_embedder(account.kind, account.credentials(cipher), model, outbound)


def open_account(
    account: StoredAccount, cipher: Cipher, outbound: Outbound, model: str = ""
) -> LanguageModel:
    """One account's model, without a stand-in."""
    return open_vendor_model(
        account.kind, account.credentials(cipher), model or account.default_model, outbound
    )
