"""Which of the agents that came in are brought in, as somebody says it in a terminal. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


class NotChosen(Exception):
    """It is not said which; `lines` tell what there is."""

    def __init__(self, *lines: str) -> None:
        super().__init__(lines[0])
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Choice:
    """All of them, or those of these names. Of one alone nothing needs to be said."""

    everything: bool = False
    only: Sequence[str] = ()

    def among(self, names: Sequence[str]) -> list[int]:
        """The positions of those that are meant. Raises NotChosen."""
        if self.only:
            wanted = {name.strip().casefold() for name in self.only}
            there = [name.strip().casefold() for name in names]
            unknown = [name for name in self.only if name.strip().casefold() not in there]
            if unknown:
                called = ", ".join(f"“{name}”" for name in unknown)
                raise NotChosen(f"No agent in it is called {called}. There are:", *_listed(names))
            return [number for number, name in enumerate(there) if name in wanted]
        if len(names) > 1 and not self.everything:
            raise NotChosen(
                f"There are {len(names)} agents in it. Bring in all with --all, or some with --only NAME:",
                *_listed(names),
            )
        return list(range(len(names)))


def _listed(names: Sequence[str]) -> list[str]:
    return [f"  {name}" for name in names]
