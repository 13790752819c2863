"""Collects the questions of conversations that nothing answered, each fact once.

Fed by `ledger.events.consumers.consume(CONSUMER, organization_id, handle)`.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from centralita.kit.ids import MalformedId, OrganizationId, from_text
from centralita.ledger.events.consumers import ReadEvent
from centralita.studio.knowledge.gaps.likeness import ALIKE, likeness, marks, told
from centralita.studio.knowledge.models import KnowledgeGap

CONSUMER: Final = "knowledge"
MOST_GAPS: Final = 1_000
MOST_PHRASINGS: Final = 8


def handle(organization_id: OrganizationId, events: Sequence[ReadEvent]) -> None:
    """Put each question to those like it. What was answered since is asked anew."""
    asked = [event for event in events if event.kind == "question.unanswered"]
    if not asked:
        return
    known = list(KnowledgeGap.objects.select_for_update().filter(status__in=["open", "dismissed"]))
    for event in asked:
        question = told(str(event.data.get("question") or ""))
        if not question:
            continue
        language = str(event.data.get("language") or "").partition("-")[0][:8]
        found = _alike(known, marks(question), language)
        if found is None:
            if len(known) >= MOST_GAPS:
                continue
            found = KnowledgeGap(
                organization_id=organization_id,
                question=question,
                marks=marks(question),
                language=language,
                first_at=event.at,
                last_at=event.at,
                times=0,
            )
            known.append(found)
        _count(found, event, question)
        found.save()


def _alike(known: Sequence[KnowledgeGap], wanted: list[str], language: str) -> KnowledgeGap | None:
    scored = [(likeness(gap.marks, wanted), gap) for gap in known if gap.language == language]
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] >= ALIKE else None


def _count(gap: KnowledgeGap, event: ReadEvent, question: str) -> None:
    gap.times += 1
    gap.last_at = max(gap.last_at, event.at)
    gap.conversation_id = event.subject_id
    if question != gap.question and question not in gap.phrasings and len(gap.phrasings) < MOST_PHRASINGS:
        gap.phrasings = [*gap.phrasings, question]
    agent = _agent(event)
    if agent is not None and agent not in gap.agent_ids:
        gap.agent_ids = [*gap.agent_ids, agent][-20:]


def _agent(event: ReadEvent) -> UUID | None:
    try:
        return from_text("agt", str(event.data.get("agent_id") or ""))
    except MalformedId:
        return None
