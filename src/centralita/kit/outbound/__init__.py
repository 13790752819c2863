"""The one way out over HTTP, for every address that a person could have typed.

A URL is parsed, its name resolved, every address checked, and the connection made to a checked address: a name
that answers differently the second time (rebinding) gains nothing. No redirects unless asked for, https on 443
unless an operator chose otherwise, no proxies, cookies or credentials from anywhere, answers bounded in size and
time.
"""

from centralita.kit.outbound.addresses import Side, side_of
from centralita.kit.outbound.client import Answer, Outbound, failure
from centralita.kit.outbound.errors import OutboundAnswerTooLarge, OutboundFailed, OutboundRefused
from centralita.kit.outbound.guard import Destination, Guard, Resolver, SystemResolver
from centralita.kit.outbound.policy import Limits, OutboundPolicy
from centralita.kit.outbound.streaming import StreamedAnswer, Target

__all__ = [
    "Answer",
    "Destination",
    "Guard",
    "Limits",
    "Outbound",
    "OutboundAnswerTooLarge",
    "OutboundFailed",
    "OutboundPolicy",
    "OutboundRefused",
    "Resolver",
    "Side",
    "StreamedAnswer",
    "SystemResolver",
    "Target",
    "failure",
    "side_of",
]
