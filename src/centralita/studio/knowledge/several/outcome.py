"""What came of doing the same with several. Pure."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

Reason = Literal["automatic", "page", "exists", "full", "tags", "gone"]


@dataclass(frozen=True, slots=True)
class Left:
    """One that was left as it was. `title` is empty where it is gone; `other` is the one with the same content."""

    id: UUID
    title: str
    reason: Reason
    other: str = ""


@dataclass(slots=True)
class Outcome:
    """How many were changed and which were left; those that were so already are neither."""

    changed: int = 0
    left: list[Left] = field(default_factory=list)
