"""Which documents of what came in are one agent, where there are several. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from centralita.studio.imports.domain.loading import Files


@dataclass(frozen=True, slots=True)
class One:
    """One agent: the path that it goes by, and the documents that it is read from."""

    path: str
    files: Files


def together(files: Files) -> list[One]:
    """All of them as one agent."""
    return [One(next(iter(files), ""), files)]


def each(files: Files, is_one: Callable[[Any], bool]) -> list[One]:
    """Each document that is an agent by itself, with those that are none."""
    files = spread(files, is_one)
    agents = [path for path, document in files.items() if is_one(document)]
    return grouped(files, agents, [[path] for path in agents])


def spread(files: Files, is_one: Callable[[Any], bool]) -> Files:
    """The documents, those of a list of agents one by one."""
    found: dict[str, Any] = {}
    for path, document in files.items():
        rows = document if isinstance(document, list) else []
        if any(isinstance(row, Mapping) and is_one(row) for row in rows):
            found |= {f"{path}#{number}": row for number, row in enumerate(rows, 1)}
        else:
            found[path] = document
    return found


def grouped(files: Files, agents: Iterable[str], groups: list[list[str]]) -> list[One]:
    """Groups of paths as agents, each called by its first path, with what belongs to none of `agents`."""
    if len(groups) < 2:
        return [One(groups[0][0] if groups else next(iter(files), ""), files)]
    own = set(agents)
    beside = [path for path in files if path not in own]
    return [One(group[0], {path: files[path] for path in (*group, *beside)}) for group in groups]


def led(leads: Mapping[str, Iterable[str]], among: Iterable[str] | None = None) -> list[list[str]]:
    """Whoever nobody else leads to, each with all whom it leads to, from step to step; then those of a ring.

    `leads`: by path, the paths that it hands over to. `among`: those that begin a group, and are in one at least; all,
    where none are said.
    """
    begin = list(leads if among is None else among)
    targets = {target for path in begin for target in leads[path] if target != path}
    order = {path: number for number, path in enumerate(leads)}
    groups: list[list[str]] = []
    covered: set[str] = set()
    for path in sorted(begin, key=lambda path: path in targets):
        if path not in covered:
            group = list(_reached(path, leads))
            covered.update(group)
            groups.append(group)
    return sorted(groups, key=lambda group: order[group[0]])


def _reached(first: str, leads: Mapping[str, Iterable[str]]) -> dict[str, None]:
    found = {first: None}
    waiting = [first]
    while waiting:
        for target in leads[waiting.pop()]:
            if target in leads and target not in found:
                found[target] = None
                waiting.append(target)
    return found


def weight(document: object) -> int:
    """How many values there are in a document."""
    seen, waiting = 0, [document]
    while waiting:
        one = waiting.pop()
        seen += 1
        if isinstance(one, Mapping):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return seen
