"""Looking into values of any shape without ever being surprised: what is not there, or is something else, is empty."""

from collections.abc import Iterator, Mapping
from typing import Any

LONGEST_TEXT = 20_000


def at(value: object, *path: str | int) -> Any:
    """What lies under keys and positions; None when nothing does."""
    for step in path:
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: object, *path: str | int) -> str:
    """A text, or a number as text; '' for anything else."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found)[:LONGEST_TEXT]


def number(value: object, *path: str | int) -> float | None:
    """A number, also when it is written as text; None for anything else."""
    found = at(value, *path)
    if isinstance(found, str):
        try:
            found = float(found.strip()[:40])
        except ValueError:
            return None
    if isinstance(found, bool) or not isinstance(found, int | float) or not abs(found) < 1e12:
        return None
    return float(found)


def whole(value: object, low: int, high: int, default: int) -> int:
    """A whole number within bounds."""
    found = number(value)
    return default if found is None else min(max(round(found), low), high)


def objects(value: object, *path: str | int) -> list[Mapping[str, Any]]:
    """The objects of a list; also of `{byId, allIds}` and of an object of objects."""
    found = at(value, *path)
    if isinstance(found, Mapping):
        inner = found.get("byId")
        if isinstance(inner, Mapping):
            order = [key for key in listed(found, "allIds") if isinstance(key, str)] or list(inner)
            found = [inner.get(key) for key in order]
        else:
            found = list(found.values())
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def listed(value: object, *path: str | int) -> list[Any]:
    """A list; empty for anything else."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def fields(value: object, *path: str | int) -> Mapping[str, Any]:
    """An object; empty for anything else."""
    found = at(value, *path)
    return found if isinstance(found, Mapping) else {}


def first(value: object, *paths: str) -> str:
    """The first of these keys that holds a text with something in it."""
    return next((found for path in paths if (found := text(value, path)).strip()), "")


def walk(value: object) -> Iterator[Mapping[str, Any]]:
    """Every object inside, outermost first. What was loaded is bounded in depth, so this is too."""
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
