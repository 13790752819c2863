"""Conversations as the API shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from centralita.engine.promises import Known, contradictions
from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.operations.conversations import queries
from centralita.operations.conversations.domain.promises import Aside, key_of
from centralita.operations.conversations.models import Conversation, Message, Note, TurnRating
from centralita.operations.conversations.policy import allowed, may_delete_note
from centralita.operations.conversations.schemas import (
    AgentRef,
    AttachmentOut,
    ConversationOut,
    ConversationSummary,
    MessageOut,
    NoteOut,
    PersonRef,
    PromiseAsideOut,
    PromiseOut,
    Role,
    TraceOut,
    TurnRatingOut,
)
from centralita.studio.agents.public import AgentFacts, agent_facts, version_number


def summaries(actor: Actor, rows: Sequence[Conversation]) -> list[ConversationSummary]:
    """Conversations in a list."""
    agents = agent_facts({row.agent_id for row in rows})
    return [ConversationSummary(**_summary(actor, row, agents.get(row.agent_id))) for row in rows]


def detail(actor: Actor, row: Conversation) -> ConversationOut:
    """A conversation as its page shows it."""
    agent = agent_facts([row.agent_id]).get(row.agent_id)
    return ConversationOut(
        **_summary(actor, row, agent),
        version=version_number(row.version_id) if row.version_id else None,
        visitor_id=row.visitor_id,
        page_url=row.page_url,
        variables=row.variables,
        rating_comment=row.rating_comment,
        tokens_in=row.tokens_in,
        tokens_out=row.tokens_out,
        response_ms=row.response_ms_total // row.response_count if row.response_count else None,
        handed_off_at=row.handed_off_at,
        notes=[note(actor, one) for one in queries.list_notes(row)],
        attachments=[
            AttachmentOut(id=to_text("att", one.id), name=one.name, type=one.type, size=one.size)
            for one in queries.list_attachments(row)
        ],
    )


def _summary(actor: Actor, row: Conversation, agent: AgentFacts | None) -> dict[str, Any]:
    held = PersonRef(id=to_text("usr", row.held_by), name=row.held_by_name) if row.held_by else None
    return {
        "id": to_text("cnv", row.id),
        "agent": AgentRef(id=to_text("agt", row.agent_id), name=agent.name if agent else ""),
        "channel": row.channel,
        "test": row.test,
        "status": row.status,
        "outcome": row.outcome or None,
        "language": row.language,
        "preview": row.preview,
        "messages": row.sequence,
        "csat": row.csat,
        "nps": row.nps,
        "tags": row.tags,
        "handed_off": row.handed_off_at is not None or row.status == "handed_off",
        "contradictions": row.contradictions,
        "held_by": held,
        "cost_micros": row.cost_micros,
        "currency": row.cost_currency,
        "started_at": row.started_at,
        "last_at": row.last_at,
        "ended_at": row.ended_at,
        "can": allowed(actor),
    }


def note(actor: Actor, row: Note) -> NoteOut:
    """A note."""
    return NoteOut(
        id=to_text("note", row.id),
        author=PersonRef(id=to_text("usr", row.author_id) if row.author_id else None, name=row.author_name),
        text=row.text,
        created_at=row.created_at,
        can_delete=may_delete_note(actor, row.author_id),
    )


def rating(row: TurnRating) -> TurnRatingOut:
    """What somebody says of an answer."""
    return TurnRatingOut(
        good=row.good,
        remark=row.remark,
        by=PersonRef(id=to_text("usr", row.author_id) if row.author_id else None, name=row.author_name),
        rated_at=row.rated_at,
        scenario_id=to_text("scn", row.scenario_id) if row.scenario_id else None,
        aside=row.aside,
    )


def message(
    said: queries.Said, known: Known, aside: Mapping[str, Aside], rated: TurnRating | None = None
) -> MessageOut:
    """A message with its trace; what the agent says is held against what the business said then."""
    row = said.message
    extra: dict[str, Any] = row.extra or {}
    attachment = extra.get("attachment")
    return MessageOut(
        id=to_text("msg", row.id),
        sequence=row.sequence,
        role=cast("Role", row.role),
        text=row.text,
        created_at=row.at,
        author=_author(row, extra),
        choices=extra.get("choices") or None,
        input=extra.get("input"),
        citations=extra.get("citations") or None,
        attachments=[attachment] if attachment else None,
        trace=[TraceOut(name=line.name, node_id=line.node_id, data=line.data) for line in said.trace],
        took_ms=round(said.took_ms, 1),
        contradicts=promises(row.text, known, aside) if row.role == "agent" else [],
        rating=None if rated is None else rating(rated),
    )


def promises(text: str, known: Known, aside: Mapping[str, Aside]) -> list[PromiseOut]:
    """What an agent says in a text that the business did not say, with what was put aside of it."""
    return [
        PromiseOut(
            key=key,
            aside=None if (put := aside.get(key)) is None else PromiseAsideOut(**asdict(put)),
            kind=one.kind,
            subject=one.subject,
            said=one.said,
            known=one.known,
        )
        for one in contradictions(text, known)
        for key in [key_of(one)]
    ]


def _author(row: Message, extra: dict[str, Any]) -> PersonRef | None:
    if row.role != "person":
        return None
    name = str((extra.get("author") or {}).get("name", ""))
    return PersonRef(id=to_text("usr", row.author_id) if row.author_id else None, name=name)
