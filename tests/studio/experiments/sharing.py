"""An agent whose traffic two versions share, and what a worker does with it."""

from typing import Any
from uuid import UUID

import httpx
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, from_text
from centralita.operations.conversations.models import Conversation
from centralita.studio.experiments import listeners
from tests.engine.blueprints import blueprint, flow, node
from tests.live.talk import Visitor, open_chat
from tests.operations.agents import catch_up
from tests.people import Member

GOAL = {"kind": "outcome", "outcomes": ["booked"]}


def saying(text: str, outcome: str = "booked") -> dict[str, Any]:
    """A draft that says this, asks once, and ends as this."""
    question = {"question": {"es": "¿Le va bien?"}, "input": {"type": "text"}, "variable": "fine"}
    return blueprint(
        flow(
            [
                node("hello", "say", {"text": {"es": text}}),
                node("ask", "ask", question),
                node("end", "end", {"outcome": outcome}),
            ],
            "hello > ask",
            "ask > end",
        )
    ).model_dump(mode="json")


def plan(**more: Any) -> dict[str, Any]:
    return {"name": "Saludo", "share": 50, "goal": GOAL, **more}


def change_draft(member: Member, agent: str, draft: dict[str, Any]) -> None:
    saved = member.api.put(f"/agents/{agent}/draft", {"blueprint": draft})
    assert saved.status_code == 200, saved.content


def start(member: Member, agent: str, **more: Any) -> dict[str, Any]:
    """A running experiment: B says goodbye where A says hello."""
    change_draft(member, agent, saying("Buenas, soy B."))
    made = member.api.post(f"/agents/{agent}/experiments", plan(**more))
    assert made.status_code == 201, made.content
    started = member.api.post(f"/experiments/{made.json()['id']}/start", {"because": ""})
    assert started.status_code == 200, started.content
    body: dict[str, Any] = started.json()
    return body


def arm_of(visitor: Visitor) -> str:
    return "b" if "B" in visitor.messages[0]["text"] else "a"


def visits(http: httpx.Client, key: str, count: int, prefix: str = "v") -> list[Visitor]:
    return [open_chat(http, key, language="es", visitor_id=f"{prefix}-{number}") for number in range(count)]


def work(member: Member) -> None:
    """Let experiments read what is new."""
    catch_up(member, listeners.CONSUMER, listeners.handle)


def shown(member: Member, experiment: str) -> dict[str, Any]:
    body: dict[str, Any] = member.api.get(f"/experiments/{experiment}").json()
    return body


def kept(member: Member, visitor: Visitor) -> Conversation:
    with tenant_scope(OrganizationId(member.organization_id)):
        return Conversation.objects.get(id=UUID(int=from_text("cnv", visitor.id).int))


def letters_told(member: Member) -> list[str]:
    """The letters that wait to be sent in this organization; they are taken off the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'organizations.tell_members'"
            " AND args->>'organization_id' = %s RETURNING args->>'letter'",
            [str(member.organization_id)],
        )
        return [str(row[0]) for row in cursor.fetchall()]
