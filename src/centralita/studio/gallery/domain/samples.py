"""What a newer version changes of the knowledge that a template brings as a sample. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from centralita.studio.gallery.domain.merging import How, Step

Knowledge = Literal["question", "document"]

_FOLDERS: Final[Mapping[Knowledge, str]] = {"question": "questions", "document": "documents"}


@dataclass(frozen=True, slots=True)
class Here:
    """What there is under a name: its text for reading, and whether it is as the template brought it."""

    text: str
    as_brought: bool


def key_of(area: Knowledge, name: str) -> str:
    """The key of the step that is about this one."""
    return f"{_FOLDERS[area]}/{name}"


def knowledge_steps(
    area: Knowledge, before: Mapping[str, str], after: Mapping[str, str], here: Mapping[str, Here]
) -> list[Step]:
    """What changed from one version to the next and is not so here yet, by name; the newer version's order first.

    What somebody wrote here themselves is a conflict, and is never proposed to go. Knowledge belongs to the whole
    organization: where nobody wanted any none comes unasked, and none goes unasked.
    """
    declined = bool(before) and not any(name in here for name in before)
    found = []
    for name in dict.fromkeys([*after, *before]):
        base, theirs, ours = before.get(name), after.get(name), here.get(name)
        if theirs in (base, ours.text if ours else None):
            continue
        own = ours is not None and not ours.as_brought
        if theirs is None and own:
            continue
        # Who never had it is not told that it went here.
        known = None if declined else base
        how: How = "removed" if theirs is None else "added" if known is None and ours is None else "changed"
        found.append(
            Step(
                key=key_of(area, name),
                path=(_FOLDERS[area], name),
                area=area,
                how=how,
                name=name,
                where="",
                base=known,
                theirs=theirs,
                ours=ours.text if ours else None,
                conflict=own or (ours is None and known is not None),
                offered=not declined and theirs is not None,
            )
        )
    return found
