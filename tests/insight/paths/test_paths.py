"""Which way conversations took: counted once each, as they go on, for whoever may see the agent."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita import engine
from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.insight.paths.domain.trail import TOTAL, Step, Sums, Trail
from centralita.insight.paths.listeners import CONSUMER, handle
from centralita.insight.paths.models import PathNode, PathTrail
from centralita.insight.paths.reading import steps_in
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.operations.conversations.models import Conversation, JournalEntry
from centralita.studio.agents.models import AgentVersion
from tests.engine.blueprints import flow, node
from tests.live.talk import api_channel, open_chat, published_agent
from tests.operations.agents import Talk, append_fact, catch_up, make_agent, make_conversation, replace
from tests.people import Member

YESTERDAY = now().date() - timedelta(days=1)
ASK = {"question": {"es": "¿Qué desea?"}, "variable": "wish"}
FLOW = flow(
    [node("ask", "ask", ASK), node("day", "ask", ASK), node("bye", "say", {"text": {"es": "Gracias"}})],
    "ask > day",
    "day > bye",
)

steps = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from(["x", "y"])), max_size=30
).map(lambda given: [Step("f", target, source, port) for source, target, port in given])


@given(st.lists(steps, max_size=6))
def test_a_conversation_counts_once_at_each_place_and_stands_at_one(parts: list[list[Step]]) -> None:
    sums, trail = Sums(), Trail(uuid.uuid4(), YESTERDAY)
    for part in parts:
        trail.follow(part, sums)
    walked = [step for part in parts for step in part]
    assert set(sums.visited.values()) <= {1}
    assert set(sums.passed.values()) <= {1}
    assert set(sums.visited) - {TOTAL} == {(step.flow, step.node) for step in walked}
    standing = {place: count for place, count in sums.stopped.items() if count}
    assert standing == ({(walked[-1].flow, walked[-1].node): 1} if walked else {})


@pytest.mark.parametrize(
    "broken", [b"", b"{}", b"[1]", b'[{"kind":"trace","name":"node","data":7}]', b"\xff"]
)
def test_a_journal_that_cannot_be_read_counts_nothing(broken: bytes) -> None:
    assert steps_in(broken) == []


@pytest.mark.parametrize("identifier", ["a\0b", "x" * 101, ""])
def test_what_no_column_can_hold_counts_nothing(identifier: str) -> None:
    trace = engine.Trace(name="node", data={"flow": "main"}, node_id=identifier)
    assert steps_in(engine.encode_effects((trace,))) == []


def walk(member: Member, conversation: UUID, path: Iterable[tuple[str, str, str]]) -> None:
    """Journal entries, one for each (node, came from, by port), and a fact that says that there are some."""
    at = now()
    with tenant_scope(member.organization_id):
        version = AgentVersion.objects.get()
        Conversation.objects.filter(id=conversation).update(version_id=version.id)
        turn = JournalEntry.objects.filter(conversation_id=conversation).count()
        for node_id, source, port in path:
            turn += 1
            came = {"from": source, "port": port} if source else {}
            trace = engine.Trace(
                name="node", data={"kind": "say", "name": "", "flow": "main", **came}, node_id=node_id
            )
            JournalEntry.objects.create(
                organization_id=member.organization_id,
                conversation_id=conversation,
                turn=turn,
                sequence=turn,
                event=engine.encode_event(engine.UserSaid(at=at.timestamp(), text="x")),
                effects=engine.encode_effects((trace, engine.Say(text='"name":"node"'))),
                took_ms=1,
                at=at,
            )
        append_fact(member.organization_id, conversation, "message.received", {"sequence": turn}, at)


def traffic(member: Member, agent: UUID | str, query: str = "") -> dict:
    name = agent if isinstance(agent, str) else to_text("agt", agent)
    answer = member.api.get(f"/agents/{name}/traffic?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def nodes(shown: dict) -> dict[str, tuple[int, int, int]]:
    return {one["node_id"]: (one["visited"], one["stopped"], one["running"]) for one in shown["nodes"]}


def ways(shown: dict) -> dict[tuple[str, str, str], int]:
    return {(one["source"], one["port"], one["target"]): one["passed"] for one in shown["ways"]}


@pytest.mark.database
def test_real_conversations_are_counted_on_their_way(server: str, member: Member) -> None:
    blueprint = {"name": "Recepción", "languages": ["es"], "flows": [FLOW]}
    agent = published_agent(member, blueprint)
    with httpx.Client(base_url=server, timeout=20) as http:
        key = api_channel(member, agent)
        for answers in ((), ("Una cita",), ("Una cita",), ("Una cita", "El lunes")):
            visitor = open_chat(http, key)
            for answer in answers:
                visitor.say(answer)
    catch_up(member, CONSUMER, handle)
    shown = traffic(member, agent)
    assert (shown["version"], shown["conversations"], shown["running"]) == (1, 4, 3)
    assert nodes(shown) == {"ask": (4, 0, 1), "day": (3, 0, 2), "bye": (1, 1, 0)}
    assert ways(shown) == {("ask", "next", "day"): 3, ("day", "next", "bye"): 1}


@pytest.mark.database
def test_who_went_on_later_stopped_elsewhere_and_counts_once(member: Member) -> None:
    agent = make_agent(member)
    talk = Talk(agent, at=now() - timedelta(hours=20), status="active")
    one, other = make_conversation(member, talk), make_conversation(member, talk)
    test = make_conversation(member, replace(talk, test=True))
    for conversation in (one, other, test):
        walk(member, conversation, [("a", "", ""), ("b", "a", "next")])
    catch_up(member, CONSUMER, handle)
    assert nodes(traffic(member, agent)) == {"a": (2, 0, 0), "b": (2, 2, 0)}
    walk(member, one, [("a", "b", "again"), ("b", "a", "next"), ("c", "b", "next")])
    catch_up(member, CONSUMER, handle)
    catch_up(member, CONSUMER, handle)
    shown = traffic(member, agent)
    assert nodes(shown) == {"a": (2, 0, 0), "b": (2, 1, 0), "c": (1, 1, 0)}
    assert ways(shown) == {("a", "next", "b"): 2, ("b", "again", "a"): 1, ("b", "next", "c"): 1}
    assert shown["conversations"] == 2
    with tenant_scope(member.organization_id):
        assert PathTrail.objects.count() == 2
        Conversation.objects.filter(id=one).delete()
        assert PathTrail.objects.count() == 1
        assert PathNode.objects.filter(node_id="c").exists()


@pytest.mark.database
def test_a_period_and_a_version_are_chosen(member: Member) -> None:
    agent = make_agent(member)
    for days in (1, 20, 60):
        conversation = make_conversation(member, Talk(agent, at=now() - timedelta(days=days)))
        walk(member, conversation, [("a", "", "")])
    catch_up(member, CONSUMER, handle)
    assert [traffic(member, agent, f"range={span}")["conversations"] for span in ("7d", "30d", "90d")] == [
        1,
        2,
        3,
    ]
    assert traffic(member, agent, "version=1")["version"] == 1
    name = to_text("agt", agent)
    assert member.api.get(f"/agents/{name}/traffic?version=2").status_code == 404
    assert member.api.get(f"/agents/{name}/traffic?range=1y").status_code == 422


@pytest.mark.database
def test_others_see_nothing_of_it(member: Member, make) -> None:
    agent = make_agent(member)
    name = to_text("agt", agent)
    assert traffic(member, make_agent(member, "Nueva", published=False))["version"] is None
    assert make().api.get(f"/agents/{name}/traffic").status_code == 404
    assert make(in_=member, role=Role.MANAGER).api.get(f"/agents/{name}/traffic").status_code == 404
    assert make(in_=member, role=Role.VIEWER).api.get(f"/agents/{name}/traffic").status_code == 403
