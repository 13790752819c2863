"""An organization's model of vectors as the control plane or a worker asks it: within what it may use today."""

from collections.abc import Sequence
from time import perf_counter

from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.ledger.usage.public import tokens_held
from centralita.providers.embeddings.embedder import Embedder, Purpose, Vectors, most_tokens
from centralita.providers.llm.catalog import ModelVendor
from centralita.providers.llm.model import ModelReply
from centralita.providers.llm.prices import cost_of
from centralita.studio.language_models.asker import Asked, Usage


def asked_of(vendor: ModelVendor, model: str, found: Vectors, seconds: float) -> Asked:
    """What a question for vectors came to. Reads a list of prices the first time: not on a loop."""
    reply = ModelReply(text="", model=found.model, finish="stop", tokens_in=found.tokens)
    return Asked(reply, cost_of(vendor, model, reply, now()), seconds)


class VectorAsker:
    """Asks one model for vectors, outside of any transaction. `usage` is what it has used."""

    def __init__(self, organization_id: OrganizationId, vendor: ModelVendor, embedder: Embedder) -> None:
        self._organization_id = organization_id
        self._vendor = vendor
        self._embedder = embedder
        self.usage = Usage(embedder.name)

    def ask(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        """Raises AllowanceSpent, and a ModelError."""
        began = perf_counter()
        with tokens_held(self._organization_id, most_tokens(texts)) as held:
            found = self._embedder.embed(texts, purpose)
            held.used = min(found.tokens, held.tokens) or held.tokens
        self.usage += asked_of(self._vendor, self._embedder.name, found, perf_counter() - began)
        return found
