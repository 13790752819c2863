"""The organization's own terms."""

from collections.abc import Mapping
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict, NotFound, Stale
from centralita.kit.ids import to_text
from centralita.studio.translation.models import GlossaryTerm

MOST_TERMS = 500


class TooManyTerms(Conflict):
    """The glossary is full. Data: `limit`."""

    code = "too_many_terms"


class TermTaken(Conflict):
    """There is a rule for this term already."""

    code = "term_taken"


def add_term(actor: Actor, term: str, *, keep: bool, wordings: Mapping[str, str]) -> GlossaryTerm:
    """Write down how a term is translated, or that it is not."""
    if GlossaryTerm.objects.count() >= MOST_TERMS:
        raise TooManyTerms(limit=MOST_TERMS)
    _require_free(term)
    row = GlossaryTerm.objects.create(
        organization_id=actor.organization_id,
        term=term,
        term_key=term.casefold()[:160],
        keep=keep,
        wordings=_told_words(wordings),
    )
    _told(actor, "glossary_term_create", row)
    return row


def change_term(
    actor: Actor, term_id: UUID, term: str, *, keep: bool, wordings: Mapping[str, str], seen: int | None
) -> GlossaryTerm:
    """Replace a term's rule. Stale when somebody else has since revision `seen`."""
    row = _locked(term_id)
    if seen is not None and seen != row.revision:
        raise Stale(actual=row.revision, seen=seen)
    words = _told_words(wordings)
    if (row.term, row.keep, row.wordings) == (term, keep, words):
        witness.nothing_changed()
        return row
    if term.casefold()[:160] != row.term_key:
        _require_free(term)
    row.term, row.term_key, row.keep, row.wordings = term, term.casefold()[:160], keep, words
    row.revision += 1
    row.save()
    _told(actor, "glossary_term_update", row)
    return row


def delete_term(actor: Actor, term_id: UUID) -> None:
    """Forget a term's rule; a name of the business is kept again."""
    row = _locked(term_id)
    _told(actor, "glossary_term_delete", row)
    row.delete()


def _told_words(wordings: Mapping[str, str]) -> dict[str, str]:
    return {language: words.strip() for language, words in wordings.items() if words.strip()}


def _require_free(term: str) -> None:
    if GlossaryTerm.objects.filter(term_key=term.casefold()[:160]).exists():
        raise TermTaken(field="term")


def _locked(term_id: UUID) -> GlossaryTerm:
    row = GlossaryTerm.objects.select_for_update().filter(id=term_id).first()
    if row is None:
        raise NotFound(kind="glossary_term")
    return row


def _told(actor: Actor, action: str, row: GlossaryTerm) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="glossary_term",
        subject_id=to_text("gls", row.id),
        after={"term": row.term, "keep": row.keep, "wordings": row.wordings},
    )
