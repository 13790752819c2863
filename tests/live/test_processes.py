"""What holds when more than one process serves the same conversations, or a process is gone."""

import json
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.db import connection
from starlette.testclient import TestClient

from centralita.config.live import whole
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.live.limits import Rate, Rates
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member
from tests.serving import serving

pytestmark = pytest.mark.database

MINUTE = 60


@pytest.fixture
def key(member: Member) -> str:
    return api_channel(member, published_agent(member))


def waiting(seconds: float) -> dict[str, Any]:
    """Waits, then says so."""
    nodes = [
        {"id": "wait", "kind": "wait", "data": {"until": "time", "seconds": seconds}},
        {"id": "done", "kind": "say", "data": {"text": {"es": "Ya está"}}},
        {"id": "end", "kind": "end", "data": {}},
    ]
    edges = [
        {"id": "a", "source": "wait", "port": "next", "target": "done"},
        {"id": "b", "source": "done", "port": "next", "target": "end"},
    ]
    return {
        "name": "Espera",
        "languages": ["es"],
        "flows": [{"id": "main", "name": "Main", "entry": "wait", "nodes": nodes, "edges": edges}],
    }


def elsewhere(visitor: Visitor, http: httpx.Client) -> Visitor:
    """The same visitor, at another process."""
    return Visitor(http, visitor.id, visitor.token, [])


def test_turns_that_alternate_between_processes_follow_each_other(key: str) -> None:
    with ExitStack() as stack:
        here, there = (
            stack.enter_context(httpx.Client(base_url=stack.enter_context(serving()), timeout=20))
            for _ in "ab"
        )
        visitor = open_chat(here, key)
        other = elsewhere(visitor, there)
        said = [f"mensaje {number}" for number in range(8)]
        for number, text in enumerate(said):
            (visitor, other)[number % 2].say(text)
        messages = visitor.history()["messages"]
    assert [message["sequence"] for message in messages] == list(range(1, len(messages) + 1))
    assert [message["text"] for message in messages if message["role"] == "visitor"] == said


def test_a_message_sent_again_to_another_process_is_said_once(key: str) -> None:
    with ExitStack() as stack:
        here, there = (
            stack.enter_context(httpx.Client(base_url=stack.enter_context(serving()), timeout=20))
            for _ in "ab"
        )
        visitor = open_chat(here, key)
        again = str(uuid.uuid4())
        first = visitor.say("hola", client_id=again)
        second = elsewhere(visitor, there).say("hola", client_id=again)
        third = visitor.say("hola", client_id=again)
    assert first["message"]["id"] == second["message"]["id"] == third["message"]["id"]


def test_an_agent_takes_so_many_messages_over_all_its_conversations(key: str) -> None:
    with TestClient(whole(Rates(messages_of_agent=Rate(3, 0.1)))) as http:
        visitors = [open_chat(http, key) for _ in range(2)]
        statuses = [
            visitors[number % 2]
            .post("messages", {"client_id": str(uuid.uuid4()), "text": "hola"})
            .status_code
            for number in range(4)
        ]
    assert statuses == [202, 202, 202, 429]


def overdue(member: Member, visitor: Visitor, seconds: int) -> None:
    """As if whoever performed for this conversation had died so long ago, ten minutes after it began."""
    conversation = from_text("cnv", visitor.id)
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET at = at - %s WHERE conversation_id = %s",
            [timedelta(minutes=10), conversation],
        )
        cursor.execute(
            "UPDATE pending_effect SET due_at = now() - %s WHERE conversation_id = %s",
            [timedelta(seconds=seconds), conversation],
        )


def heard(visitor: Visitor) -> list[str]:
    """What it is told, as soon as that is anything."""
    deadline = time.monotonic() + 2 * MINUTE
    while not (messages := visitor.history()["messages"]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return [message["text"] for message in messages]


def test_a_timer_keeps_its_hour_when_its_process_dies(member: Member) -> None:
    key = api_channel(member, published_agent(member, waiting(seconds=10 * MINUTE)))
    with TestClient(whole()) as http:
        visitor = open_chat(http, key)
    overdue(member, visitor, seconds=1)
    with TestClient(whole()) as http:
        assert heard(elsewhere(visitor, http)) == ["Ya está"]


def test_a_process_that_stops_hands_over_at_once(member: Member) -> None:
    key = api_channel(member, published_agent(member, waiting(seconds=10 * MINUTE)))
    with TestClient(whole()) as http:
        visitor = open_chat(http, key)
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT due_at <= now() FROM pending_effect WHERE conversation_id = %s",
            [from_text("cnv", visitor.id)],
        )
        assert cursor.fetchall() == [(True,)]


def test_a_conversation_that_cannot_be_read_keeps_nobody_else_from_going_on(member: Member) -> None:
    key = api_channel(member, published_agent(member, waiting(seconds=10 * MINUTE)))
    with TestClient(whole()) as http:
        unreadable, first, later = (open_chat(http, key) for _ in range(3))
    broken = from_text("cnv", unreadable.id)
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        # As a newer version may write it that runs beside this one.
        cursor.execute('UPDATE conversation SET state = \'{"of": "tomorrow"}\' WHERE id = %s', [broken])
    try:
        overdue(member, unreadable, seconds=3600)
        overdue(member, first, seconds=60)
        overdue(member, later, seconds=-3600)
        with TestClient(whole()) as http:
            assert heard(elsewhere(first, http)) == ["Ya está"]
            overdue(member, later, seconds=60)
            assert heard(elsewhere(later, http)) == ["Ya está"]
    finally:
        with tenant_scope(member.organization_id), connection.cursor() as cursor:
            cursor.execute("DELETE FROM pending_effect WHERE conversation_id = %s", [broken])


def changes(http: httpx.Client, member: Member) -> Iterator[dict[str, Any]]:
    """What the dashboard's stream says, once it is ready."""
    ticket = member.api.post("/stream-tickets").json()["ticket"]
    with http.stream("GET", "/live/v1/updates", params={"ticket": ticket}, timeout=60) as response:
        name = ""
        for line in response.iter_lines():
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                yield {"event": name, **json.loads(line[6:])}


def test_the_dashboard_hears_what_the_control_plane_changes(member: Member, http: httpx.Client) -> None:
    with closing(changes(http, member)) as stream:
        assert next(stream)["event"] == "ready"
        agent = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
        assert next(stream) == {"event": "change", "type": "agent.changed", "id": agent}
        channel = member.api.post("/channels", {"name": "Web", "agent_id": agent}).json()["id"]
        assert next(stream) == {"event": "change", "type": "channel.changed", "id": channel}
