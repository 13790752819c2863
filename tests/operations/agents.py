"""Agents and conversations for tests, written as the live plane writes them."""

import json
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from centralita import engine
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import new_id
from centralita.ledger.events.consumers import Handler, consume
from centralita.operations.conversations.models import Conversation, JournalEntry, Message
from centralita.studio.agents.models import Agent, AgentVersion, Blueprint
from tests.people import Member

MOMENT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def make_agent(member: Member, name: str = "Recepción", *, published: bool = True, status: str = "") -> UUID:
    """An agent with a live version, or a draft."""
    content = {"name": name, "languages": ["es"]}
    with tenant_scope(member.organization_id):
        agent = Agent.objects.create(
            organization_id=member.organization_id,
            name=name,
            name_key=name.casefold(),
            languages=["es"],
            draft=content,
            draft_hash=b"d" * 32,
            status=status or ("active" if published else "draft"),
        )
        blueprint = Blueprint.objects.create(
            organization_id=member.organization_id, content_hash=agent.id.bytes * 2, content=content
        )
        version = AgentVersion.objects.create(
            organization_id=member.organization_id, agent_id=agent.id, number=1, blueprint_id=blueprint.id
        )
        if published:
            Agent.objects.filter(id=agent.id).update(live_version_id=version.id, live_number=1)
    return agent.id


@dataclass(frozen=True)
class Talk:
    """What a conversation for a test is to be. Each line is the role and the text."""

    agent_id: UUID
    lines: tuple[tuple[str, str], ...] = (
        ("agent", "Hola"),
        ("visitor", "Quiero una cita"),
        ("agent", "Claro"),
    )
    at: datetime = MOMENT
    status: str = "ended"
    outcome: str = "completed"
    language: str = "es"
    channel: str = "widget"
    test: bool = False
    csat: int | None = None
    tags: tuple[str, ...] = ()
    held_by: UUID | None = None
    response_ms: int = 400
    variables: str = "{}"
    gap: timedelta = timedelta(seconds=2)
    facts: bool = True


def make_conversation(member: Member, talk: Talk) -> UUID:
    """A conversation with its messages, a journal entry for each visitor's message, and its facts."""
    identifier = new_id()
    ended = talk.at + talk.gap * len(talk.lines)
    heard = [index for index, (role, _) in enumerate(talk.lines) if role == "visitor"]
    with tenant_scope(member.organization_id):
        blueprint = AgentVersion.objects.filter(agent_id=talk.agent_id).values_list(
            "blueprint_id", flat=True
        )[0]
        Conversation.objects.create(
            id=identifier,
            organization_id=member.organization_id,
            agent_id=talk.agent_id,
            blueprint_id=blueprint,
            channel=talk.channel,
            test=talk.test,
            status=talk.status,
            outcome=talk.outcome if talk.status == "ended" else "",
            language=talk.language,
            state=engine.encode_state(engine.State(seed="s", channel="chat", language="es")),
            turn=len(heard),
            sequence=len(talk.lines),
            variables=json.loads(talk.variables),
            csat=talk.csat,
            tags=list(talk.tags),
            held_by=talk.held_by,
            response_ms_total=talk.response_ms * len(heard),
            response_count=len(heard),
            tokens_in=100,
            tokens_out=20,
            cost_micros=1500,
            preview=talk.lines[-1][1] if talk.lines else "",
            started_at=talk.at,
            last_at=ended,
            active_at=ended,
            handed_off_at=ended if talk.status == "handed_off" else None,
            ended_at=ended if talk.status == "ended" else None,
        )
        for sequence, (role, text) in enumerate(talk.lines, start=1):
            Message.objects.create(
                organization_id=member.organization_id,
                conversation_id=identifier,
                sequence=sequence,
                role=role,
                text=text,
                at=talk.at + talk.gap * sequence,
            )
        for turn, index in enumerate(heard, start=1):
            event = engine.UserSaid(at=talk.at.timestamp(), text=talk.lines[index][1])
            effects = (
                engine.Trace(name="node", data={"kind": "say", "name": "Saludo"}, node_id="greeting"),
                engine.Say(text="Claro", node_id="greeting"),
            )
            JournalEntry.objects.create(
                organization_id=member.organization_id,
                conversation_id=identifier,
                turn=turn,
                sequence=min(index + 2, len(talk.lines)),
                event=engine.encode_event(event),
                effects=engine.encode_effects(effects),
                took_ms=3.5,
                at=talk.at,
            )
        if talk.facts and not talk.test:
            for kind, data, at in _facts(talk, ended):
                append_fact(member.organization_id, identifier, kind, data, at)
    return identifier


def _facts(talk: Talk, ended: datetime) -> list[tuple[str, dict[str, object], datetime]]:
    agent = str(talk.agent_id)
    facts: list[tuple[str, dict[str, object], datetime]] = [
        (
            "conversation.started",
            {"agent_id": agent, "channel": talk.channel, "language": talk.language},
            talk.at,
        )
    ]
    for sequence, (role, _) in enumerate(talk.lines, start=1):
        kind = "message.received" if role == "visitor" else "message.sent"
        facts.append((kind, {"message_id": "", "sequence": sequence}, talk.at + talk.gap * sequence))
    if talk.status == "handed_off":
        facts.append(("conversation.handed_off", {"reason": "asked"}, ended))
    if talk.status == "ended":
        facts.append(("conversation.ended", {"agent_id": agent, "outcome": talk.outcome}, ended))
    return facts


def append_fact(
    organization_id: UUID, subject: UUID, kind: str, data: dict[str, object], at: datetime
) -> None:
    """A fact as the live plane writes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_event (id, organization_id, at, kind, subject_id, actor_kind, data)"
            " VALUES (%s, %s, %s, %s, %s, 'agent', %s)",
            [new_id(), organization_id, at, kind, subject, json.dumps(data)],
        )


def catch_up(member: Member, consumer: str, handler: Handler) -> None:
    """Let a consumer read all that was written until now.

    Facts wait for every transaction that is older, those of other runs on the same server among them.
    """
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        while consume(consumer, member.organization_id, handler):
            pass
        with tenant_scope(member.organization_id), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM ledger_event e JOIN ledger_cursor c ON c.consumer = %s"
                " WHERE (e.transaction_id, e.sequence) > (c.transaction_id, c.sequence)",
                [consumer],
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    raise AssertionError("the consumer did not catch up")


__all__ = ["MOMENT", "Talk", "append_fact", "catch_up", "make_agent", "make_conversation", "replace"]
