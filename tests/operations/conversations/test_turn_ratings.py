"""What the team says of single answers of an agent, and the scenarios that are made of the bad ones."""

from typing import Any

import pytest
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, new_id, to_text
from centralita.operations.conversations.models import TurnRating
from centralita.operations.conversations.public import forget_talks
from tests.operations.agents import Talk, make_agent, make_conversation
from tests.people import Member

pytestmark = pytest.mark.database

LINES = (
    ("agent", "Hola, soy la asistente."),
    ("visitor", "Soy Eva Molina, ¿abren los lunes?"),
    ("agent", "Los lunes cerramos. Venga el martes."),
    ("visitor", "¿Y los martes?"),
    ("agent", "Los martes, de diez a dos."),
)


@pytest.fixture
def agent(member: Member) -> str:
    return to_text("agt", make_agent(member))


@pytest.fixture
def path(member: Member, agent: str) -> str:
    talk = Talk(from_text("agt", agent), lines=LINES)
    return f"/conversations/{to_text('cnv', make_conversation(member, talk))}"


def messages(member: Member, path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = member.api.get(f"{path}/messages").json()["items"]
    return items


def rated(member: Member, path: str, place: int = 2, **said: Any) -> str:
    """The address of an answer that was rated."""
    address = f"{path}/messages/{messages(member, path)[place]['id']}"
    answer = member.api.put(f"{address}/rating", {"good": False, **said})
    assert answer.status_code == 200, answer.content
    return address


def to_mend(member: Member, agent: str) -> list[dict[str, Any]]:
    shown = member.api.get(f"/agents/{agent}/turns-to-mend").json()
    assert shown["total"] == len(shown["items"])
    items: list[dict[str, Any]] = shown["items"]
    return items


def test_an_answer_is_rated_by_whoever_says_so_last(member: Member, make: Any, path: str) -> None:
    address = rated(member, path, remark="  No dijo hasta cuándo. ")
    shown = messages(member, path)
    assert [each["rating"] is None for each in shown] == [True, True, False, True, True]
    rating = shown[2]["rating"]
    assert (rating["good"], rating["remark"], rating["by"]["name"]) == (
        False,
        "No dijo hasta cuándo.",
        member.user.name,
    )
    other = make(in_=member, role=Role.ADMIN)
    assert other.api.put(f"{address}/rating", {"good": True}).status_code == 200
    rating = messages(member, path)[2]["rating"]
    assert (rating["good"], rating["remark"], rating["by"]["name"]) == (True, "", other.user.name)
    assert member.api.delete(f"{address}/rating").status_code == 204
    assert messages(member, path)[2]["rating"] is None
    assert member.api.delete(f"{address}/rating").status_code == 404
    assert member.api.patch(f"{address}/rating", {"aside": True}).status_code == 404


def test_only_the_agents_answers_are_rated_and_by_those_who_may(
    member: Member, make: Any, path: str, agent: str
) -> None:
    said = messages(member, path)
    visitor = f"{path}/messages/{said[1]['id']}/rating"
    assert member.api.put(visitor, {"good": False}).status_code == 404
    unknown = f"{path}/messages/{to_text('msg', new_id())}/rating"
    assert member.api.put(unknown, {"good": False}).status_code == 404
    address = rated(member, path)
    viewer = make(in_=member, role=Role.VIEWER)
    stranger = make()
    elsewhere = make(in_=member, role=Role.MANAGER, agent_ids=[make_agent(member, "Otra")])
    for who, code in ((viewer, 403), (stranger, 404), (elsewhere, 404)):
        assert who.api.put(f"{address}/rating", {"good": True}).status_code == code
        assert who.api.patch(f"{address}/rating", {"aside": True}).status_code == code
        assert who.api.delete(f"{address}/rating").status_code == code
        assert who.api.get(f"/agents/{agent}/turns-to-mend").status_code == code
    assert to_mend(member, agent), "nobody of them changed anything"


def test_a_bad_answer_is_to_be_mended_until_there_is_a_scenario_of_it(
    member: Member, path: str, agent: str
) -> None:
    address = rated(member, path, remark="No le dijo a Eva Molina hasta cuándo.")
    rated(member, path, 4, good=True)
    (turn,) = to_mend(member, agent)
    assert (turn["asked"], turn["said"]) == (LINES[1][1], LINES[2][1])
    assert turn["message_id"] in address
    draft = member.api.get(f"{path}/scenario?turn={turn['message_id']}").json()
    script = draft["script"]
    assert [step["say"] for step in script["steps"]] == ["Soy Marta Ruiz, ¿abren los lunes?"]
    assert script["checks"] == [
        {"kind": "rubric", "text": "No le dijo a Marta Ruiz hasta cuándo."},
        {"kind": "not_said", "text": "Los lunes cerramos."},
    ]
    assert draft["name"] == "Soy Marta Ruiz, ¿abren los lunes?"
    made = member.api.post(f"{address}/scenario", {"name": draft["name"], "script": script})
    assert made.status_code == 201, made.content
    scenario = made.json()["scenario_id"]
    assert member.api.get(f"/scenarios/{scenario}").json()["agent_id"] == agent
    assert to_mend(member, agent) == []
    assert messages(member, path)[2]["rating"]["scenario_id"] == scenario
    # Without it, it is to be mended again.
    assert member.api.delete(f"/scenarios/{scenario}").status_code == 204
    assert len(to_mend(member, agent)) == 1


def test_one_that_needs_no_scenario_is_put_aside(member: Member, path: str, agent: str) -> None:
    address = rated(member, path)
    assert member.api.patch(f"{address}/rating", {"aside": True}).json()["aside"]
    assert to_mend(member, agent) == []
    assert member.api.patch(f"{address}/rating", {"aside": False}).status_code == 200
    assert len(to_mend(member, agent)) == 1


def test_nothing_is_mended_that_nobody_found_bad(member: Member, path: str) -> None:
    script = {"checks": [{"kind": "said", "text": "hola"}]}
    address = rated(member, path, good=True)
    refused = member.api.post(f"{address}/scenario", {"name": "x", "script": script})
    assert (refused.status_code, refused.json()["code"]) == (409, "turn_not_bad")
    unrated = f"{path}/messages/{messages(member, path)[0]['id']}"
    assert member.api.post(f"{unrated}/scenario", {"name": "x", "script": script}).status_code == 404
    assert member.api.get(f"{path}/scenario?turn={messages(member, path)[1]['id']}").status_code == 404


def test_conversations_are_found_by_what_is_said_of_their_answers(
    member: Member, path: str, agent: str
) -> None:
    make_conversation(member, Talk(from_text("agt", agent), lines=LINES))
    rated(member, path)
    rated(member, path, 4)
    found = [each["id"] for each in member.api.get("/conversations?rated=bad").json()["items"]]
    assert found == [path.rpartition("/")[2]]
    assert member.api.get("/conversations?rated=good").json()["items"] == []
    assert len(member.api.get("/conversations").json()["items"]) == 2


def test_what_was_said_of_a_conversation_goes_with_it(member: Member, path: str, agent: str) -> None:
    rated(member, path)
    with tenant_scope(member.organization_id):
        assert TurnRating.objects.count() == 1
        forget_talks([from_text("cnv", path.rpartition("/")[2])])
        assert not TurnRating.objects.exists()
    assert to_mend(member, agent) == []


def test_the_trail_says_who_rated_and_not_what_was_remarked(member: Member, path: str) -> None:
    address = rated(member, path, remark="Secreto de la casa")
    member.api.patch(f"{address}/rating", {"aside": True})
    member.api.delete(f"{address}/rating")
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT action, coalesce(before::text, '') || coalesce(after::text, '') FROM audit_entry"
            " WHERE action LIKE 'conversation_turn_%%' ORDER BY 1"
        )
        rows = cursor.fetchall()
    assert {action for action, _ in rows} == {
        "conversation_turn_aside",
        "conversation_turn_rate",
        "conversation_turn_unrate",
    }
    assert "Secreto" not in str(rows)
