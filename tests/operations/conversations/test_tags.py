"""The tags in use, to choose from."""

from datetime import timedelta

import pytest

from centralita.identity.access.permissions import Role
from centralita.operations.conversations import queries
from tests.operations.agents import MOMENT, Talk, make_agent, make_conversation, replace

pytestmark = pytest.mark.database


def tags(member) -> list[tuple[str, int]]:
    answer = member.api.get("/conversations/tags")
    assert answer.status_code == 200, answer.content
    return [(item["tag"], item["conversations"]) for item in answer.json()["items"]]


@pytest.fixture
def talk(member) -> Talk:
    return Talk(make_agent(member))


def test_the_most_used_comes_first(member, talk) -> None:
    assert tags(member) == []
    for given in ((), ("vip", "queja"), ("vip",), ("alta",)):
        make_conversation(member, replace(talk, tags=given))
    assert tags(member) == [("vip", 2), ("alta", 1), ("queja", 1)]


def test_a_tag_is_in_use_from_its_first_to_its_last_conversation(member, talk) -> None:
    make_conversation(member, talk)
    identifier = member.api.get("/conversations").json()["items"][0]["id"]
    assert member.api.put(f"/conversations/{identifier}/tags", {"tags": ["vip"]}).status_code == 200
    assert tags(member) == [("vip", 1)]
    assert member.api.put(f"/conversations/{identifier}/tags", {"tags": []}).status_code == 200
    assert tags(member) == []


def test_those_of_tests_are_left_out(member, talk) -> None:
    make_conversation(member, replace(talk, test=True, tags=("prueba",)))
    assert tags(member) == []


def test_only_so_many_are_told_and_of_the_last_conversations(member, talk, monkeypatch) -> None:
    for days, given in enumerate((("antigua",), ("b", "c"), ("a",))):
        make_conversation(member, replace(talk, at=MOMENT + timedelta(days=days), tags=given))
    monkeypatch.setattr(queries, "MOST_TAGGED", 2)
    assert tags(member) == [("a", 1), ("b", 1), ("c", 1)]
    monkeypatch.setattr(queries, "MOST_TAGS", 2)
    assert tags(member) == [("a", 1), ("b", 1)]


def test_another_organization_sees_none_of_them(member, make, talk) -> None:
    make_conversation(member, replace(talk, tags=("vip",)))
    assert tags(make()) == []


def test_a_manager_sees_those_of_their_agents(member, make, talk) -> None:
    make_conversation(member, replace(talk, tags=("vip",)))
    make_conversation(member, replace(talk, agent_id=make_agent(member, "Otra"), tags=("secreta",)))
    assert tags(make(in_=member, role=Role.MANAGER, agent_ids=[talk.agent_id])) == [("vip", 1)]
    assert tags(make(in_=member, role=Role.MANAGER, agent_ids=[])) == []
    assert make(in_=member, role=Role.VIEWER).api.get("/conversations/tags").status_code == 403
