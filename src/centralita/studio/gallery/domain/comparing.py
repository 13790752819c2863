"""Documents side by side: what is the same, what is missing, and what lies at a path. Pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from centralita.studio.agents.domain.content import UNSEEN

Path = tuple[str, ...]
MISSING: Final = object()


def keys_of(*documents: Any) -> list[str]:
    """The keys of all of them, in the order of the first that has each."""
    return list(dict.fromkeys(key for each in documents if isinstance(each, Mapping) for key in each))


def get(document: Any, key: str) -> Any:
    """What is there under a key, or MISSING."""
    return document.get(key, MISSING) if isinstance(document, Mapping) else MISSING


def at(document: Any, path: Path) -> Any:
    """What is there at a path, or MISSING."""
    for key in path:
        document = get(document, key)
    return document


def put(document: dict[str, Any], path: Path, value: Any) -> None:
    """Have this stand at a path, making what leads there; MISSING takes away what stands there."""
    place = document
    for key in path[:-1]:
        inner = place.get(key)
        if not isinstance(inner, dict):
            inner = place[key] = {}
        place = inner
    if value is MISSING:
        place.pop(path[-1], None)
    else:
        place[path[-1]] = deepcopy(value)


def is_empty(value: Any) -> bool:
    """Whether it says nothing."""
    return value is MISSING or value in (None, "", [], {})


def plain(value: Any) -> Any:
    """The value, None for MISSING."""
    return None if value is MISSING else value


def same(one: Any, other: Any) -> bool:
    """Whether both say the same, wherever it lies on the canvas."""
    if one is MISSING or other is MISSING:
        return is_empty(one) and is_empty(other)
    return bool(_seen(one) == _seen(other))


def key_of(path: Path) -> str:
    """A path as one text."""
    return "/".join(part.replace("~", "~0").replace("/", "~1") for part in path)


def _seen(value: Any) -> Any:
    """A value without where it lies on the canvas, and a line without its id."""
    if isinstance(value, Mapping):
        line = "source" in value and "target" in value and "port" in value
        return {
            key: _seen(inner)
            for key, inner in value.items()
            if key not in UNSEEN and not (line and key == "id")
        }
    return value
