"""Knowledge as the API shows it."""

import json
from functools import cache
from importlib import resources
from typing import cast

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.ids import to_text
from centralita.studio.knowledge import schemas
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage, KnowledgeSource
from centralita.studio.knowledge.search import Found

KNOWLEDGE_PERMISSIONS = (Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_UPDATE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about knowledge that the actor holds."""
    return [permission.value for permission in KNOWLEDGE_PERMISSIONS if actor.may(permission)]


@cache
def _problems() -> dict[str, dict[str, dict[str, str]]]:
    file = resources.files("centralita.studio.knowledge").joinpath("data/problems.json")
    texts: dict[str, dict[str, dict[str, str]]] = json.loads(file.read_text(encoding="utf-8"))
    return texts


def source(actor: Actor, row: KnowledgeSource, documents: int, passages: int) -> schemas.SourceOut:
    """A source. What the business profile writes is not changed here."""
    kind: schemas.SourceKind = (
        "business" if row.kind == "business" else "faq" if row.kind == "faq" else "upload"
    )
    return schemas.SourceOut(
        id=to_text("kno", row.id),
        kind=kind,
        name=row.name,
        documents=documents,
        passages=passages,
        revision=row.revision,
        updated_at=row.updated_at,
        can=allowed(actor) if kind != "business" else allowed(actor)[:1],
    )


def document(actor: Actor, row: KnowledgeDocument) -> schemas.DocumentOut:
    """A document, with what to do where it failed."""
    return schemas.DocumentOut.model_validate(
        {
            "id": to_text("doc", row.id),
            "source_id": to_text("kno", row.source_id),
            "title": row.title,
            "format": row.format,
            "file_name": row.file_name,
            "size": row.size,
            "language": row.language,
            "language_chosen": row.language_chosen,
            "status": row.status,
            "error": _error(row, actor.language),
            "pages_done": row.pages_done,
            "pages_total": row.pages_total,
            "passages": row.passages,
            "uploaded_by": row.uploaded_by_name,
            "indexed_at": row.indexed_at,
            "created_at": row.created_at,
            "can": allowed(actor) if row.storage_key else allowed(actor)[:1],
        }
    )


def _error(row: KnowledgeDocument, language: str) -> dict[str, str] | None:
    if row.status != "failed":
        return None
    texts = _problems().get(row.error_code) or _problems()["document_broken"]
    return {"code": row.error_code, **texts["es" if language.startswith("es") else "en"]}


def passage(row: KnowledgePassage) -> schemas.PassageOut:
    """A passage."""
    return schemas.PassageOut(
        id=to_text("pas", row.id),
        position=row.position,
        place=row.place,
        heading=row.heading,
        text=row.text,
    )


def entry(actor: Actor, row: KnowledgePassage) -> schemas.EntryOut:
    """A question with its answer."""
    return schemas.EntryOut(
        id=to_text("faq", row.id),
        source_id=to_text("kno", row.source_id),
        question=row.heading,
        answer=row.text,
        language=cast("schemas.Language", row.language),
        revision=row.revision,
        updated_at=row.updated_at,
        can=allowed(actor),
    )


def hit(found: Found) -> schemas.HitOut:
    """A passage that was found."""
    return schemas.HitOut(
        passage_id=to_text("pas", found.id),
        document_id=to_text("doc", found.document_id),
        source_id=to_text("kno", found.source_id),
        title=found.title,
        place=found.place,
        text=found.text,
        score=found.score,
    )
