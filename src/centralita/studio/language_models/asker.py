"""An organization's model as a worker asks it: within what the organization may use today."""

import asyncio
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from typing import Self

from django.conf import settings

from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.kit.money import Money
from centralita.ledger.usage.public import tokens_held
from centralita.providers.llm.model import LanguageModel, ModelReply, ModelRequest
from centralita.providers.llm.prices import cost_of
from centralita.studio.language_models.asking import most_tokens, whole_reply
from centralita.studio.language_models.public import ModelInUse


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question came to; `cost` is None where the model's price is not known."""

    reply: ModelReply
    cost: Money | None
    seconds: float


class ModelAsker:
    """Asks one model, one question after the other, outside of any transaction. `tokens` counts what it has used."""

    def __init__(self, organization_id: OrganizationId, model: ModelInUse) -> None:
        self._organization_id = organization_id
        self._in_use = model
        self._model: LanguageModel | None = None
        self._runner = asyncio.Runner()
        self.tokens = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.close()

    def ask(self, request: ModelRequest) -> Asked:
        """The whole answer. Raises AllowanceSpent, Undecryptable, and what asking raises."""
        began = perf_counter()
        with tokens_held(self._organization_id, most_tokens(request)) as held:
            if self._model is None:
                self._model = self._in_use.open(settings.CIPHER)
            reply = self._runner.run(whole_reply(self._model, request))
            used = reply.tokens_in + reply.tokens_out
            held.used = used or held.tokens
        self.tokens += used
        cost = cost_of(self._in_use.vendor, self._in_use.name, reply, now())
        return Asked(reply, cost, perf_counter() - began)
