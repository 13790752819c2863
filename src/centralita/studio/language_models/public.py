"""The door to language models for other slices."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from centralita.kit.encryption import Cipher
from centralita.providers.embeddings.embedder import Embedder
from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.providers.llm.model import LanguageModel
from centralita.studio.language_models import resolution
from centralita.studio.language_models.connection import stored_account
from centralita.studio.language_models.queries import get_account, list_accounts
from centralita.studio.outbound import outbound

__all__ = [
    "AccountFacts",
    "ModelInUse",
    "VectorModel",
    "accounts",
    "has_model",
    "model_in_use",
    "named_model",
    "vector_model",
]


def has_model(organization_id: UUID) -> bool:
    """Whether the organization has a model that answers. Inside its scope."""
    with connection.cursor() as cursor:
        cursor.execute(resolution.CONNECTED.replace("$1", "%s"), [organization_id])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """The model that answers for an organization: whose it is and what it is called, to be opened when it is asked."""

    vendor: ModelVendor
    name: str
    _resolved: resolution.Resolved

    def open(self, cipher: Cipher) -> LanguageModel:
        """The model, with its stand-in. One event loop uses it. Raises Undecryptable, and what opening raises."""
        return resolution.open_model(self._resolved, cipher, outbound())


def model_in_use(organization_id: UUID) -> ModelInUse | None:
    """The organization's model; None without one. Inside its scope."""
    with connection.cursor() as cursor:
        cursor.execute(resolution.DEFAULT.replace("$1", "%s"), [organization_id])
        row = cursor.fetchone()
        if row is None:
            return None
        named = dict(zip((column.name for column in cursor.description), row, strict=True))
    resolved = resolution.read_row(named)
    return ModelInUse(resolved.account.kind, resolved.account.default_model, resolved)


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """A connected account. `models` are its own and those that its vendor is known for; others may be asked too."""

    id: UUID
    label: str
    vendor: ModelVendor
    default_model: str
    models: tuple[str, ...]


def accounts() -> tuple[AccountFacts, ...]:
    """The connected accounts by label. Inside the organization's scope."""
    return tuple(
        AccountFacts(
            row.id,
            row.label,
            vendor := ModelVendor(row.kind),
            row.default_model,
            tuple(dict.fromkeys((row.default_model, *CATALOG[vendor].models))),
        )
        for row in list_accounts()
    )


def named_model(account_id: UUID, model: str) -> ModelInUse:
    """One model of one account, without a stand-in; empty is the account's own. Inside the scope. Raises NotFound."""
    stored = stored_account(get_account(account_id))
    name = model or stored.default_model
    resolved = resolution.Resolved(replace(stored, default_model=name), None, "")
    return ModelInUse(stored.kind, name, resolved)


@dataclass(frozen=True, slots=True)
class VectorModel:
    """A model of vectors at a connected account, to be opened when it is asked."""

    vendor: ModelVendor
    name: str
    _account: resolution.StoredAccount

    def open(self, cipher: Cipher) -> Embedder:
        """The model. Raises Undecryptable, and what opening raises."""
        return resolution.open_vector_model(self._account, cipher, outbound(), self.name)


def vector_model(account_id: UUID, model: str) -> VectorModel:
    """One model of vectors of one account. Inside the scope. Raises NotFound."""
    stored = stored_account(get_account(account_id))
    return VectorModel(stored.kind, model, stored)
