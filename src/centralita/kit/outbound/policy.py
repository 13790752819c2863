"""What may be called and how much of it is read. An operator sets it; no tenant can."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self

VARIABLE: Final = "CENTRALITA_ALLOW_PRIVATE_HOSTS"

_ENTRY: Final = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[^\s:/@\[\]]+))(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. `total` holds for a whole `fetch`; a stream is bounded by whoever reads it."""

    connect: float = 5.0
    read: float = 30.0
    write: float = 30.0
    total: float = 60.0
    answer_bytes: int = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OutboundPolicy:
    """The rules. By default: https on port 443 to public addresses, and nothing else."""

    private_hosts: frozenset[tuple[str, int]] = frozenset()
    """(host in lower case, port) inside that may be called nevertheless, over http or https."""
    plain_http: bool = False
    """Whether http on port 80 is let through too."""
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read `CENTRALITA_ALLOW_PRIVATE_HOSTS`, such as `localhost:11434, [::1]:8000, ollama.lan`.

        An entry without a port stands for 80 and 443. Raises ValueError, naming the entry.
        """
        entries = (part.strip().lower() for part in environ.get(VARIABLE, "").split(","))
        return cls(frozenset(pair for entry in entries if entry for pair in _pairs(entry)))

    def allowing(self, *private_hosts: str) -> Self:
        """The same rules with more hosts inside, written as in the environment."""
        more = frozenset(pair for entry in private_hosts for pair in _pairs(entry.lower()))
        return replace(self, private_hosts=self.private_hosts | more)


def _pairs(entry: str) -> tuple[tuple[str, int], ...]:
    match = _ENTRY.fullmatch(entry)
    if match is None or int(match["port"] or 1) not in range(1, 65536):
        raise ValueError(f"{VARIABLE}: {entry!r} is not host or host:port")
    host = match["v6"] or match["name"].removesuffix(".")
    return ((host, int(match["port"])),) if match["port"] else ((host, 80), (host, 443))
