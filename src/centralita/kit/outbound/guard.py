"""The checks: of a URL before it is kept or called, and of every address that its name resolves to."""

import asyncio
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final, Protocol

import httpx2

from centralita.kit.outbound.addresses import Side, side_of
from centralita.kit.outbound.errors import OutboundFailed, OutboundRefused
from centralita.kit.outbound.policy import OutboundPolicy

_LONGEST_URL: Final = 4096
_MOST_ADDRESSES: Final = 32
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f\\]")
_HOST_NAME: Final = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
# The last label of a name is never a number; where it is, some resolvers read the whole as an address.
_ENDS_IN_NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.IGNORECASE)


class Resolver(Protocol):
    """Turns a host name into addresses (as text). Raises OSError when there are none."""

    def resolve(self, host: str, port: int) -> Sequence[str]: ...

    async def resolve_async(self, host: str, port: int) -> Sequence[str]: ...


class SystemResolver:
    """The machine's resolver."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        return _texts(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))

    async def resolve_async(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        return _texts(await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM))


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a checked URL leads."""

    scheme: str
    host: str
    port: int


class Guard:
    """Holds a policy against URLs and against what their names resolve to."""

    def __init__(self, policy: OutboundPolicy, resolver: Resolver | None = None) -> None:
        self.policy = policy
        self._resolver: Resolver = resolver or SystemResolver()

    def check(self, url: str, *, field: str | None = None) -> Destination:
        """Check all that can be told without asking a resolver: for a form, before the URL is saved.

        Raises OutboundRefused, with `field` as the input at fault.
        """
        if len(url) > _LONGEST_URL or _UNSAFE.search(url):
            raise OutboundRefused(field=field, reason="malformed", host="")
        try:
            parsed = httpx2.URL(url)
            host, port = parsed.raw_host.decode("ascii").lower().removesuffix("."), parsed.port
        except (httpx2.InvalidURL, UnicodeError, ValueError):
            raise OutboundRefused(field=field, reason="malformed", host="") from None
        if not host:
            raise OutboundRefused(field=field, reason="malformed", host="")
        if parsed.userinfo:
            raise OutboundRefused(field=field, reason="credentials", host=host)
        if parsed.scheme not in _DEFAULT_PORTS:
            raise OutboundRefused(field=field, reason="scheme", host=host)
        destination = Destination(
            parsed.scheme, host, _DEFAULT_PORTS[parsed.scheme] if port is None else port
        )
        self._check_destination(destination, field)
        return destination

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses to connect to, every one checked. Raises OutboundRefused, OutboundFailed."""
        literal = _literal(host)
        if literal is not None:
            return self._checked(host, port, (str(literal),))
        try:
            return self._checked(host, port, self._resolver.resolve(host, port))
        except (OSError, UnicodeError):
            raise OutboundFailed(reason="name", host=host) from None

    async def addresses_async(self, host: str, port: int) -> tuple[str, ...]:
        """As `addresses`, without blocking the loop."""
        literal = _literal(host)
        if literal is not None:
            return self._checked(host, port, (str(literal),))
        try:
            return self._checked(host, port, await self._resolver.resolve_async(host, port))
        except (OSError, UnicodeError):
            raise OutboundFailed(reason="name", host=host) from None

    def _check_destination(self, destination: Destination, field: str | None) -> None:
        host = destination.host
        literal = _literal(host)
        if literal is None and (not _HOST_NAME.fullmatch(host) or _ENDS_IN_NUMBER.fullmatch(host)):
            raise OutboundRefused(field=field, reason="host", host=host)
        if literal is not None and not self._may_call(host, destination.port, literal):
            raise OutboundRefused(field=field, reason="address", host=host)
        if (host, destination.port) in self.policy.private_hosts:
            return
        if destination.scheme == "http" and not self.policy.plain_http:
            raise OutboundRefused(field=field, reason="scheme", host=host)
        if destination.port != _DEFAULT_PORTS[destination.scheme]:
            raise OutboundRefused(field=field, reason="port", host=host)

    def _checked(self, host: str, port: int, found: Sequence[str]) -> tuple[str, ...]:
        """All or nothing: a name with one address inside is not called at its other addresses either."""
        if not found:
            raise OutboundFailed(reason="name", host=host)
        for text in found:
            if not self._may_call(host, port, ip_address(text)):
                raise OutboundRefused(reason="address", host=host)
        return tuple(found[:_MOST_ADDRESSES])

    def _may_call(self, host: str, port: int, address: IPv4Address | IPv6Address) -> bool:
        side = side_of(address)
        if side is Side.PRIVATE:
            return (host.lower().removesuffix("."), port) in self.policy.private_hosts
        return side is Side.PUBLIC


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _texts(found: Sequence[tuple[object, ...]]) -> Sequence[str]:
    return list(dict.fromkeys(str(entry[4][0]) for entry in found if isinstance(entry[4], tuple)))
