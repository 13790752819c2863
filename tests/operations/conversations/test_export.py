"""Conversations as files."""

import csv
import io
import json

import pytest

from centralita.identity.access.permissions import Role
from centralita.operations.conversations import export
from tests.operations.agents import Talk, make_agent, make_conversation, replace

pytestmark = pytest.mark.database


def download(member, query: str) -> tuple[str, str]:
    answer = member.api.get(f"/conversations/export?{query}")
    assert answer.status_code == 200, answer.content
    return answer["Content-Type"], b"".join(answer.streaming_content).decode()


@pytest.fixture
def talk(member) -> Talk:
    return Talk(
        make_agent(member, "=cmd|' /C calc'!A0"), lines=(("visitor", '=HYPERLINK("http://evil")\nsí'),)
    )


def test_csv_opens_in_a_spreadsheet_without_running_anything(member, talk) -> None:
    make_conversation(member, replace(talk, tags=("+1", "vip"), variables='{"name": "=1+1"}'))
    kind, text = download(member, "format=csv")
    assert kind.startswith("text/csv")
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row["agent"].startswith("'=cmd")
    assert row["tags"].startswith("'+1")
    assert row["transcript"] == 'visitor: =HYPERLINK("http://evil")\nsí'
    assert (row["cost"], row["test"], row["outcome"]) == ("0.001500", "no", "completed")


def test_json_has_one_conversation_a_line(member, talk) -> None:
    for _ in range(3):
        make_conversation(member, talk)
    kind, text = download(member, "format=json")
    assert kind.startswith("application/x-ndjson")
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == 3
    assert lines[0]["messages"][0]["text"].endswith("sí")


def test_filters_hold_and_pages_join(member, talk, monkeypatch) -> None:
    monkeypatch.setattr(export, "PAGE", 2)
    for outcome in ("booked", "completed", "booked", "booked"):
        make_conversation(member, replace(talk, outcome=outcome))
    _, text = download(member, "format=json&outcome=booked")
    assert [json.loads(line)["outcome"] for line in text.splitlines()] == ["booked"] * 3


def test_the_trail_knows_who_took_what(member, talk) -> None:
    from centralita.identity.audit.models import AuditEntry
    from centralita.identity.tenancy.scope import tenant_scope

    download(member, "format=csv&outcome=booked")
    with tenant_scope(member.organization_id):
        entry = AuditEntry.objects.filter(action="conversation_export").get()
        assert entry.after == {"format": "csv", "outcome": "booked"}


def test_an_empty_export_has_its_head(member) -> None:
    assert download(member, "format=csv")[1].strip().startswith("\ufeffid,agent")
    assert download(member, "format=json")[1] == ""


def test_viewers_take_nothing_and_managers_their_own(member, make, talk) -> None:
    make_conversation(member, talk)
    assert make(in_=member, role=Role.VIEWER).api.get("/conversations/export").status_code == 403
    manager = make(in_=member, role=Role.MANAGER, agent_ids=[])
    assert download(manager, "format=json")[1] == ""
