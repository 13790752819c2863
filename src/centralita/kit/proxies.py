"""Who really asks, when proxies of ours stand in front. Only what those wrote is believed."""

from collections.abc import Sequence
from ipaddress import ip_address

NOBODY = "0.0.0.0"  # noqa: S104  # not listened on


def visitor_address(peer: str, forwarded: Sequence[str], proxies: int) -> str:
    """The caller's address.

    `peer` is who is connected to us, `forwarded` the values of `X-Forwarded-For`, and `proxies` how many of ours
    each added one: they are counted from the right, because what stands further left anybody may have written.
    """
    told = [part.strip() for value in forwarded for part in value.split(",") if part.strip()]
    return plain_address(told[-proxies] if proxies and len(told) >= proxies else peer)


def plain_address(text: str) -> str:
    """The address itself without brackets or port; `NOBODY` for anything else (a socket has no address)."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text))
    except ValueError:
        return NOBODY
