"""The door to language models for other slices."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from centralita.kit.encryption import Cipher
from centralita.providers.llm.catalog import ModelVendor
from centralita.providers.llm.model import LanguageModel
from centralita.studio.language_models import resolution
from centralita.studio.outbound import outbound

__all__ = ["ModelInUse", "has_model", "model_in_use"]


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
