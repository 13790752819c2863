"""Knowledge as the API shows it."""

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import cast

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.ids import to_text
from centralita.kit.languages import reading_language
from centralita.studio.knowledge import schemas
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage, KnowledgeSource
from centralita.studio.knowledge.review.schemas import ContradictionOut
from centralita.studio.knowledge.search import Found

KNOWLEDGE_PERMISSIONS = (Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_UPDATE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about knowledge that the actor holds."""
    return [permission.value for permission in KNOWLEDGE_PERMISSIONS if actor.may(permission)]


@cache
def _problems() -> dict[str, dict[str, dict[str, str]]]:
    return _texts("problems")


@cache
def _site_problems() -> dict[str, dict[str, dict[str, str]]]:
    return _texts("site_problems")


@cache
def _space_problems() -> dict[str, dict[str, dict[str, str]]]:
    return _texts("space_problems")


def _texts(name: str) -> dict[str, dict[str, dict[str, str]]]:
    file = resources.files("centralita.studio.knowledge").joinpath(f"data/{name}.json")
    texts: dict[str, dict[str, dict[str, str]]] = json.loads(file.read_text(encoding="utf-8"))
    return texts


def source(actor: Actor, row: KnowledgeSource, documents: int, passages: int) -> schemas.SourceOut:
    """A source. What the business profile writes is not changed here."""
    kind = cast("schemas.SourceKind", row.kind)
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
            "address": row.address,
            "read_at": row.read_at,
            "tags": row.tags,
            "uploaded_by": row.uploaded_by_name,
            "indexed_at": row.indexed_at,
            "created_at": row.created_at,
            "can": allowed(actor) if row.storage_key else allowed(actor)[:1],
        }
    )


def _error(row: KnowledgeDocument, language: str) -> dict[str, str] | None:
    if row.status != "failed":
        return None
    return problem(row.error_code, language)


def problem(code: str, language: str) -> dict[str, str]:
    """What went wrong with a document or a page, and what to do."""
    texts = _problems().get(code) or _site_problems().get(code) or _site_problems()["page_no_answer"]
    return {"code": code, **texts[reading_language(language)]}


def space_problem(code: str, language: str) -> dict[str, str]:
    """Why there is no vector, and what to do."""
    texts = _space_problems().get(code) or _space_problems()["other"]
    return {"code": code, **texts[reading_language(language)]}


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
        tags=row.tags,
        revision=row.revision,
        updated_at=row.updated_at,
        can=allowed(actor),
    )


def hit(found: Found, asked: Sequence[str], contradictions: Sequence[ContradictionOut]) -> schemas.HitOut:
    """A passage that was found, with why; `asked` are the concepts of the question."""
    words = [
        schemas.WordOut(word=_word(asked, number), where=_where(strength)) for number, strength in found.words
    ]
    held = {number for number, _ in found.words}
    words += [
        schemas.WordOut(word=_word(asked, number), where="title")
        for number in found.title_words
        if number not in held
    ]
    return schemas.HitOut(
        passage_id=to_text("pas", found.id),
        document_id=to_text("doc", found.document_id),
        source_id=to_text("kno", found.source_id),
        title=found.title,
        place=found.place,
        text=found.text,
        score=found.score,
        share=round(found.share, 4),
        closeness=round(min(1.0, found.closeness), 4),
        words=words,
        missing=[_word(asked, number) for number in range(1, len(asked) + 1) if number not in held],
        similarity=None if found.similarity is None else round(found.similarity, 4),
        contradicts=list(contradictions),
    )


def _word(asked: Sequence[str], number: int) -> str:
    return asked[number - 1].partition(" ")[0]


def _where(strength: float) -> schemas.Where:
    return "heading" if strength > 1 else "text" if strength == 1 else "above"
