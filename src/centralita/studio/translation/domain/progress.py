"""How far a text is in a language, by what was kept when it was last translated or edited."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from centralita.studio.translation.domain.texts import DraftText, digest


class State(StrEnum):
    """`BUILT_IN`: the engine's own sentence in that language is said."""

    MISSING = "missing"
    OUTDATED = "outdated"
    MACHINE = "machine"
    EDITED = "edited"
    BUILT_IN = "built_in"


# What a person or a translator still has to do.
OPEN = frozenset({State.MISSING, State.OUTDATED})


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of a translation: the digests of both sides when it was made, and how it was made.

    `score` (0 to 1) belongs to the wording with `score_digest`: how much of the source a translation back gives again.
    """

    source_digest: bytes
    text_digest: bytes
    machine: bool
    translator: str = ""
    back: str = ""
    score: float | None = None
    score_digest: bytes = b""


def state_of(text: DraftText, main: str, language: str, kept: Kept | None) -> State:
    """Where a text stands. What nobody remembers anything of was written by a person."""
    words = text.in_language(language)
    if not words.strip():
        return State.BUILT_IN if _built_in(text, main, language) else State.MISSING
    if kept is None or kept.text_digest != digest(words):
        return State.EDITED
    if kept.source_digest != digest(text.source(main)):
        return State.OUTDATED
    return State.MACHINE if kept.machine else State.EDITED


def _built_in(text: DraftText, main: str, language: str) -> bool:
    """The engine's sentence serves where the author has worded none of their own in the main language."""
    return not text.in_language(main) and bool(text.standard.get(language.partition("-")[0]))


def score_of(text: DraftText, main: str, language: str, kept: Kept | None) -> float | None:
    """The score of the present wording against the present source; None while nobody has looked."""
    if kept is None or kept.score is None:
        return None
    both = digest(text.source(main)) + digest(text.in_language(language))
    return kept.score if kept.score_digest == both else None


@dataclass(slots=True)
class Progress:
    """How far a language is. `mean_score` over the texts that have one."""

    counts: Counter[State] = field(default_factory=Counter)
    scores: list[float] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def done(self) -> int:
        return self.total - sum(self.counts[state] for state in OPEN)

    @property
    def mean_score(self) -> float | None:
        return sum(self.scores) / len(self.scores) if self.scores else None


def progress_of(texts: Iterable[DraftText], main: str, language: str, kept: Mapping[str, Kept]) -> Progress:
    """How far a language is over all texts that have something to be translated."""
    progress = Progress()
    for text in texts:
        if text.source(main).strip():
            memory = kept.get(text.key)
            progress.counts[state_of(text, main, language, memory)] += 1
            score = score_of(text, main, language, memory)
            if score is not None:
                progress.scores.append(score)
    return progress
