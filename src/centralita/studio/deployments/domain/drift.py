"""What another hand changed at a platform, field by field: as we left it, as it is there, as we want it now. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

_NOTHING: Final[tuple[object, ...]] = (None, "", [], {}, False)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field. `path` is dotted, as the platform names it; None stands for what is not there."""

    path: str
    base: object
    theirs: object
    ours: object


def flat(config: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    """Every value by its dotted path. Lists are values."""
    found: dict[str, object] = {}
    for name, value in config.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping) and value:
            found.update(flat(value, f"{path}."))
        else:
            found[path] = value
    return found


def differences(
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    ours: Mapping[str, Any],
    pushing: Iterable[Mapping[str, Any]] = (),
) -> tuple[Difference, ...]:
    """The fields that are not as we left them. What we were about to write when we were cut off is ours too.

    A field that is new there and says nothing is the platform's own growth, and no difference.
    """
    before, there, wanted = flat(base), flat(theirs), flat(ours)
    own = [flat(config) for config in pushing]
    found = []
    for path in sorted(before.keys() | there.keys()):
        was, is_now = before.get(path), there.get(path)
        if same(was, is_now) or (path not in before and is_now in _NOTHING):
            continue
        if any(same(config.get(path), is_now) for config in own):
            continue
        found.append(Difference(path, was, is_now, wanted.get(path, was)))
    return tuple(found)


def same(one: object, other: object) -> bool:
    """Equal as JSON, numbers by their value."""
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    return one == other


def restored(ours: Mapping[str, Any], found: Iterable[Difference]) -> dict[str, Any]:
    """Our configuration, with what others changed beside it set back to what it was."""
    config: dict[str, Any] = json.loads(json.dumps(ours))
    wanted = flat(ours)
    for difference in found:
        inside = f"{difference.path}."
        if difference.path not in wanted and not any(path.startswith(inside) for path in wanted):
            _place(config, difference.path.split("."), difference.base)
    return config


def _place(config: dict[str, Any], path: list[str], value: object) -> None:
    inner: Any = config
    for name in path[:-1]:
        inner = inner.setdefault(name, {})
        if not isinstance(inner, dict):
            return
    inner[path[-1]] = value


def replaced_inside(before: str, after: str, part: str) -> str | None:
    """What `part` of a text became, when nothing else of it changed; None when more did, or it stood there twice."""
    if not part or before.count(part) != 1:
        return None
    head, _, tail = before.partition(part)
    if len(after) < len(head) + len(tail) or not (after.startswith(head) and after.endswith(tail)):
        return None
    return after[len(head) : len(after) - len(tail)]
