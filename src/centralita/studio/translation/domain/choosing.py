"""Which texts a run takes: only those that need it, and nothing that a person wrote unless they say so."""

from collections.abc import Collection, Iterable, Mapping

from centralita.studio.translation.domain.progress import Kept, State, score_of, state_of
from centralita.studio.translation.domain.texts import DraftText


def to_translate(
    texts: Iterable[DraftText],
    main: str,
    language: str,
    kept: Mapping[str, Kept],
    *,
    only: Collection[str] = (),
    overwrite: bool = False,
) -> list[DraftText]:
    """Texts that are missing, and those out of date that a machine had made. `only` these, when any are named.

    `overwrite` also takes out-of-date ones that a person wrote, and of those that are named whatever is there.
    """
    return [
        text
        for text in texts
        if text.source(main).strip()
        and (not only or text.key in only)
        and _wanted(
            state_of(text, main, language, kept.get(text.key)), kept.get(text.key), bool(only), overwrite
        )
    ]


def _wanted(state: State, kept: Kept | None, named: bool, overwrite: bool) -> bool:
    if state is State.MISSING:
        return True
    if state is State.OUTDATED:
        return overwrite or (kept is not None and kept.machine)
    return named and (overwrite or state is State.MACHINE)


def to_score(
    texts: Iterable[DraftText],
    main: str,
    language: str,
    kept: Mapping[str, Kept],
    *,
    only: Collection[str] = (),
    overwrite: bool = False,
) -> list[DraftText]:
    """Translated texts without a score of their present wording; `overwrite` measures all again. Phrases have none."""
    return [
        text
        for text in texts
        if text.kind == "text"
        and text.source(main).strip()
        and text.in_language(language).strip()
        and (not only or text.key in only)
        and (overwrite or score_of(text, main, language, kept.get(text.key)) is None)
    ]
