"""Who gets which version: worked out from who they are, so that nobody has to be asked and nothing has to be kept."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

Arm = Literal["a", "b"]
_WHOLE: Final = 2**64


@dataclass(frozen=True, slots=True)
class Trial:
    """A running experiment as a new conversation meets it. `share` is what B gets, in percent.

    A conversation that would not run on version A anyway takes no part.
    """

    id: UUID
    share: int
    version_a: UUID
    version_b: UUID
    blueprint_b: UUID


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in an experiment. `person` says who, to nobody who does not know them already."""

    experiment_id: UUID
    arm: Arm
    person: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of whoever begins a conversation; what is not known is empty."""

    conversation_id: UUID
    contact_id: UUID | None = None
    number: str = ""
    visitor_id: str = ""


def place_of(trial: Trial, known: Known) -> Place:
    """The same person has the same place, on every channel and every day; another experiment draws anew.

    Whoever took part before their contact was known is looked up by `persons_of`, and stays who they were.
    """
    person = _person(trial.id, known)
    drawn = int(person[:16], 16) / _WHOLE
    return Place(trial.id, "b" if drawn < trial.share / 100 else "a", person)


def persons_of(trial: Trial, contact_id: UUID, numbers: Iterable[str]) -> list[str]:
    """Whom somebody may have been taken for: their contact, or before that was written down each of its numbers."""
    nobody = UUID(int=0)
    known = [Known(nobody, contact_id), *(Known(nobody, number=number) for number in numbers if number)]
    return [_person(trial.id, each) for each in known]


def _person(experiment_id: UUID, known: Known) -> str:
    if known.contact_id is not None:
        who = f"contact:{known.contact_id}"
    elif known.number:
        who = f"number:{known.number}"
    elif known.visitor_id:
        who = f"visitor:{known.visitor_id}"
    else:
        who = f"conversation:{known.conversation_id}"
    return hashlib.blake2b(who.encode(), digest_size=16, key=experiment_id.bytes).hexdigest()
