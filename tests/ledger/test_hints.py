"""Dashboards hear of a change when it is true, and not otherwise."""

import json
import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import transaction

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import new_id, to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import CHANNEL
from centralita.ledger.events.schemas import KnowledgeIndexed
from tests.people import Member

pytestmark = pytest.mark.database


@pytest.fixture
def listener(member: Member) -> Iterator[psycopg.Connection]:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        yield connection


def heard(listener: psycopg.Connection, member: Member, seconds: float) -> list[tuple[str, object]]:
    """What was said about this organization, as (kind, body)."""
    found = []
    for notice in listener.notifies(timeout=seconds):
        _origin, hints = json.loads(notice.payload)
        found += [(kind, body) for topic, kind, body in hints if topic == member.organization_id.hex]
        if found:
            break
    return found


def test_a_fact_is_heard_once_it_is_committed(member: Member, listener: psycopg.Connection) -> None:
    document = new_id()
    with tenant_scope(member.organization_id):
        append(member.actor, document, KnowledgeIndexed(passages=3))
        assert heard(listener, member, 0.2) == []
    assert heard(listener, member, 20) == [("knowledge.changed", {"id": to_text("doc", document)})]


def test_a_fact_that_was_rolled_back_is_not_heard(member: Member, listener: psycopg.Connection) -> None:
    with tenant_scope(member.organization_id):
        append(member.actor, new_id(), KnowledgeIndexed(passages=3))
        transaction.set_rollback(True)
    assert heard(listener, member, 0.3) == []


def test_the_business_tells_its_changes(member: Member, listener: psycopg.Connection) -> None:
    assert member.api.patch("/business", {"description": "Clínica de barrio"}).status_code == 200
    assert [kind for kind, _body in heard(listener, member, 20)] == ["business.changed"]
