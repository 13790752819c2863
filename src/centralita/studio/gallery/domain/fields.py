"""A document of fields that two have changed: what the template changed of it, and it with some of that. Pure.

As with agents: what only the template changed is proposed, what both changed otherwise is a conflict and stays.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from centralita.studio.gallery.domain.comparing import (
    Path,
    at,
    get,
    is_empty,
    key_of,
    keys_of,
    plain,
    put,
    same,
)
from centralita.studio.gallery.domain.merging import Area, How, Step


def field_steps(
    area: Area,
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    ours: Mapping[str, Any],
    *,
    whole: int = 20,
) -> list[Step]:
    """What the template changed and is not so here yet, field by field.

    What lies `whole` keys deep is told as one; so is a thing that one of the three does not have.
    """
    return list(_steps(area, (), whole, base, theirs, ours))


def merged_fields(
    theirs: Mapping[str, Any], ours: Mapping[str, Any], found: Iterable[Step], taken: Collection[str]
) -> dict[str, Any]:
    """The document as it is here, with those of the steps whose keys are taken."""
    document = deepcopy(dict(ours))
    for step in found:
        if step.key in taken:
            put(document, step.path, at(theirs, step.path))
    return document


def _steps(area: Area, path: Path, deepest: int, base: Any, theirs: Any, ours: Any) -> Iterator[Step]:
    if same(base, theirs) or same(theirs, ours):
        return
    if len(path) < deepest and all(isinstance(each, Mapping) for each in (base, theirs, ours)):
        for key in keys_of(base, theirs):
            yield from _steps(area, (*path, key), deepest, get(base, key), get(theirs, key), get(ours, key))
        return
    how: How = "added" if is_empty(base) else "removed" if is_empty(theirs) else "changed"
    yield Step(
        key=key_of(path),
        path=path,
        area=area,
        how=how,
        name=path[-1] if path else "",
        where=".".join(path[:-1]),
        base=plain(base),
        theirs=plain(theirs),
        ours=plain(ours),
        conflict=not same(base, ours),
    )


def by_name(things: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Things by their names; a second one of a name is told apart by a number."""
    found: dict[str, Any] = {}
    for one in things:
        key = wanted = str(one["name"])
        number = 1
        while key in found:
            number += 1
            key = f"{wanted} ({number})"
        found[key] = dict(one)
    return found
