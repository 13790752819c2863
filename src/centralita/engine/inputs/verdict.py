"""What became of an answer: taken, or not and why."""

from __future__ import annotations

from dataclasses import dataclass

from centralita.engine.settings import FallbackText
from centralita.engine.values import Value


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer, ready to be kept; `choice` is the id of the option chosen."""

    value: Value
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why the answer does not do, as one of the engine's sentences with its values."""

    text: FallbackText
    values: dict[str, Value]


Reading = Accepted | Rejected


def rejected(text: FallbackText, **values: Value) -> Rejected:
    return Rejected(text, values)
