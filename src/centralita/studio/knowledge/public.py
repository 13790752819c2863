"""The door to knowledge for other slices of the control plane."""

from collections.abc import Sequence
from dataclasses import dataclass

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.studio.knowledge.actions.documents import upload_document
from centralita.studio.knowledge.actions.faq import Entry, add_entries
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgeSource
from centralita.studio.knowledge.passages import NewPassage, replace_passages

__all__ = [
    "Entry",
    "FactSheet",
    "NewPassage",
    "add_questions",
    "add_text",
    "has_questions",
    "has_uploads",
    "replace_business_facts",
]


@dataclass(frozen=True, slots=True)
class FactSheet:
    """The facts of the business in one language. In the languages of `hidden_in` another sheet is searched."""

    language: str
    title: str
    passages: tuple[NewPassage, ...]
    hidden_in: tuple[str, ...] = ()


def replace_business_facts(organization_id: OrganizationId, name: str, sheets: Sequence[FactSheet]) -> None:
    """Have the automatic source of kind `business` say exactly this. In the caller's transaction."""
    source, _ = KnowledgeSource.objects.get_or_create(
        organization_id=organization_id, kind="business", defaults={"name": name}
    )
    kept = {document.language: document for document in KnowledgeDocument.objects.filter(source_id=source.id)}
    for sheet in sheets:
        document = kept.get(sheet.language) or KnowledgeDocument(
            organization_id=organization_id, source_id=source.id, format="facts", language=sheet.language
        )
        document.title = sheet.title
        document.hidden_in = list(sheet.hidden_in)
        document.status = "ready"
        document.passages = len(sheet.passages)
        document.indexed_at = now()
        document.save()
        replace_passages(organization_id, document, sheet.passages)


def has_questions(organization_id: OrganizationId) -> bool:
    """Whether anyone has written a question with its answer yet."""
    return KnowledgeDocument.objects.filter(
        organization_id=organization_id, format="faq", passages__gt=0
    ).exists()


def add_questions(actor: Actor, entries: Sequence[Entry]) -> int:
    """Add questions to the first FAQ; how many."""
    return len(add_entries(actor, entries, source_id=None)) if entries else 0


def has_uploads(organization_id: OrganizationId) -> bool:
    """Whether there is a document of their own yet."""
    return (
        KnowledgeDocument.objects.filter(organization_id=organization_id)
        .exclude(format__in=["faq", "facts"])
        .exists()
    )


def add_text(actor: Actor, title: str, text: str, language: str) -> None:
    """Add a document written in Markdown, as if it were uploaded. Raises PlanLimit when there is no room for it."""
    upload_document(actor, file_name=f"{title}.md", chunks=[text.encode()], source_id=None, language=language)
