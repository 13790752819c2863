"""An organization's model as a worker asks it: within what the organization may use today."""

import asyncio
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from typing import Final, Self
from uuid import UUID

from django.conf import settings

from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, to_text
from centralita.kit.money import Money
from centralita.ledger.events.schemas import UsageRecorded
from centralita.ledger.usage.public import tokens_held
from centralita.providers.llm import RateLimited, whole
from centralita.providers.llm.model import LanguageModel, ModelReply, ModelRequest
from centralita.providers.llm.prices import cost_of
from centralita.studio.language_models.asking import most_tokens
from centralita.studio.language_models.brake import Brake
from centralita.studio.language_models.public import ModelInUse
from centralita.studio.outbound import outbound

# So often a question is asked at most that a vendor refuses as too much.
_TRIES: Final = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question came to; `cost` is None where the model's price is not known."""

    reply: ModelReply
    cost: Money | None
    seconds: float

    @property
    def tokens(self) -> int:
        """Read and written."""
        return self.reply.tokens_in + self.reply.tokens_out


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model has used, as it is told to the ledger. `cost_micros` is None while no price is known."""

    model: str
    tokens: int = 0
    cost_micros: int | None = None
    currency: str = "USD"

    def __add__(self, asked: Asked) -> "Usage":
        cost, currency = self.cost_micros, self.currency
        if asked.cost is not None:
            cost, currency = (cost or 0) + asked.cost.micros, asked.cost.currency
        return Usage(self.model, self.tokens + asked.tokens, cost, currency)

    def since(self, before: "Usage") -> "Usage":
        """What was used after `before`."""
        cost = None if self.cost_micros is None else self.cost_micros - (before.cost_micros or 0)
        return Usage(self.model, self.tokens - before.tokens, cost, self.currency)

    def fact(self, agent_id: UUID | None) -> UsageRecorded:
        """The ledger's fact of it."""
        return UsageRecorded(
            meter="tokens",
            quantity=self.tokens,
            agent_id=None if agent_id is None else to_text("agt", agent_id),
            model=self.model,
            cost_micros=self.cost_micros,
            currency=None if self.cost_micros is None else self.currency,
        )


class ModelAsker:
    """Asks one model, one question after the other, outside of any transaction. `usage` is what it has used."""

    def __init__(
        self, organization_id: OrganizationId, model: ModelInUse, brake: Brake | None = None
    ) -> None:
        self._organization_id = organization_id
        self._in_use = model
        self._brake = brake
        self._model: LanguageModel | None = None
        self._runner = asyncio.Runner()
        self.usage = Usage(model.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._model is not None:
                # Its connections belong to this loop, and would outlive it.
                self._runner.run(outbound().aclose_of_loop())
        finally:
            self._runner.close()

    def ask(self, request: ModelRequest) -> Asked:
        """The whole answer. Raises AllowanceSpent, Undecryptable, and what asking raises.

        With a brake it waits for its turn, and asks again what the vendor refused as too much.
        """
        if self._brake is None:
            return self._ask(request)
        for last in (*[False] * (_TRIES - 1), True):
            with self._brake.turn():
                try:
                    asked = self._ask(request)
                except RateLimited as error:
                    if last:
                        raise
                    told = error.data.get("retry_after")
                    self._brake.refused(float(told) if isinstance(told, int | float) else None)
                else:
                    self._brake.answered()
                    return asked
        raise AssertionError("the last one returns or raises")

    def _ask(self, request: ModelRequest) -> Asked:
        began = perf_counter()
        with tokens_held(self._organization_id, most_tokens(request)) as held:
            if self._model is None:
                self._model = self._in_use.open(settings.CIPHER)
            reply = self._runner.run(whole(self._model.stream(request)))
            held.used = (reply.tokens_in + reply.tokens_out) or held.tokens
        cost = cost_of(self._in_use.vendor, self._in_use.name, reply, now())
        asked = Asked(reply, cost, perf_counter() - began)
        self.usage += asked
        return asked
