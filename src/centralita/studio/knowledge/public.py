"""The door to knowledge for other slices of the control plane."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.knowledge.actions.documents import (
    AlreadyUploaded,
    delete_document,
    replace_content,
    upload_document,
)
from centralita.studio.knowledge.actions.faq import Entry, add_entries, change_entry, remove_entry
from centralita.studio.knowledge.meaning.questions import meant
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage, KnowledgeSource
from centralita.studio.knowledge.passages import NewPassage, replace_passages
from centralita.studio.knowledge.queries import get_document, search
from centralita.studio.knowledge.search import ALL_SOURCES, Found, granted

__all__ = [
    "ALL_SOURCES",
    "AlreadyUploaded",
    "Entry",
    "FactSheet",
    "Found",
    "NewPassage",
    "ToldPassage",
    "Uploaded",
    "add_questions",
    "add_text",
    "change_entry",
    "delete_document",
    "find_by_words",
    "find_passages",
    "has_questions",
    "has_uploads",
    "passages_told",
    "remove_entry",
    "replace_business_facts",
    "replace_text",
    "sample_document",
    "sample_questions",
    "sources_by_id",
    "uploaded",
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


def sources_by_id() -> dict[str, str]:
    """The names of the sources by the ids that blueprints know them by, the oldest first. Inside the scope."""
    rows = KnowledgeSource.objects.order_by("id").values_list("id", "name")
    return {to_text("kno", identifier): name for identifier, name in rows}


def has_questions(organization_id: OrganizationId) -> bool:
    """Whether anyone has written a question with its answer yet."""
    return KnowledgeDocument.objects.filter(
        organization_id=organization_id, format="faq", passages__gt=0
    ).exists()


def add_questions(actor: Actor, entries: Sequence[Entry]) -> int:
    """Add questions to the first FAQ; how many."""
    return len(add_entries(actor, entries, source_id=None)) if entries else 0


def find_passages(
    organization_id: OrganizationId, question: str, sources: Sequence[str], *, language: str, limit: int
) -> list[Found]:
    """What an agent finds that may see these sources of its blueprint, best first. Opens its own scopes."""
    asked = meant(organization_id, question)
    with tenant_scope(organization_id):
        return search(
            organization_id, question, language=language, sources=granted(sources), limit=limit, meant=asked
        )


def find_by_words(
    organization_id: OrganizationId, question: str, sources: Sequence[str], *, language: str, limit: int
) -> list[Found]:
    """The same by words alone, inside the scope: no model is asked what the question means."""
    return search(organization_id, question, language=language, sources=granted(sources), limit=limit)


@dataclass(frozen=True, slots=True)
class ToldPassage:
    """A passage with the document that it stands in; for a question with its answer, `heading` is the question."""

    title: str
    heading: str
    text: str


def passages_told(sources: Sequence[str], language: str, *, most: int) -> tuple[tuple[ToldPassage, ...], int]:
    """What a blueprint's sources say, but for the facts of the business: questions first, then documents.

    The first `most` of them, and how many there are. Inside the scope; no sources are none.
    """
    if not sources:
        return (), 0
    ids = granted(sources)
    known = KnowledgeSource.objects.exclude(kind="business")
    kinds = dict((known if ids is None else known.filter(id__in=ids)).values_list("id", "kind"))
    documents = {
        row.id: row
        for row in KnowledgeDocument.objects.filter(source_id__in=kinds, status="ready")
        if language not in row.hidden_in
    }
    passages = KnowledgePassage.objects.filter(document_id__in=documents)
    order = sorted(
        documents.values(),
        # The language of the call first: what does not fit is cut off at the end.
        key=lambda row: (
            kinds[row.source_id] != "faq",
            row.language not in {"", language},
            row.title,
            row.id,
        ),
    )
    found: list[ToldPassage] = []
    for row in order:
        if len(found) >= most:
            break
        rows = KnowledgePassage.objects.filter(document_id=row.id).order_by("position", "id")
        told = rows.values_list("heading", "text")[: most - len(found)]
        found += [ToldPassage(row.title, heading, text) for heading, text in told]
    return tuple(found), passages.count()


def has_uploads(organization_id: OrganizationId) -> bool:
    """Whether there is a document of their own yet."""
    return (
        KnowledgeDocument.objects.filter(organization_id=organization_id)
        .exclude(format__in=["faq", "facts"])
        .exists()
    )


def add_text(actor: Actor, title: str, text: str, language: str) -> None:
    """Add a document written in Markdown, as if it were uploaded. Raises PlanLimit when there is no room for it."""
    # A title may have what would be folders in the name of a file.
    name = f"{title.replace('/', '-')[:200]}.md"
    upload_document(
        actor, file_name=name, chunks=[text.encode()], source_id=None, language=language, title=title
    )


def replace_text(actor: Actor, document_id: UUID, text: str) -> None:
    """Have a document say what this Markdown says. Raises NotFound, and PlanLimit when there is no room for it."""
    replace_content(actor, document_id, [text.encode()])


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A document that somebody uploaded; `digest` is the SHA-256 of its file."""

    id: UUID
    title: str
    digest: str


def uploaded(*, titles: Collection[str], digests: Collection[str]) -> tuple[Uploaded, ...]:
    """The uploaded documents that have one of these titles or contents, the oldest first. Inside the scope."""
    files = KnowledgeDocument.objects.exclude(storage_key="").filter(address="")
    rows = files.filter(Q(title__in=list(titles)) | Q(sha256__in=list(digests))).order_by("id")
    return tuple(Uploaded(*row) for row in rows.values_list("id", "title", "sha256"))


@dataclass(frozen=True, slots=True)
class Sampled:
    """A text of the organization's knowledge: a question with its answer, or a document by its title."""

    id: UUID
    title: str
    text: str
    language: str


def sample_questions(*, most: int) -> tuple[Sampled, ...]:
    """The first questions with their answers. Inside the scope."""
    languages = dict(KnowledgeDocument.objects.filter(format="faq").values_list("id", "language"))
    rows = KnowledgePassage.objects.filter(document_id__in=languages).order_by("id")
    found = rows.values_list("id", "heading", "text", "document_id")[:most]
    return tuple(Sampled(row, heading, text, languages[document]) for row, heading, text, document in found)


def sample_document(document_id: UUID, *, longest: int) -> Sampled:
    """A document's text as it is searched, up to so many characters. Raises NotFound. Inside the scope."""
    document = get_document(document_id)
    rows = KnowledgePassage.objects.filter(document_id=document.id).order_by("position", "id")
    parts = [
        f"## {heading}\n\n{text}" if heading else text
        for heading, text in rows.values_list("heading", "text")[:500]
    ]
    return Sampled(document.id, document.title, "\n\n".join(parts)[:longest], document.language)
