"""The way out for tools: the same rules as everywhere, with less time and smaller answers."""

from dataclasses import replace
from functools import cache

from django.conf import settings

from centralita.kit.outbound import Limits, Outbound, OutboundPolicy
from centralita.studio.tools.domain.answer import MOST_BYTES
from centralita.studio.tools.domain.definition import LONGEST_TIMEOUT


@cache
def tool_outbound() -> Outbound:
    """One for the process: it keeps the connections."""
    policy = OutboundPolicy().allowing(*settings.ENVIRONMENT.allow_private_hosts)
    limits = Limits(
        connect=5.0,
        read=LONGEST_TIMEOUT,
        write=LONGEST_TIMEOUT,
        total=LONGEST_TIMEOUT,
        answer_bytes=MOST_BYTES,
    )
    return Outbound(replace(policy, limits=limits))
