"""The model of a space, opened: at a connected account, or on this machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from centralita.kit.ids import OrganizationId
from centralita.providers.embeddings.embedder import Purpose, Vectors
from centralita.providers.embeddings.local import LocalEmbedder
from centralita.providers.llm.errors import ModelError, ModelUnavailable
from centralita.studio.knowledge.models import KnowledgeSpace
from centralita.studio.language_models.asker import Usage
from centralita.studio.language_models.public import vector_model
from centralita.studio.language_models.vectors import VectorAsker

LOCAL = "local"


class AccountGone(ModelError):
    """The account that the vectors were asked of is not connected any more."""

    code = "model_account_gone"


class SpaceAsker(Protocol):
    """Asks the model of a space for vectors, outside of any transaction."""

    @property
    def usage(self) -> Usage:
        """What was used so far; nothing on this machine."""
        ...

    def ask(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        """Raises AllowanceSpent, and a ModelError."""
        ...


@dataclass(frozen=True, slots=True)
class _Local:
    embedder: LocalEmbedder

    @property
    def usage(self) -> Usage:
        return Usage(self.embedder.name)

    def ask(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        return self.embedder.embed(texts, purpose)


def asker_of(organization_id: OrganizationId, space: KnowledgeSpace) -> Callable[[], SpaceAsker]:
    """How to open whoever asks the space's model. This is inside the scope; what is called is not, and raises
    Undecryptable, what opening raises, and a ModelError. Raises AccountGone.
    """
    if space.kind == LOCAL:
        folder = settings.ENVIRONMENT.embedding_model
        if folder is None or folder.name != space.model:
            raise ModelUnavailable(model=space.model, cause="local")
        return lambda: _Local(LocalEmbedder(folder))
    if space.account_id is None:
        raise AccountGone(model=space.model)
    model = vector_model(space.account_id, space.model)
    return lambda: VectorAsker(organization_id, model.vendor, model.open(settings.CIPHER))
