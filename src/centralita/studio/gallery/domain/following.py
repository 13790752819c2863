"""Which scenario of a template is which here, whatever each is called by now. Pure.

A template's scenario has a key that stays, and it is known which one here was made of it. Where neither is known, as of
what was published before there were keys, the name tells, and after that what it says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from centralita.studio.gallery.domain.merging import How
from centralita.studio.scenarios.public import (
    Named,
    PackedScenario,
    ScenarioScript,
    WrittenScenario,
    paired,
)


@dataclass(frozen=True, slots=True)
class Followed:
    """One scenario: as the version before has it, as the newer one has it, and as it is here; none where it is not."""

    key: str
    base: PackedScenario | None
    theirs: PackedScenario | None
    ours: WrittenScenario | None

    @property
    def name_wanted(self) -> str | None:
        """What the newer version calls it, where it did not before and we do not."""
        wanted = self._changed("name")
        return None if wanted is None else str(wanted)

    @property
    def script_wanted(self) -> ScenarioScript | None:
        """What the newer version says in it, where it did not before and we do not."""
        wanted = self._changed("script")
        return wanted if isinstance(wanted, ScenarioScript) else None

    @property
    def is_ours(self) -> bool:
        """Whether something that the newer version changed was changed here otherwise, or is not there any more."""
        if self.ours is None or self.base is None:
            return (self.ours is None) != (self.base is None)
        return (self.name_wanted is not None and self.ours.name != self.base.name) or (
            self.script_wanted is not None and self.ours.script != self.base.script
        )

    @property
    def how(self) -> How | None:
        """What the newer version does with it; None for nothing that is not so here. What was changed here never goes."""
        if self.theirs is None:
            return "removed" if _same(self.ours, self.base) else None
        if self.ours is None:
            return None if _same(self.theirs, self.base) else "added"
        return "changed" if self.name_wanted or self.script_wanted else None

    def _changed(self, part: str) -> object | None:
        theirs, base, ours = (getattr(one, part, None) for one in (self.theirs, self.base, self.ours))
        return None if theirs in (base, ours) else theirs


def _same(one: Named | None, other: Named | None) -> bool:
    if one is None or other is None:
        return False
    return (one.name, one.script) == (other.name, other.script)


def followed(
    before: Sequence[PackedScenario],
    after: Sequence[PackedScenario],
    here: Sequence[WrittenScenario],
    known: Mapping[str, UUID],
) -> list[Followed]:
    """The scenarios of both versions, the newer one's order first. `known` are those here by the template's keys."""
    earlier = _versions(before, after)
    found: list[tuple[PackedScenario | None, PackedScenario | None]] = [
        (earlier.get(index), one) for index, one in enumerate(after)
    ]
    gone = [one for one in before if not any(one is base for base, _ in found)]
    found += [(one, None) for one in gone]
    ours = _here([(base, theirs) for base, theirs in found], here, known)
    return [
        Followed(_key(theirs or base), base, theirs, ours.get(index))
        for index, (base, theirs) in enumerate(found)
    ]


def _versions(before: Sequence[PackedScenario], after: Sequence[PackedScenario]) -> dict[int, PackedScenario]:
    """Each of the newer version's, by its place, with what it was before."""
    keys = {one.key: one for one in before if one.key}
    found = {index: keys[one.key] for index, one in enumerate(after) if one.key in keys}
    taken = {id(one) for one in found.values()}
    # Of two that have keys, different ones are different scenarios.
    left = [one for one in before if id(one) not in taken]
    open_ones = [index for index in range(len(after)) if index not in found]
    alike = _alike(left, [(index, after[index]) for index in open_ones])
    found |= {index: base for index, base in alike.items() if not (base.key and after[index].key)}
    return found


def _alike(
    left: Sequence[PackedScenario], wanted: Sequence[tuple[int, PackedScenario]]
) -> dict[int, PackedScenario]:
    """By their names, and those that are left by what they say."""
    by_name = paired(left, [one for _, one in wanted])
    found = {index: base for (index, _), (_, base) in zip(wanted, by_name, strict=True) if base is not None}
    rest = [one for one in left if not any(one is base for base in found.values())]
    for index, one in wanted:
        if index in found:
            continue
        same = next((base for base in rest if base.script == one.script), None)
        if same is not None:
            found[index] = same
            rest = [base for base in rest if base is not same]
    return found


def _here(
    pairs: Sequence[tuple[PackedScenario | None, PackedScenario | None]],
    here: Sequence[WrittenScenario],
    known: Mapping[str, UUID],
) -> dict[int, WrittenScenario]:
    """What there is here of each, by its place."""
    ids = {one.id: one for one in here}
    found: dict[int, WrittenScenario] = {}
    open_ones: list[tuple[int, PackedScenario]] = []
    for index, (base, theirs) in enumerate(pairs):
        keys = [one.key for one in (theirs, base) if one is not None and one.key in known]
        mine = next((ids[known[key]] for key in keys if known[key] in ids), None)
        if mine is not None:
            found[index] = mine
        elif not keys:
            open_ones += [(index, one) for one in (base, theirs) if one is not None][:1]
    taken = {one.id for one in found.values()}
    for (index, _), (_, mine) in zip(
        open_ones,
        paired([one for one in here if one.id not in taken], [one for _, one in open_ones]),
        strict=True,
    ):
        if mine is not None:
            found[index] = mine
    return found


def _key(one: PackedScenario | None) -> str:
    return (one.key or one.name) if one else ""
