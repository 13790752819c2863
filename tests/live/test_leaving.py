"""A chat that nobody goes on with is over after a while; who comes back is known."""

import asyncio
import os
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.db.models import F

from centralita import engine
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.ledger.events.models import LedgerEvent
from centralita.live.blueprints import Blueprints
from centralita.live.broker import Broker
from centralita.live.database import open_pool
from centralita.live.leaving import Leaving
from centralita.live.ports import NoKnowledge, NoModels
from centralita.live.sessions import Sessions
from centralita.operations.conversations.models import Conversation
from tests.engine.blueprints import blueprint, flow, node
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member

pytestmark = pytest.mark.database

ASKS = blueprint(
    flow(
        [
            node(
                "name",
                "ask",
                {"question": {"es": "¿Su nombre?"}, "input": {"type": "text"}, "variable": "nombre"},
            ),
            node("wait", "wait", {"seconds": 3_000}),
            node("end", "end", {"outcome": "booked"}),
        ],
        "name > wait",
        "wait > end",
    )
).model_dump(mode="json")


def leave(work: Any) -> int:
    """What a process of the live plane does in one round."""

    async def run() -> int:
        pool = await open_pool(os.environ["DATABASE_URL"], size=2)
        try:
            sessions = Sessions(pool, Blueprints(), Broker(), NoModels(), NoKnowledge())
            ended: Coroutine[Any, Any, int] = work(Leaving(sessions))
            return await ended
        finally:
            await pool.close()

    return asyncio.run(run())


def age(member: Member, chat: Visitor, by: timedelta) -> None:
    """As if nobody had written for so long."""
    with tenant_scope(member.organization_id):
        rows = Conversation.objects.filter(id=from_text("cnv", chat.id))
        rows.update(last_at=F("last_at") - by, active_at=F("active_at") - by)


def test_what_is_left_ends_once_and_what_goes_on_does_not(member: Member, http: httpx.Client) -> None:
    key = api_channel(member, published_agent(member, ASKS))
    left, fresh, waiting, held = (open_chat(http, key) for _ in range(4))
    waiting.say("Ana")  # and now a timer runs: that is waited for
    ticket = member.api.post("/stream-tickets").json()["ticket"]
    taken = http.post(
        f"/live/v1/conversations/{held.id}/take-over", headers={"Authorization": f"Bearer {ticket}"}
    )
    assert taken.status_code == 200, taken.text
    for chat in (left, waiting, held):
        age(member, chat, timedelta(minutes=31))
    age(member, fresh, timedelta(minutes=29))
    assert leave(lambda leaving: leaving.round_of(member.organization_id, timedelta(minutes=30))) == 1
    assert leave(lambda leaving: leaving.round_of(member.organization_id, timedelta(minutes=30))) == 0
    ended = left.history()["conversation"]
    assert (ended["status"], ended["outcome"]) == ("ended", "abandoned")
    assert {chat.history()["conversation"]["status"] for chat in (fresh, waiting)} == {"active"}
    assert held.history()["conversation"]["status"] == "handed_off", "a person has it"
    with tenant_scope(member.organization_id):
        row = Conversation.objects.get(id=from_text("cnv", left.id))
        told = LedgerEvent.objects.filter(kind="conversation.ended", subject_id=row.id)
        assert row.ended_at is not None
        assert [each.data["reason"] for each in told] == ["hung_up_by_idleness"]
    age(member, held, timedelta(hours=72))
    assert leave(lambda leaving: leaving.round_of(member.organization_id, timedelta(minutes=30))) == 1
    assert held.history()["conversation"]["outcome"] == "handed_off"
    refused = left.post(
        "messages", {"client_id": "3c5c5b58-5f0e-4b39-8f5f-0d9f0f2d5f11", "text": "¿Sigue ahí?"}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "conversation_ended")


def test_each_organization_says_how_long(member: Member, http: httpx.Client) -> None:
    key = api_channel(member, published_agent(member, ASKS))
    left, fresh = open_chat(http, key), open_chat(http, key)
    age(member, left, timedelta(minutes=61))
    age(member, fresh, timedelta(minutes=45))
    shown = member.api.get("/organization")
    assert shown.json()["chat_idle_minutes"] == 30
    for minutes, status in ((4, 422), (10_081, 422), (60, 200)):
        answer = member.api.patch("/organization", {"chat_idle_minutes": minutes})
        assert answer.status_code == status, answer.content
    assert answer.json()["chat_idle_minutes"] == 60
    assert leave(lambda leaving: leaving.round()) >= 1
    assert [chat.history()["conversation"]["status"] for chat in (left, fresh)] == ["ended", "active"]


def test_who_comes_back_is_known(member: Member, http: httpx.Client) -> None:
    agent = published_agent(member, ASKS)
    key = api_channel(member, agent)
    before = open_chat(http, key)
    before.say("Ana Ruiz")
    again = open_chat(http, key, earlier=before.token)
    other = api_channel(member, published_agent(member, ASKS))
    for chat, said in (
        (again, ["¿Su nombre?", "Ana Ruiz", "¿Su nombre?"]),
        (open_chat(http, other, earlier=before.token), ["¿Su nombre?"]),
        (open_chat(http, key, earlier="cct_falso"), ["¿Su nombre?"]),
        (open_chat(http, key), ["¿Su nombre?"]),
    ):
        with tenant_scope(member.organization_id):
            state = engine.decode_state(bytes(Conversation.objects.get(id=_uuid(chat)).state))
        assert [each.text for each in state.transcript] == said
        assert [each["text"] for each in chat.messages] == ["¿Su nombre?"], "shown is the new one alone"


def _uuid(chat: Visitor) -> UUID:
    return from_text("cnv", chat.id)
