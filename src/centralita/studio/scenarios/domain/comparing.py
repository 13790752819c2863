"""What one run found beside what another one found: what passed there and fails here comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

Change = Literal["broken", "mended", "failed", "passed", "only_here", "only_there"]
_ORDER: Final[tuple[Change, ...]] = ("broken", "mended", "failed", "only_here", "only_there", "passed")


@dataclass(frozen=True, slots=True)
class Found:
    """What a run found of a scenario; `passed` is none while it was not held."""

    result_id: UUID
    scenario_id: UUID | None
    name: str
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A scenario in both runs, or in one of them."""

    change: Change
    here: Found | None
    there: Found | None


def compare(here: Sequence[Found], there: Sequence[Found]) -> list[Pair]:
    """Pair two runs' results by their scenario (by their name, where it was deleted), what changed first."""
    others = {_key(each): each for each in there}
    pairs = [_pair(each, others.pop(_key(each), None)) for each in here]
    pairs += [Pair("only_there", None, each) for each in others.values()]
    return sorted(pairs, key=lambda pair: _ORDER.index(pair.change))


def _key(found: Found) -> UUID | str:
    return found.scenario_id or found.name


def _pair(here: Found, there: Found | None) -> Pair:
    if there is None or there.passed is None or here.passed is None:
        return Pair("only_here", here, there)
    change: Change
    if here.passed == there.passed:
        change = "passed" if here.passed else "failed"
    else:
        change = "mended" if here.passed else "broken"
    return Pair(change, here, there)
