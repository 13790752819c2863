"""How translations are shown."""

from collections.abc import Mapping, Sequence

from centralita.kit.ids import to_text
from centralita.studio.languages import MOST_LANGUAGES, OFFERED
from centralita.studio.translation.actions.edit import languages_of
from centralita.studio.translation.domain.keeping import Terms, faults
from centralita.studio.translation.domain.progress import (
    Kept,
    Progress,
    State,
    progress_of,
    score_of,
    state_of,
)
from centralita.studio.translation.domain.texts import DraftText
from centralita.studio.translation.models import GlossaryTerm
from centralita.studio.translation.queries import Draft
from centralita.studio.translation.schemas import (
    AgentLanguage,
    AgentLanguages,
    AgentText,
    AgentTexts,
    TermOut,
)


def languages(draft: Draft, kept: Mapping[str, Mapping[str, Kept]]) -> AgentLanguages:
    """How far each language is."""
    return AgentLanguages(
        main=draft.main,
        items=[
            _language(code, progress_of(draft.texts, draft.main, code, kept.get(code, {})))
            for code in languages_of(draft.blueprint)
        ],
        offered=[code for code in OFFERED if code not in draft.blueprint.languages],
        most=MOST_LANGUAGES,
    )


def _language(code: str, progress: Progress) -> AgentLanguage:
    counts = progress.counts
    score = progress.mean_score
    return AgentLanguage(
        code=code,
        total=progress.total,
        missing=counts[State.MISSING],
        outdated=counts[State.OUTDATED],
        machine=counts[State.MACHINE],
        edited=counts[State.EDITED],
        built_in=counts[State.BUILT_IN],
        score=None if score is None else round(score, 4),
    )


def texts(draft: Draft, language: str, kept: Mapping[str, Kept], terms: Terms) -> AgentTexts:
    """The texts side by side; one without a source is left out: there is nothing to translate."""
    return AgentTexts(
        main=draft.main,
        language=language,
        items=[
            _text(text, draft.main, language, kept.get(text.key), terms)
            for text in draft.texts
            if text.source(draft.main).strip()
        ],
    )


def _text(text: DraftText, main: str, language: str, kept: Kept | None, terms: Terms) -> AgentText:
    source, words = text.source(main), text.in_language(language)
    state = state_of(text, main, language, kept)
    score = score_of(text, main, language, kept)
    return AgentText(
        key=text.key,
        field=text.field,
        kind=text.kind,
        flow_id=text.place.flow_id,
        flow=text.place.flow,
        node_id=text.place.node_id,
        node=text.place.node,
        node_kind=text.place.node_kind,
        source=source,
        text=words,
        state=state,
        standard=text.standard.get(language.partition("-")[0], ""),
        # Phrases are other words in every language, as many as it has.
        faults=list(faults(source, words, terms, language)) if words and text.kind == "text" else [],
        terms=list(terms.within(source)),
        translator=kept.translator if kept and state is State.MACHINE else "",
        back=kept.back if kept and score is not None else "",
        score=None if score is None else round(score, 4),
    )


def term(row: GlossaryTerm) -> TermOut:
    """One term."""
    return TermOut(
        id=to_text("gls", row.id),
        term=row.term,
        keep=row.keep,
        wordings=row.wordings,
        revision=row.revision,
        created_at=row.created_at,
    )


def terms_shown(rows: Sequence[GlossaryTerm]) -> list[TermOut]:
    """Terms by name."""
    return [term(row) for row in rows]
