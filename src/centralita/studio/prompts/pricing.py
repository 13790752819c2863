"""What one answer would cost with the models at hand, by the public list of prices."""

from dataclasses import dataclass

from centralita.kit.clock import now
from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.providers.llm.model import ModelReply
from centralita.providers.llm.prices import cost_of
from centralita.studio.language_models.public import accounts

# One to three sentences, which is what the engine asks for.
ANSWER_TOKENS = 120
# Shown while no account is connected, so that there is something to compare.
_KNOWN = (ModelVendor.OPENAI, ModelVendor.ANTHROPIC, ModelVendor.GOOGLE, ModelVendor.MISTRAL)


@dataclass(frozen=True, slots=True)
class Price:
    """A model and what an answer costs with it, in millionths of a US dollar; none where nobody knows."""

    vendor: str
    model: str
    account: str | None
    micros: int | None


def prices(tokens: int, answered: int = ANSWER_TOKENS) -> list[Price]:
    """For the connected accounts' own models; without any, for some that are well known."""
    connected: list[tuple[ModelVendor, str, str | None]]
    connected = [(each.vendor, each.default_model, each.label) for each in accounts() if each.default_model]
    shown = connected or [(vendor, CATALOG[vendor].default_model, None) for vendor in _KNOWN]
    return [
        Price(CATALOG[vendor].label, model, account, _micros(vendor, model, tokens, answered))
        for vendor, model, account in shown
    ]


def _micros(vendor: ModelVendor, model: str, tokens: int, answered: int) -> int | None:
    reply = ModelReply(text="", model=model, finish="stop", tokens_in=tokens, tokens_out=answered)
    cost = cost_of(vendor, model, reply, now())
    return None if cost is None else cost.micros
