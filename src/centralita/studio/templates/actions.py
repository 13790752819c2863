"""Taking over a template's samples, where the business has nothing of its own yet."""

from dataclasses import dataclass

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.studio.business.public import fill_empty
from centralita.studio.knowledge.public import Entry, add_questions, has_questions
from centralita.studio.templates.catalogue import Template


@dataclass(frozen=True, slots=True)
class Taken:
    """What was filled in."""

    filled: list[str]
    questions: int


def take_samples(
    actor: Actor, template: Template, *, language: str, business: bool, questions: bool
) -> Taken:
    """Fill what is empty with the samples, and nothing else. What is there already stays as it is."""
    words = template.words_in(language)
    filled = fill_empty(actor, {"industry": template.industry, **words["sample"]}) if business else []
    added = 0
    if questions and not has_questions(actor.organization_id):
        entries = [Entry(one["question"], one["answer"], language) for one in words["questions"]]
        added = add_questions(actor, entries)
    if not filled and not added:
        witness.nothing_changed()
    return Taken(filled, added)
