"""What a reply cost, from a dated list of public prices. Unknown is unknown: nothing is guessed."""

from datetime import datetime
from fractions import Fraction

from centralita.kit.money import MICROS, Money
from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.providers.llm.model import ModelReply


def cost_of(vendor: ModelVendor, asked: str, reply: ModelReply, at: datetime) -> Money | None:
    """The price of a reply to a request for the model `asked`, at the vendor's public rate of that time, in USD.

    None where the vendor has no public rate (own machines, gateways), does not count tokens, or the list does not
    know the model. The list is read the first time (0.3 s): call it off the loop, or after the reply.
    """
    listed = CATALOG[vendor].prices
    if listed is None or not (reply.tokens_in or reply.tokens_out):
        return None
    # A deployment at Azure has any name; only what answered says which model it is.
    names = (reply.model,) if vendor is ModelVendor.AZURE else (reply.model, asked)
    for name in dict.fromkeys(names):
        price = _price(listed, name, reply, at)
        if price is not None:
            return price
    return None


def _price(listed: str, model: str, reply: ModelReply, at: datetime) -> Money | None:
    from genai_prices import Usage, calc_price

    usage = Usage(
        input_tokens=reply.tokens_in,
        cache_read_tokens=min(reply.tokens_cached, reply.tokens_in),
        output_tokens=reply.tokens_out,
    )
    try:
        found = calc_price(usage, model, provider_id=listed, genai_request_timestamp=at)
    except LookupError:
        return None
    return Money(round(Fraction(found.total_price) * MICROS), "USD")
