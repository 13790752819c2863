"""Which scenario of a file is which of an agent's: names tell, but several may have the same one. Pure."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from centralita.studio.scenarios.domain.script import ScenarioScript


class Named(Protocol):
    """A scenario as far as it can be told apart."""

    @property
    def name(self) -> str: ...
    @property
    def script(self) -> ScenarioScript: ...


Here = TypeVar("Here", bound=Named)
There = TypeVar("There", bound=Named)


def paired(here: Iterable[Here], there: Sequence[There]) -> list[tuple[There, Here | None]]:
    """Each of `there` with its own one `here`, none where it is new. Of one name those that say the same belong together.

    The others follow in their order, and none is anybody's twice.
    """
    left: dict[str, list[Here]] = {}
    for one in here:
        left.setdefault(one.name, []).append(one)
    same: dict[int, Here] = {}
    for number, wanted in enumerate(there):
        found = next((one for one in left.get(wanted.name, ()) if one.script == wanted.script), None)
        if found is not None:
            left[wanted.name].remove(found)
            same[number] = found
    return [
        (wanted, same[number] if number in same else _next(left.get(wanted.name)))
        for number, wanted in enumerate(there)
    ]


def _next(left: list[Here] | None) -> Here | None:
    return left.pop(0) if left else None
