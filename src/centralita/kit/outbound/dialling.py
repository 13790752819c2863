"""Dialling the addresses that were checked, and no other.

The pool asks for a host; what is dialled is an address, so that nothing resolves the name a second time. TLS above
it still greets and verifies the host by its name.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from centralita.kit.outbound.errors import OutboundFailed
from centralita.kit.outbound.guard import Guard

_LONGEST: Final = 30.0
# Even the last of many addresses gets a fair try.
_SHORTEST: Final = 0.5

Stream = TypeVar("Stream")


def dial(
    guard: Guard,
    host: str,
    port: int,
    *,
    timeout: float | None,
    connect: Callable[[str, float], Stream],
    failures: tuple[type[Exception], ...],
) -> Stream:
    """Connect to the first of the checked addresses that answers, within `timeout` seconds in all.

    `connect` takes an address and seconds; what it raises of `failures` leads to the next address.
    """
    end = time.monotonic() + min(timeout or _LONGEST, _LONGEST)
    addresses = guard.addresses(host, port)
    for left in range(len(addresses), 1, -1):
        try:
            return connect(addresses[-left], _share(end, left))
        except failures:
            continue
    return connect(addresses[-1], _share(end, 1))


async def dial_async(
    guard: Guard,
    host: str,
    port: int,
    *,
    timeout: float | None,  # noqa: ASYNC109 - it is shared out over several attempts
    connect: Callable[[str, float], Awaitable[Stream]],
    failures: tuple[type[Exception], ...],
) -> Stream:
    """As `dial`, with the resolver's time counted too."""
    seconds = min(timeout or _LONGEST, _LONGEST)
    end = time.monotonic() + seconds
    try:
        async with asyncio.timeout(seconds):
            addresses = await guard.addresses_async(host, port)
    except TimeoutError:
        raise OutboundFailed(reason="timed_out", host=host) from None
    for left in range(len(addresses), 1, -1):
        try:
            return await connect(addresses[-left], _share(end, left))
        except failures:
            continue
    return await connect(addresses[-1], _share(end, 1))


def _share(end: float, attempts: int) -> float:
    return max((end - time.monotonic()) / attempts, _SHORTEST)
