"""Where the called person is, as far as it is known: the strictest of what is possible is assumed."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from centralita.engine.business import zone
from centralita.kit.phone import Phone
from centralita.operations.compliance.domain.question import Party

Found = Literal["contact", "number", "country", "nowhere"]
# Where nothing is known of the place it may be any time of the day.
_ANYWHERE = (
    "Pacific/Auckland",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Europe/Madrid",
    "America/New_York",
    "Pacific/Honolulu",
)


@dataclass(frozen=True, slots=True)
class Place:
    """The countries whose rules may hold, a region if one is known, every zone it may be, and how that was found."""

    countries: frozenset[str]
    region: str
    zones: tuple[str, ...]
    found: Found


def place_of(phone: Phone, party: Party) -> Place:
    """The place of a person with this number."""
    country = party.country.upper()
    countries = frozenset({phone.region, country} - {""})
    region = _region(party.region, country or phone.region)
    if party.time_zone and _exists(party.time_zone):
        return Place(countries, region, (party.time_zone,), "contact")
    zones = _zones_of_number(phone.e164)
    within = tuple(each for each in zones if each in zones_of_country(phone.region)) or zones
    if country and country != phone.region:
        # They have moved, or only kept the number: nobody knows which of both clocks they live by.
        abroad = zones_of_country(country)
        return _place(countries, region, tuple(dict.fromkeys((*abroad, *within))), "country")
    if within:
        return Place(countries, region, within, "number")
    return _place(countries, region, zones_of_country(phone.region), "country")


def _place(countries: frozenset[str], region: str, zones: tuple[str, ...], found: Found) -> Place:
    return Place(countries, region, zones, found) if zones else Place(countries, region, _ANYWHERE, "nowhere")


def _region(written: str, country: str) -> str:
    text = (
        re.sub(rf"^{re.escape(country)}-", "", written.strip().upper())
        if country
        else written.strip().upper()
    )
    return text if re.fullmatch(r"[A-Z0-9]{1,3}", text) else ""


def _exists(name: str) -> bool:
    try:
        zone(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


@lru_cache(maxsize=4096)
def _zones_of_number(e164: str) -> tuple[str, ...]:
    import phonenumbers
    from phonenumbers import timezone

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return ()
    return tuple(
        each for each in timezone.time_zones_for_number(number) if each != "Etc/Unknown" and _exists(each)
    )


@lru_cache(maxsize=512)
def zones_of_country(country: str) -> tuple[str, ...]:
    """Every zone of a country."""
    text = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(row[2] for row in rows if row[0] == country)
