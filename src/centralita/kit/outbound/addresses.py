"""Which IP addresses are outside. Pure; the lists are the IANA special-purpose registries, as of 2026."""

from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final


class Side(Enum):
    """Where an address lies."""

    PUBLIC = "public"
    PRIVATE = "private"
    """This machine or its network: an operator may allow it by name."""
    FORBIDDEN = "forbidden"
    """Nothing that anyone should call: cloud metadata, link-local, multicast, reserved, tunnels."""


_PRIVATE_V4: Final = tuple(
    map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
)
_FORBIDDEN_V4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "100.100.100.200/32",  # Alibaba Cloud's metadata, inside the carriers' range
            "168.63.129.16/32",  # Azure's host agent, a public address that is not outside
            "169.254.0.0/16",  # link-local, with most clouds' metadata
            "192.0.0.0/24",  # with Oracle Cloud's metadata
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
_PRIVATE_V6: Final = tuple(map(IPv6Network, ("::1/128", "fc00::/7")))
_PUBLIC_V6: Final = IPv6Network("2000::/3")
_FORBIDDEN_V6: Final = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, with Teredo tunnels
            "2001:db8::/32",
            "2002::/16",  # 6to4 tunnels
            "2620:4f:8000::/48",
            "3fff::/20",
            "fd00:ec2::/32",  # AWS's metadata
            "fd20:ce::/32",  # Google Cloud's metadata
        ),
    )
)
# Each carries an IPv4 address in its last 32 bits, and traffic to it arrives there.
_WRAPPED_V4: Final = tuple(map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))


def side_of(address: IPv4Address | IPv6Address) -> Side:
    """Where an address lies; one that wraps an IPv4 address lies where that one does."""
    if isinstance(address, IPv4Address):
        return _side_of_v4(address)
    if any(address in network for network in _WRAPPED_V4):
        return _side_of_v4(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.scope_id is not None or any(address in network for network in _FORBIDDEN_V6):
        return Side.FORBIDDEN
    if address in _PUBLIC_V6:
        return Side.PUBLIC
    return Side.PRIVATE if any(address in network for network in _PRIVATE_V6) else Side.FORBIDDEN


def _side_of_v4(address: IPv4Address) -> Side:
    if any(address in network for network in _FORBIDDEN_V4):
        return Side.FORBIDDEN
    return Side.PRIVATE if any(address in network for network in _PRIVATE_V4) else Side.PUBLIC
