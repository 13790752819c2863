"""How translations are shown."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from centralita.kit.ids import to_text
from centralita.providers.translation.catalog import CATALOG, TranslatorVendor
from centralita.studio.languages import MOST_LANGUAGES, OFFERED
from centralita.studio.translation.actions.edit import languages_of
from centralita.studio.translation.comparing import LanguageParity
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
from centralita.studio.translation.models import (
    GlossaryTerm,
    ParityResult,
    ParityRun,
    TranslationRun,
    TranslatorAccount,
)
from centralita.studio.translation.queries import Draft
from centralita.studio.translation.schemas import (
    AgentLanguage,
    AgentLanguageParity,
    AgentLanguages,
    AgentText,
    AgentTexts,
    ParityDifference,
    ParityExchange,
    ParityResultDetail,
    ParityResultOut,
    ParityRunOut,
    TermOut,
    TranslationRefusal,
    TranslationRunOut,
    TranslatorKindOut,
    TranslatorOut,
)


def languages(
    draft: Draft, kept: Mapping[str, Mapping[str, Kept]], parity: Mapping[str, LanguageParity]
) -> AgentLanguages:
    """How far each language is, and whether the draft does the same in it."""
    return AgentLanguages(
        main=draft.main,
        items=[
            _language(code, progress_of(draft.texts, draft.main, code, kept.get(code, {})), parity.get(code))
            for code in languages_of(draft.blueprint)
        ],
        offered=[code for code in OFFERED if code not in draft.blueprint.languages],
        most=MOST_LANGUAGES,
    )


def _language(code: str, progress: Progress, parity: LanguageParity | None) -> AgentLanguage:
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
        parity=AgentLanguageParity(total=parity.total, same=parity.same, different=parity.different)
        if parity and parity.total
        else None,
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


def run(row: TranslationRun) -> TranslationRunOut:
    """A run with what it refused."""
    return TranslationRunOut(
        id=to_text("trn", row.id),
        agent_id=to_text("agt", row.agent_id),
        language=row.language,
        purpose=cast("Any", row.purpose),
        translator=row.translator,
        state=cast("Any", row.state),
        error=row.error,
        total=row.total,
        done=row.done,
        refused=len(row.refusals),
        refusals=[TranslationRefusal(**each) for each in row.refusals],
        tokens=row.tokens,
        characters=row.characters,
        cost_micros=row.cost_micros,
        started_by=row.started_by_name,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def translator(row: TranslatorAccount) -> TranslatorOut:
    """An account without its key."""
    return TranslatorOut(
        id=to_text("tra", row.id),
        kind=TranslatorVendor(row.kind),
        label=row.label,
        credentials=row.settings,
        health=cast("Any", row.health),
        last_error=row.last_error,
        last_checked_at=row.last_checked_at,
        created_at=row.created_at,
    )


def kinds() -> list[TranslatorKindOut]:
    """The services that can be connected."""
    return [
        TranslatorKindOut(
            kind=vendor,
            label=kind.label,
            form=kind.credentials.model_json_schema(),
            keys_page=kind.keys_page,
        )
        for vendor, kind in CATALOG.items()
    ]


def parity_run(row: ParityRun, counts: tuple[int, int]) -> ParityRunOut:
    """A run with how many were the same and how many were not."""
    return ParityRunOut(
        id=to_text("prn", row.id),
        agent_id=to_text("agt", row.agent_id),
        languages=row.languages,
        draft_revision=row.draft_revision,
        state=cast("Any", row.state),
        error=row.error,
        total=row.total,
        same=counts[0],
        different=counts[1],
        tokens=row.tokens,
        started_by=row.started_by_name,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def parity_result(row: ParityResult) -> ParityResultOut:
    """What one scenario came to in one language."""
    return ParityResultOut(
        id=to_text("prr", row.id),
        scenario_id=None if row.scenario_id is None else to_text("scn", row.scenario_id),
        language=row.language,
        name=row.name,
        same=row.same,
        error=row.error,
        differences=[ParityDifference(**each) for each in row.differences],
    )


def parity_detail(row: ParityResult) -> ParityResultDetail:
    """The same with both talks."""
    return ParityResultDetail(
        **parity_result(row).model_dump(),
        main=_exchanges(row.talks.get("main", {})),
        other=_exchanges(row.talks.get("other", {})),
    )


def _exchanges(talk: Mapping[str, Any]) -> list[ParityExchange]:
    return [ParityExchange(caller=each["caller"], agent=each["agent"]) for each in talk.get("exchanges", ())]
