"""What a model of vectors is to us: texts go in, as many vectors come out, near each other where they mean the like."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, Protocol

from centralita.kit.errors import Category
from centralita.providers.llm.errors import MalformedReply, ModelError

Purpose = Literal["passage", "question"]
MOST_DIMENSIONS: Final = 2_000
MOST_TEXTS: Final = 32
# Longer ones are cut: every model reads at least so much, and a passage is shorter.
LONGEST_TEXT: Final = 8_000


class VectorsTooLong(ModelError):
    """The model's vectors have more numbers than are kept. Data: `most`."""

    code: ClassVar[str] = "model_vectors_too_long"
    category: ClassVar[Category] = Category.INVALID


@dataclass(frozen=True, slots=True)
class Vectors:
    """One vector of unit length for each text, all of the same number of dimensions, and what they took.

    `tokens` is the vendor's own count, zero where it gives none; `model` is what says it has answered.
    """

    vectors: tuple[tuple[float, ...], ...]
    tokens: int
    model: str

    @property
    def dimensions(self) -> int:
        """How many numbers each has."""
        return len(self.vectors[0])


class Embedder(Protocol):
    """One model of vectors. At most `MOST_TEXTS` texts at a time; all raise a ModelError."""

    @property
    def name(self) -> str:
        """The model as it was asked for."""
        ...

    def embed(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        """The vectors; blocks."""
        ...

    async def embed_async(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        """The same, on the running loop."""
        ...


def most_tokens(texts: Sequence[str]) -> int:
    """What texts may take at most: two characters to a token are few in any language."""
    return sum(min(len(text), LONGEST_TEXT) // 2 + 8 for text in texts)


def checked(found: Sequence[Sequence[float]], asked: int, tokens: int, model: str) -> Vectors:
    """What a model gave, if it is as many usable vectors as texts. Raises MalformedReply, VectorsTooLong."""
    sizes = {len(vector) for vector in found}
    if len(found) != asked or len(sizes) != 1 or 0 in sizes or tokens < 0:
        raise MalformedReply(model=model)
    if max(sizes) > MOST_DIMENSIONS:
        raise VectorsTooLong(model=model, most=MOST_DIMENSIONS)
    return Vectors(tuple(_unit(vector, model) for vector in found), tokens, model)


def _unit(vector: Sequence[float], model: str) -> tuple[float, ...]:
    # Scaled first: squares of what a hostile answer holds may leave the range of numbers.
    largest = max(map(abs, vector))
    if not math.isfinite(largest) or largest == 0 or any(map(math.isnan, vector)):
        raise MalformedReply(model=model)
    scaled = [number / largest for number in vector]
    length = math.sqrt(math.fsum(number * number for number in scaled))
    return tuple(number / length for number in scaled)
