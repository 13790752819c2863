"""What stands between two braces in a text of another builder: a variable, alone or shown in another way. Pure."""

import re
from dataclasses import dataclass
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{\{([^{}]{0,400})\}\}")
_NAME: Final = re.compile(r"\s*(?:\$|\.|@)?([^\W\d][\w .\-$]{0,119}?)\s*")
# As Liquid writes it: `"now" | date: "%A", "Europe/Madrid"`, `name | default: "friend"`.
_NOW: Final = re.compile(r"[\"']now[\"']\s*\|\s*date:?(.*)", re.DOTALL)
_TIME: Final = re.compile(r"%-?[HIklMpPRTrcXs]")
_FILTERED: Final = re.compile(r"\s*([^\W\d][\w .\-]{0,119}?)\s*\|(.*)", re.DOTALL)
_DEFAULT: Final = re.compile(r"\bdefault:\s*[\"']([^\"']{1,200})[\"']")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A variable by the name that the file has for it, or the moment as it is called here."""

    name: str = ""
    moment: str = ""
    default: str | None = None
    filtered: bool = False


def read(inner: str) -> Placeholder | None:
    """What is between the braces; None where it is more than a variable."""
    name = _NAME.fullmatch(inner)
    if name is not None:
        return Placeholder(name[1])
    moment = _NOW.fullmatch(inner.strip())
    if moment is not None:
        return Placeholder(moment="now" if not moment[1].strip() or _TIME.search(moment[1]) else "today")
    filtered = _FILTERED.fullmatch(inner)
    if filtered is None:
        return None
    default = _DEFAULT.search(filtered[2])
    return Placeholder(filtered[1], default=default[1] if default else None, filtered=True)
