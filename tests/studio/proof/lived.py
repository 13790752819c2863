"""Conversations that took place: the engine's own turns, kept as the live plane keeps them."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from centralita import engine
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text, new_id
from centralita.operations.conversations.models import Conversation, JournalEntry, Message
from centralita.studio.agents.public import published
from tests.engine.blueprints import edges, node
from tests.people import Member

FACTS: dict[str, Any] = {"facts": {"name": "Clínica Sol"}, "time_zone": "Europe/Madrid"}


def booking(*, asks_email: bool = False, reverse: bool = False, gives_up: bool = False) -> dict[str, Any]:
    """A draft that books: name and day (in which order), then the diary, then the end."""
    questions = [
        node(
            "name",
            "ask",
            {"question": {"es": "¿Su nombre?"}, "input": {"type": "text"}, "variable": "nombre"},
        ),
        node("day", "ask", {"question": {"es": "¿Qué día?"}, "input": {"type": "text"}, "variable": "dia"}),
    ]
    order = ["day", "name"] if reverse else ["name", "day"]
    if asks_email:
        questions.append(
            node(
                "mail",
                "ask",
                {"question": {"es": "¿Su correo?"}, "input": {"type": "email"}, "variable": "correo"},
            )
        )
        order.append("mail")
    nodes = [
        node("hello", "say", {"text": {"es": "Hola, soy la asistente."}}),
        *questions,
        node(
            "slots",
            "tool_call",
            {"tool": "huecos", "arguments": {"dia": "{{dia}}"}, "result_variable": "hueco"},
        ),
        node("done", "say", {"text": {"es": "Le espero el {{hueco}}, {{nombre}}."}}),
        node("end", "end", {"outcome": "abandoned" if gives_up else "booked"}),
        node("sorry", "end", {"outcome": "failed"}),
    ]
    way = ["hello", *order, "slots", "done", "end"]
    arrows = [f"{one} > {other}" for one, other in itertools.pairwise(way)]
    return {
        "name": "Recepción",
        "languages": ["es"],
        "default_language": "es",
        "entry_flow": "main",
        "flows": [
            {
                "id": "main",
                "name": "main",
                "entry": "hello",
                "nodes": nodes,
                "edges": edges(*arrows, "slots.failed > sorry"),
            }
        ],
        "tools": [
            {
                "name": "huecos",
                "description": "Huecos",
                "parameters": {"type": "object", "properties": {"dia": {"type": "string"}}},
            }
        ],
    }


def live(
    member: Member,
    agent: str,
    said: Sequence[str],
    tools: Mapping[str, Callable[[Mapping[str, engine.Value]], engine.Value]] | None = None,
    *,
    over: bool = True,
) -> UUID:
    """Somebody talks with the published agent; the conversation's id."""
    agent_id = from_text("agt", agent)
    with tenant_scope(member.organization_id):
        version = published(agent_id)
        assert version is not None
        blueprint = version.blueprint
        state = engine.begin(blueprint, seed="s", channel="chat", language="es", variables={})
        begun = now()
        identifier = new_id()
        kept: list[tuple[engine.Event, tuple[engine.Effect, ...]]] = []
        lines: list[tuple[str, str]] = []

        def apply(event: engine.Event) -> None:
            nonlocal state
            if isinstance(event, engine.UserSaid):
                lines.append(("visitor", event.text))
            state, effects = engine.advance(blueprint, state, event)
            lines.extend(("agent", each.text) for each in effects if isinstance(each, engine.Say))
            kept.append((event, effects))
            for each in effects:
                if isinstance(each, engine.CallTool):
                    answer = (tools or {})[each.tool](each.arguments)
                    apply(
                        engine.ToolReturned(
                            at=event.at, effect_id=each.id, ok=answer is not None, result=answer
                        )
                    )

        apply(engine.Started(at=begun.timestamp()))
        for number, text in enumerate(said):
            if state.status == "ended":
                break
            apply(engine.UserSaid(at=begun.timestamp() + number + 1, text=text))
        if over and state.status != "ended":
            apply(engine.HungUp(at=begun.timestamp() + 60))
        with_blueprint = _blueprint_of(version.version_id)
        Conversation.objects.create(
            id=identifier,
            organization_id=member.organization_id,
            agent_id=agent_id,
            version_id=version.version_id,
            blueprint_id=with_blueprint,
            channel="widget",
            status="ended" if over else "active",
            outcome=state.outcome,
            language="es",
            state=engine.encode_state(state),
            sequence=len(lines),
            preview=next((text for role, text in lines if role == "visitor"), ""),
            started_at=begun,
            last_at=begun,
            ended_at=datetime.now(UTC) if over else None,
        )
        Message.objects.bulk_create(
            Message(
                organization_id=member.organization_id,
                conversation_id=identifier,
                sequence=sequence,
                role=role,
                text=text,
                at=begun,
            )
            for sequence, (role, text) in enumerate(lines, start=1)
        )
        JournalEntry.objects.bulk_create(
            JournalEntry(
                organization_id=member.organization_id,
                conversation_id=identifier,
                turn=turn,
                sequence=len(lines),
                event=engine.encode_event(event),
                effects=engine.encode_effects(effects),
                at=begun,
            )
            for turn, (event, effects) in enumerate(kept, start=1)
        )
    return identifier


def _blueprint_of(version_id: UUID) -> UUID:
    from centralita.studio.agents.models import AgentVersion

    found: UUID = AgentVersion.objects.values_list("blueprint_id", flat=True).get(id=version_id)
    return found
