"""The door to language models for other slices."""

from uuid import UUID

from django.db import connection

from centralita.kit.encryption import Cipher
from centralita.providers.llm.model import LanguageModel
from centralita.studio.language_models import resolution
from centralita.studio.outbound import outbound

__all__ = ["default_model", "has_model"]


def has_model(organization_id: UUID) -> bool:
    """Whether the organization has a model that answers. Inside its scope."""
    with connection.cursor() as cursor:
        cursor.execute(resolution.CONNECTED.replace("$1", "%s"), [organization_id])
        return bool(cursor.fetchone()[0])


def default_model(organization_id: UUID, cipher: Cipher) -> LanguageModel | None:
    """The organization's model, with its stand-in; None without one. Inside its scope; ask it outside.

    Raises Undecryptable, and what opening an account raises.
    """
    with connection.cursor() as cursor:
        cursor.execute(resolution.DEFAULT.replace("$1", "%s"), [organization_id])
        row = cursor.fetchone()
        if row is None:
            return None
        named = dict(zip((column.name for column in cursor.description), row, strict=True))
    return resolution.open_model(resolution.read_row(named), cipher, outbound())
