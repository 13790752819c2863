"""A conversation's search goes by meaning too, asks for it with no transaction open, and never waits long for it."""

import time
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.db import connection
from starlette.testclient import TestClient

from centralita import engine
from centralita.config.live import live_settings
from centralita.identity.tenancy.scope import tenant_scope
from centralita.live.app import create_app
from centralita.live.database import Connection
from centralita.live.knowledge import StoredKnowledge
from centralita.live.ports import Reply
from centralita.providers.llm.scripted_server import Fault
from centralita.studio.knowledge.meaning import filling
from centralita.studio.language_models import public as accounts
from centralita.studio.language_models import secrets
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member
from tests.studio.knowledge.vendor import PARKING, PETS, Vendor, choose, connect, running

pytestmark = pytest.mark.database

NODES = [
    {
        "id": "answer",
        "kind": "ai_answer",
        "data": {"prompt": "Responde.", "opening": {"es": "Hola"}, "use_knowledge": True},
    }
]


class Reader:
    """A model that says back what it was told to answer from."""

    async def connected(self, connection: Connection, organization_id: UUID) -> bool:
        return True

    async def stream(self, organization_id: UUID, ask: engine.AskModel) -> AsyncGenerator[str | Reply]:
        told = ask.system + " ".join(message.text for message in ask.messages)
        known = [text for _, text in (PETS, PARKING) if text in told]
        text = " ".join(known) or "No lo sé."
        yield text
        yield Reply(text, (), 10, 10, "reader", "stop", None)


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    with running() as found:
        yield found


@pytest.fixture
def visitor(member: Member, vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    way = vendor.way()
    for user in (secrets, accounts):
        monkeypatch.setattr(user, "outbound", lambda: way)
    choose(member, connect(member, vendor))
    filling.fill(member.organization_id)
    blueprint = {
        "name": "Recepción",
        "languages": ["es"],
        "knowledge": [{"id": "all"}],
        "flows": [{"id": "main", "name": "Main", "entry": "answer", "nodes": NODES, "edges": []}],
    }
    key = api_channel(member, published_agent(member, blueprint))
    settings = replace(
        live_settings(),
        models=lambda _pool: Reader(),
        knowledge=lambda pool: StoredKnowledge(pool, django_settings.CIPHER, way),
    )
    with TestClient(create_app(settings)) as http:
        yield open_chat(http, key)
        assert http.portal is not None
        http.portal.call(way.aclose)


def answer(visitor: Visitor, question: str) -> str:
    said = visitor.say(question)["message"]["sequence"]
    end = time.monotonic() + 10
    while not (found := visitor.history(after=said)["messages"]):
        assert time.monotonic() < end, "no answer"
        time.sleep(0.05)
    return str(found[0]["text"])


def test_a_caller_is_understood_without_a_word_in_common(
    visitor: Visitor, member: Member, vendor: Vendor
) -> None:
    assert PETS[1] in answer(visitor, "¿Y los felinos?")
    asked = [one.body["input"] for one in vendor.asked]
    assert asked.count(["¿Y los felinos?"]) == 1
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ledger_event WHERE kind = 'usage.recorded' AND data->>'model' = 'small'"
        )
        # The passages, once; the question, once.
        assert cursor.fetchone()[0] == 2


@pytest.mark.parametrize("fault", [Fault(hang=True), Fault(status=500, body=b"{}")], ids=["late", "failing"])
def test_a_model_that_is_late_or_fails_costs_the_turn_nothing(
    visitor: Visitor, vendor: Vendor, fault: Fault
) -> None:
    vendor.fault = fault
    began = time.monotonic()
    assert PARKING[1] in answer(visitor, "¿Hay aparcamiento?")
    assert time.monotonic() - began < 5
    assert PETS[1] not in answer(visitor, "¿Y los felinos?")
