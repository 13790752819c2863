"""Taking over a template's samples, where the business has nothing of its own yet."""

from dataclasses import dataclass

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.studio.business.public import fill_empty
from centralita.studio.knowledge.public import (
    Entry,
    add_questions,
    add_text,
    has_questions,
    has_uploads,
)
from centralita.studio.templates.catalogue import Template


@dataclass(frozen=True, slots=True)
class Taken:
    """What was filled in."""

    filled: list[str]
    questions: int
    documents: int


def take_samples(
    actor: Actor, template: Template, *, language: str, business: bool, questions: bool, document: bool
) -> Taken:
    """Fill what is empty with the samples, and nothing else. What is there already stays as it is."""
    sample = template.sample(language)
    filled = fill_empty(actor, {"industry": template.industry, **sample.facts}) if business else []
    added = written = 0
    if questions and not has_questions(actor.organization_id):
        entries = [Entry(question, answer, language) for question, answer in sample.questions]
        added = add_questions(actor, entries)
    if document and not has_uploads(actor.organization_id):
        add_text(actor, sample.document.title, sample.document.text, language)
        written = 1
    if not filled and not added and not written:
        witness.nothing_changed()
    return Taken(filled, added, written)
