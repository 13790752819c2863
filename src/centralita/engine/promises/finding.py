"""What was found to contradict the business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["price", "phone", "hours", "payment"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence that says something else than the business does. `subject` is the service, or the day."""

    kind: Kind
    said: str
    known: str
    subject: str
    sentence: str
