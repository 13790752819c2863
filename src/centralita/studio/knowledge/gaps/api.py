"""Unanswered questions over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Query

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT, MalformedCursor, decode_cursor, paginate
from centralita.studio.knowledge import presentation
from centralita.studio.knowledge.actions.faq import Entry
from centralita.studio.knowledge.gaps.actions import answer_gap, judge_gap
from centralita.studio.knowledge.gaps.schemas import GapAnswer, GapChange, GapList, GapOut
from centralita.studio.knowledge.models import KnowledgeGap

READ, WRITE = Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_UPDATE


def _gap(actor: Actor, row: KnowledgeGap) -> GapOut:
    return GapOut.model_validate(
        {
            "id": to_text("gap", row.id),
            "question": row.question,
            "phrasings": row.phrasings,
            "language": row.language,
            "times": row.times,
            "status": row.status,
            "agent_ids": [to_text("agt", agent) for agent in row.agent_ids],
            "conversation_id": to_text("cnv", row.conversation_id) if row.conversation_id else None,
            "entry_id": to_text("faq", row.entry_id) if row.entry_id else None,
            "first_at": row.first_at,
            "last_at": row.last_at,
            "settled_at": row.settled_at,
            "settled_by": row.settled_by_name,
            "can": presentation.allowed(actor),
        }
    )


def list_gaps(
    request: TenantRequest,
    status: Literal["open", "answered", "dismissed"] = "open",
    agent: Annotated[str | None, Query(max_length=40)] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)] = DEFAULT_LIMIT,
) -> GapList:
    """Questions of conversations that nothing answered, those asked most often first; of one agent where one is named."""
    rows = KnowledgeGap.objects.filter(status=status)
    if agent:
        rows = rows.filter(agent_ids__contains=[from_text("agt", agent)])
    total = rows.count()
    rows = rows.order_by("-times", "-id")
    if cursor:
        times, last = decode_cursor(cursor, length=2)
        try:
            after = UUID(str(last))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
        if not isinstance(times, int):
            raise MalformedCursor(field="cursor")
        rows = rows.filter(times__lt=times) | rows.filter(times=times, id__lt=after)
    page = paginate(list(rows[: limit + 1]), limit, lambda row: (row.times, str(row.id)))
    return GapList(
        items=[_gap(request.actor, row) for row in page.items], next_cursor=page.next_cursor, total=total
    )


def answer(request: TenantRequest, gap_id: str, payload: GapAnswer) -> GapOut:
    """Answer it for good: the question with its answer goes to the frequent ones. Agents know it at once."""
    row = answer_gap(
        request.actor,
        from_text("gap", gap_id),
        Entry(payload.question, payload.answer, payload.language, payload.tags),
        source_id=from_text("kno", payload.source_id) if payload.source_id else None,
    )
    return _gap(request.actor, row)


def change(request: TenantRequest, gap_id: str, payload: GapChange) -> GapOut:
    """Put a question aside, or back among the open ones."""
    return _gap(request.actor, judge_gap(request.actor, from_text("gap", gap_id), payload.status))


def mount_gaps(router: TenantRouter) -> None:
    """Declare the routes."""
    router.get("/knowledge/gaps", permission=READ, operation="knowledge_gap_list", response=GapList)(
        list_gaps
    )
    router.post(
        "/knowledge/gaps/{gap_id}/answer", permission=WRITE, operation="knowledge_gap_answer", response=GapOut
    )(answer)
    router.patch(
        "/knowledge/gaps/{gap_id}", permission=WRITE, operation="knowledge_gap_update", response=GapOut
    )(change)
