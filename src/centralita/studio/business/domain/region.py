"""Countries and regions: which one a time zone lies in, and their public holidays."""

import datetime as dt
import zoneinfo
from functools import cache
from importlib import resources

from centralita.kit.errors import Invalid


class UnknownTimeZone(Invalid):
    """Not a name of the IANA time zone database."""

    code = "unknown_time_zone"


class UnknownRegion(Invalid):
    """No holidays are known for this country or region; `country` and `subdivision` say which."""

    code = "unknown_region"


@cache
def _countries() -> dict[str, str]:
    text = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def country_of(time_zone: str) -> str:
    """The ISO country that a time zone lies in; nothing for zones of no country, such as UTC."""
    return _countries().get(time_zone, "")


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def known_zone(name: str, field: str) -> str:
    """The name itself. Raises UnknownTimeZone."""
    if name not in _zones():
        raise UnknownTimeZone(field=field)
    return name


def public_holidays(country: str, subdivision: str, year: int, language: str) -> list[tuple[dt.date, str]]:
    """The public holidays of a year with their names, in the language where the calendar knows it."""
    import holidays

    try:
        calendar = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
        wanted = [known for known in calendar.supported_languages if known.split("_")[0] == language]
        if wanted:
            calendar = holidays.country_holidays(
                country, subdiv=subdivision or None, years=year, language=wanted[0]
            )
    except NotImplementedError:
        raise UnknownRegion(
            field="subdivision" if subdivision else "country", country=country, subdivision=subdivision
        ) from None
    return sorted(calendar.items())
