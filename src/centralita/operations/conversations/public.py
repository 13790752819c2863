"""The door to conversations for other slices: a talk that was not held on our engine is kept beside those that were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from centralita import engine
from centralita.engine.promises import Known
from centralita.identity.access.actor import Actor
from centralita.identity.organizations.tasks import forget_later
from centralita.kit.ids import OrganizationId, new_id, to_text
from centralita.ledger.events.append import append_many
from centralita.ledger.events.schemas import (
    ConversationEnded,
    ConversationStarted,
    Fact,
    MessageReceived,
    MessageSent,
    QuestionUnanswered,
)
from centralita.operations.conversations.domain.promises import Aside, asides_in
from centralita.operations.conversations.models import Attachment, Conversation, Message, PendingEffect
from centralita.operations.conversations.presentation import promises
from centralita.operations.conversations.schemas import PromiseOut
from centralita.providers.voice.calls import conversation_id_of
from centralita.studio.agents.public import version_facts
from centralita.studio.business.public import current_snapshot, known_at

__all__ = [
    "FinishedTalk",
    "Line",
    "PromiseOut",
    "begun_for_tools",
    "conversation_of_call",
    "forget_talks",
    "keep_talk",
    "known_then",
    "promises",
    "put_aside_in",
]

_PREVIEW: Final = 200
_MOST_LINES: Final = 2_000
_LONGEST_QUESTION: Final = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said; `at` is aware UTC."""

    role: Literal["visitor", "agent"]
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FinishedTalk:
    """A talk by phone that is over. Money is in micro-units of `currency`."""

    version_id: UUID
    lines: Sequence[Line]
    started_at: datetime
    ended_at: datetime
    outcome: str = ""
    language: str = ""
    cost_micros: int = 0
    currency: str = "USD"
    variables: Mapping[str, object] = field(default_factory=dict)


def conversation_of_call(account_id: UUID, platform_call: str) -> UUID | None:
    """The conversation that our brain held in a call that a platform began; None where it held none.

    Its id comes from the account's and the platform's name of the call.
    """
    identifier = conversation_id_of(account_id, platform_call)
    return identifier if Conversation.objects.filter(id=identifier).exists() else None


def begun_for_tools(conversation_id: UUID) -> bool:
    """Whether a conversation holds no more yet than the tools that a platform's own model has used in its call."""
    return Conversation.objects.filter(
        id=conversation_id, channel="voice", status="ended", turn=0, sequence=0
    ).exists()


def forget_talks(ids: Iterable[UUID]) -> None:
    """Delete conversations with all that was said, noted and sent in them."""
    wanted = list(ids)
    if not wanted:
        return
    sent = Attachment.objects.filter(conversation_id__in=wanted)
    forget_later(list(sent.values_list("storage_key", flat=True)))
    PendingEffect.objects.filter(conversation_id__in=wanted).delete()
    Conversation.objects.filter(id__in=wanted).delete()


def keep_talk(actor: Actor, talk: FinishedTalk, begun: UUID | None = None) -> UUID | None:
    """Keep a talk as a conversation with its messages and facts; its id. None when its version is gone.

    One that was `begun` for its tools is gone on with: what they cost is added to.
    """
    version = version_facts(talk.version_id)
    if version is None:
        return begun
    identifier = begun or new_id()
    language = (talk.language or version.language)[:8]
    lines = [line for line in talk.lines if line.text.strip()][:_MOST_LINES]
    spent = 0
    if begun is not None:
        spent = Conversation.objects.select_for_update().get(id=begun).cost_micros
    kept: dict[str, Any] = {
        "agent_id": version.agent_id,
        "version_id": talk.version_id,
        "blueprint_id": version.blueprint_id,
        "facts_id": None if (known := current_snapshot(actor.organization_id)) is None else known.id,
        "channel": "voice",
        "status": "ended",
        "outcome": talk.outcome[:40],
        "language": language,
        "state": engine.encode_state(
            engine.State(seed=str(identifier), channel="voice", language=language, status="ended")
        ),
        "sequence": len(lines),
        "variables": dict(talk.variables),
        "cost_micros": talk.cost_micros + spent,
        "cost_currency": talk.currency,
        "preview": lines[-1].text[:_PREVIEW] if lines else "",
        "started_at": talk.started_at,
        "last_at": talk.ended_at,
        "active_at": talk.ended_at,
        "ended_at": talk.ended_at,
    }
    if begun is None:
        Conversation.objects.create(id=identifier, organization_id=actor.organization_id, **kept)
    else:
        Conversation.objects.filter(id=identifier).update(**kept)
    messages = [
        Message(
            id=new_id(),
            organization_id=actor.organization_id,
            conversation_id=identifier,
            sequence=sequence,
            role=line.role,
            text=line.text,
            at=line.at,
        )
        for sequence, line in enumerate(lines, start=1)
    ]
    Message.objects.bulk_create(messages)
    agent = to_text("agt", version.agent_id)
    facts: list[Fact] = [ConversationStarted(agent_id=agent, channel="voice", language=language)]
    facts += [
        (MessageReceived if each.role == "visitor" else MessageSent)(
            message_id=to_text("msg", each.id), sequence=each.sequence
        )
        for each in messages
    ]
    # Whoever's model held it kept no note of what it did not know: only what it said is left.
    facts += [
        QuestionUnanswered(agent_id=agent, question=question[:_LONGEST_QUESTION], language=language)
        for question in engine.unanswered_in((line.role == "visitor", line.text) for line in lines)
    ]
    facts.append(ConversationEnded(agent_id=agent, outcome=talk.outcome or None, messages=len(messages)))
    append_many(actor, [(identifier, fact) for fact in facts])
    return identifier


def put_aside_in(conversation_id: UUID | None) -> dict[str, Aside]:
    """What was put aside of what is said in a conversation against the profile, by key. Inside the scope."""
    if conversation_id is None:
        return {}
    rows = Conversation.objects.filter(id=conversation_id).values_list("promises_aside", flat=True)
    return asides_in(rows.first() or [])


def known_then(organization_id: OrganizationId, conversation_id: UUID | None) -> Known:
    """What the business said when a conversation was held; what it says now, without one. Inside the scope."""
    if conversation_id is not None:
        row = Conversation.objects.filter(id=conversation_id).values_list("facts_id", flat=True)
        return known_at(row.first())
    now = current_snapshot(organization_id)
    return known_at(None if now is None else now.id)
