"""What words and meaning found, as one answer. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from centralita.studio.knowledge.meaning.fusion import fuse
from centralita.studio.knowledge.search import Found


def together(words: Sequence[Found], meaning: Sequence[Found], limit: int) -> list[Found]:
    """The best of both, each with why; the score is the place among all, 1 for the first of both."""
    by_words = {one.id: one for one in words}
    by_meaning = {one.id: one for one in meaning}
    found: list[Found] = []
    for ranked in fuse(list(by_words), list(by_meaning))[:limit]:
        alike = by_meaning.get(ranked.key)
        one = by_words.get(ranked.key) or by_meaning[ranked.key]
        found.append(
            replace(one, score=round(ranked.score, 4), similarity=None if alike is None else alike.similarity)
        )
    return found
