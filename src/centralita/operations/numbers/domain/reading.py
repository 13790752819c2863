"""Numbers as platforms list them."""

import re
from typing import Final

import phonenumbers

_E164: Final = re.compile(r"\+[1-9]\d{5,14}")
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def country_of(number: str) -> str:
    """Where a number is, ISO 3166 alpha-2; by its country code where its plan does not know it; '' for none."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    region = phonenumbers.region_code_for_number(parsed)
    region = region or phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    return region if region and region.isalpha() and region != "ZZ" else ""


def is_e164(number: str) -> bool:
    """Whether it is written as a number that can be dialled from anywhere."""
    return _E164.fullmatch(number) is not None


def one_line(text: str, longest: int) -> str:
    """A platform's text made fit to keep."""
    return _UNFIT.sub(" ", text).strip()[:longest].rstrip()
