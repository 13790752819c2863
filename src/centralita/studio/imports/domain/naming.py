"""Names that our blueprints allow, made of names that anything may have. Pure."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from centralita.engine.data import ID_PATTERN, MAX_NAME

_ID: Final = re.compile(ID_PATTERN)
_NOT_ID: Final = re.compile(r"[^A-Za-z0-9_-]+")
_NOT_NAME: Final = re.compile(r"\W+")
# What the engine keeps for itself; a file's own variable of that name would be another's.
_KEPT: Final = frozenset(
    {"now", "today", "business", "contact", "visitor", "page", "conversation", "last_message"}
    | {"language", "channel", "time", "weekday"}
)


class Names:
    """Hands out one valid name for each original, never the same to two."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}
        self._taken: set[str] = set()
        self._handed: set[str] = set()

    def variable(self, original: str, *, apart: bool = False) -> str:
        """A variable's name: `Lead Score` becomes lead_score, and stays it. `apart`: even from one that is called so."""
        if not apart and original not in self.given and original in self._handed:
            return original
        return self._once(original, lambda: _variable(original), MAX_NAME - 8)

    def identifier(self, original: str, fallback: str) -> str:
        """The id itself where it may be one."""
        return self._once(original, lambda: _identifier(original, fallback), 56)

    def tool(self, original: str) -> str:
        """A tool's name."""
        return self._once(original, lambda: _tool(original), 56)

    def _once(self, original: str, make: Callable[[], str], longest: int) -> str:
        known = self.given.get(original)
        if known is not None:
            return known
        wanted = make()[:longest]
        name, number = wanted, 1
        while name.lower() in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name.lower())
        self._handed.add(name)
        self.given[original] = name
        return name


def plain(text: str) -> str:
    """Without accents, so that names can be typed anywhere."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )


def _variable(original: str) -> str:
    parts = [_NOT_NAME.sub("_", plain(part)).strip("_").lower() for part in original.split(".")[:4]]
    name = ".".join(part for part in parts if part)
    name = re.sub(r"[^a-z0-9_.]", "", name).lstrip("_.") or "value"
    if name[0].isdigit():
        name = f"v_{name}"
    head = name.partition(".")[0]
    if head in _KEPT:
        name = name.replace(".", "_") if "." in name else f"{name}_value"
    return name


def _identifier(original: str, fallback: str) -> str:
    if _ID.fullmatch(original) and len(original) <= 56:
        return original
    name = _NOT_ID.sub("-", plain(original)).strip("-_")
    return name if name and _ID.fullmatch(name[:56]) else fallback


def _tool(original: str) -> str:
    name = re.sub(r"[^A-Za-z0-9_]+", "_", plain(original)).strip("_").lower()
    if not name or name[0].isdigit():
        name = f"tool_{name}".rstrip("_")
    return f"{name}_tool" if name in {"finish_step", "save_answers"} else name
