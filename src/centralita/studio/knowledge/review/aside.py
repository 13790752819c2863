"""Findings of the review that somebody looked at and put aside. They come back when what they are about changes."""

import hashlib
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from centralita.engine.promises import Contradiction
from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from centralita.studio.knowledge.models import KnowledgeDocument
from centralita.studio.knowledge.review.differences import Difference
from centralita.studio.knowledge.review.reasons import Reason

# Of one document; the oldest are forgotten, and would be shown again.
MOST_ASIDE: Final = 200


def key_of_contradiction(found: Contradiction) -> str:
    """The same for the same sentence against the same fact."""
    return _key("against", found.kind, found.subject, found.said, found.known, found.sentence)


def key_of_difference(found: Difference) -> str:
    """The same while the same documents say the same."""
    return _key(
        "difference",
        found.kind,
        found.subject,
        *sorted(f"{one.document_id} {one.said} {one.line}" for one in found.sayings),
    )


def key_of_age(document: KnowledgeDocument) -> str:
    """The same while the document says the same."""
    return _key("stale", document.sha256 or str(document.id))


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def put_aside(actor: Actor, document_id: UUID, key: str, reason: Reason) -> None:
    """Have a finding about a document shown no more."""
    document = _locked(document_id)
    kept = [one for one in document.set_aside if one["key"] != key]
    mine = {"key": key, "reason": reason, "by": actor.name, "at": now().isoformat()}
    _keep(actor, document, [*kept, mine][-MOST_ASIDE:], {"review": reason})


def take_back(actor: Actor, document_id: UUID, key: str) -> None:
    """Have it shown again."""
    document = _locked(document_id)
    kept = [one for one in document.set_aside if one["key"] != key]
    if len(kept) == len(document.set_aside):
        witness.nothing_changed()
        return
    _keep(actor, document, kept, {"review": "open"})


def _locked(document_id: UUID) -> KnowledgeDocument:
    document = KnowledgeDocument.objects.select_for_update().filter(id=document_id).first()
    if document is None:
        raise NotFound(kind="knowledge_document")
    return document


def _keep(
    actor: Actor, document: KnowledgeDocument, aside: Sequence[dict[str, str]], told: dict[str, object]
) -> None:
    document.set_aside = list(aside)
    document.save(update_fields=["set_aside", "updated_at"])
    trail.record(
        actor,
        action="knowledge_document_update",
        subject_kind="knowledge_document",
        subject_id=to_text("doc", document.id),
        before=None,
        after={"title": document.title, **told},
    )
