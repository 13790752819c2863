"""Answering what was asked, or saying that it needs no answer."""

from typing import Literal
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound
from centralita.kit.ids import to_text
from centralita.studio.knowledge.actions.faq import Entry, add_entries
from centralita.studio.knowledge.models import KnowledgeGap

GapStatus = Literal["open", "answered", "dismissed"]


class GapAnswered(Conflict):
    """Somebody has answered it already; the answer is changed among the questions."""

    code = "gap_answered"


def answer_gap(actor: Actor, gap_id: UUID, entry: Entry, *, source_id: UUID | None) -> KnowledgeGap:
    """Add the question with its answer to a source, the first FAQ when none is named, and mark it as answered."""
    gap = _locked(gap_id)
    (row,) = add_entries(actor, [entry], source_id=source_id)
    gap.entry_id = row.id
    return _settle(actor, gap, "answered")


def judge_gap(actor: Actor, gap_id: UUID, status: Literal["open", "dismissed"]) -> KnowledgeGap:
    """Put it aside, or back among the open ones."""
    gap = _locked(gap_id)
    if gap.status == status:
        witness.nothing_changed()
        return gap
    return _settle(actor, gap, status)


def _settle(actor: Actor, gap: KnowledgeGap, status: GapStatus) -> KnowledgeGap:
    before, gap.status = gap.status, status
    gap.settled_at = now() if status != "open" else None
    gap.settled_by_name = actor.name if status != "open" else ""
    gap.save()
    trail.record(
        actor,
        action="knowledge_gap_update",
        subject_kind="knowledge_gap",
        subject_id=to_text("gap", gap.id),
        before={"status": before},
        after={"status": status},
    )
    return gap


def _locked(gap_id: UUID) -> KnowledgeGap:
    gap = KnowledgeGap.objects.select_for_update().filter(id=gap_id).first()
    if gap is None:
        raise NotFound(kind="knowledge_gap")
    if gap.status == "answered":
        raise GapAnswered
    return gap
