"""Addresses with placeholders: where they lead never depends on an argument. Pure but for the guard's rules."""

import re
from urllib.parse import quote, urlsplit

from centralita.kit.outbound import Guard
from centralita.studio.tools.domain.placeholder import PLACEHOLDER

_HEAD = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
_DOTS = re.compile(r"\.{1,2}")


class UnfitForPath(ValueError):
    """An argument that would lead elsewhere on the same host: nothing, `.` or `..`. Its name is the argument."""


def head_of(address: str) -> str:
    """Scheme, host and port; '' when there is none."""
    match = _HEAD.match(address.strip())
    return match[0] if match else ""


def origin_of(address: str) -> str:
    """`https://host` or `https://host:port`, in lower case: whom a secret is for."""
    head = head_of(address)
    if not head:
        return ""
    try:
        parts = urlsplit(head)
        port = parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    shown = "" if port in {None, usual} else f":{port}"
    return f"{parts.scheme}://{(parts.hostname or '').removesuffix('.')}{shown}"


def check(address: str, guard: Guard) -> None:
    """Whether it may be called, whatever the arguments. Raises OutboundRefused."""
    guard.check(PLACEHOLDER.sub("x", address), field="request.address")


def has_loose_host(address: str) -> bool:
    """Whether a placeholder stands where it says whom to ask."""
    return "{" in head_of(address)


def filled(address: str, values: dict[str, str]) -> str:
    """The address with each value in its place, escaped so that it stays one segment. Raises UnfitForPath."""

    def put(match: re.Match[str]) -> str:
        value = values.get(match[1], "")
        if not value or _DOTS.fullmatch(value):
            raise UnfitForPath(match[1])
        return quote(value, safe="")

    return PLACEHOLDER.sub(put, address.strip())
