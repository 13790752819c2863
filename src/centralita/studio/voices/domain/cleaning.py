"""What platforms say of their voices, made fit to keep: bounded, and without what a database or a page chokes on."""

import re
import unicodedata
from typing import Final

_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def text(value: str, longest: int) -> str:
    """One line of at most `longest` characters."""
    return _UNFIT.sub(" ", value).strip()[:longest].rstrip()


def name_key(name: str) -> str:
    """What names are sorted and searched by: `Ángela` beside `angela`."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))[:200]


def languages(tags: tuple[str, ...]) -> list[str]:
    """Well-formed BCP 47 tags, each once, as they are usually written (`es-MX`)."""
    found = {
        _cased(tag.replace("_", "-")): None for tag in tags if _LANGUAGE.fullmatch(tag.replace("_", "-"))
    }
    return list(found)[:60]


def _cased(tag: str) -> str:
    head, *rest = tag.split("-")
    return "-".join([head.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)])
