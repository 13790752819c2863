"""The way out of this process to whatever organizations connect."""

from functools import cache

from django.conf import settings

from centralita.kit.outbound import Outbound, OutboundPolicy


@cache
def outbound() -> Outbound:
    """One for the process: it keeps the connections. Private addresses only where the operator allowed them."""
    return Outbound(OutboundPolicy().allowing(*settings.ENVIRONMENT.allow_private_hosts))
