"""Lines of cost, and what must be booked so that the books say the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from centralita.kit.money import Money

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class UsageLine:
    """What one part of an act cost. `kind` is a short stable name such as `telephony`; `quantity` is in its unit."""

    kind: str
    cost: Money
    quantity: int = 0


@dataclass(frozen=True, slots=True)
class Booked:
    """What the entries of one kind and currency come to, and how many there are."""

    micros: int = 0
    quantity: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be added."""

    kind: str
    currency: str
    revision: int
    micros: int
    quantity: int


def merged(lines: Iterable[UsageLine]) -> dict[Key, Booked]:
    """Lines of the same kind and currency as one."""
    found: dict[Key, Booked] = {}
    for line in lines:
        key = (line.kind, line.cost.currency)
        known = found.get(key, Booked())
        found[key] = Booked(known.micros + line.cost.micros, known.quantity + line.quantity)
    return found


def postings(booked: Mapping[Key, Booked], lines: Iterable[UsageLine]) -> Sequence[Posting]:
    """What is missing from the books: the difference of each kind, and nothing where there is none."""
    wanted = merged(lines)
    missing = []
    for key in sorted({*booked, *wanted}):
        have, want = booked.get(key, Booked()), wanted.get(key, Booked())
        micros, quantity = want.micros - have.micros, want.quantity - have.quantity
        if micros or quantity or (key in wanted and not have.entries):
            missing.append(Posting(*key, have.entries, micros, quantity))
    return missing
