"""Configurations of agents as JSON: whether one is what is wanted, and our marker in a name."""

import re
from collections.abc import Mapping
from typing import Any, Final

MARK: Final = "centralita:"
_MARKED: Final = re.compile(rf"(?:^|(?P<name>.*?) · ){MARK}(?P<marker>[a-z0-9_]{{1,40}})", re.DOTALL)


def covers(there: object, wanted: object) -> bool:
    """Whether all that is wanted is so. What is there besides, a platform's defaults for one, is no difference.

    Wanting None is wanting that there be nothing.
    """
    if isinstance(wanted, Mapping):
        fields = there if isinstance(there, Mapping) else {}
        return (isinstance(there, Mapping) or not wanted) and all(
            covers(fields.get(name), value) for name, value in wanted.items()
        )
    if isinstance(wanted, list | tuple):
        return (
            isinstance(there, list | tuple)
            and len(there) == len(wanted)
            and all(covers(a, b) for a, b in zip(there, wanted, strict=True))
        )
    return there == wanted and isinstance(there, bool) == isinstance(wanted, bool)


def marked(name: str, marker: str) -> str:
    """A name that can be found again by our marker."""
    if not marker:
        return name
    return f"{name} · {MARK}{marker}" if name else f"{MARK}{marker}"


def unmarked(text: str) -> tuple[str, str]:
    """The name and the marker of a marked name; an empty marker where there is none."""
    match = _MARKED.fullmatch(text)
    return (match["name"] or "", match["marker"]) if match else (text, "")


def without(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The fields but for some."""
    return {name: value for name, value in fields.items() if name not in names}
