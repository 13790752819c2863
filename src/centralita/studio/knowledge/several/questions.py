"""Moving, tagging and deleting several questions."""

from collections.abc import Sequence
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.studio.knowledge.actions.faq import move_entries, remove_entries, tag_entries
from centralita.studio.knowledge.models import KnowledgePassage
from centralita.studio.knowledge.several.outcome import Left, Outcome


def move_questions(actor: Actor, ids: Sequence[UUID], *, source_id: UUID) -> Outcome:
    """Put questions into another collection of questions. NotFound where it is none."""
    witness.nothing_changed()
    found = move_entries(actor, source_id, ids)
    full = [Left(row.id, row.heading, "full") for row in found.kept]
    return Outcome(len(found.moved), [*_gone(ids), *full])


def tag_questions(
    actor: Actor, ids: Sequence[UUID], *, add_tags: Sequence[str], remove_tags: Sequence[str]
) -> Outcome:
    """Add tags to questions and take tags away."""
    witness.nothing_changed()
    gone = _gone(ids)
    tagged = tag_entries(actor, ids, add=add_tags, remove=remove_tags)
    return Outcome(tagged.changed, [*gone, *(Left(row.id, row.heading, "tags") for row in tagged.full)])


def delete_questions(actor: Actor, ids: Sequence[UUID]) -> Outcome:
    """Remove several for good."""
    witness.nothing_changed()
    gone = _gone(ids)
    return Outcome(len(remove_entries(actor, ids)), gone)


def _gone(ids: Sequence[UUID]) -> list[Left]:
    known = set(KnowledgePassage.objects.filter(id__in=ids).values_list("id", flat=True))
    return [Left(each, "", "gone") for each in dict.fromkeys(ids) if each not in known]
