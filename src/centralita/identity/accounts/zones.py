"""Names of time zones."""

import zoneinfo
from functools import cache

from centralita.kit.errors import Invalid


class UnknownTimeZone(Invalid):
    """Not a name of the IANA time zone database."""

    code = "unknown_time_zone"


@cache
def _known() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def check_time_zone(name: str) -> None:
    """Raises UnknownTimeZone."""
    if name not in _known():
        raise UnknownTimeZone(field="time_zone")
