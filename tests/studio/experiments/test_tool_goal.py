"""What counts is that a tool did its work: in the conversation, or in a later one of the contact."""

from datetime import datetime, timedelta
from uuid import UUID

import httpx
import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, from_text, new_id
from centralita.operations.calls.models import Call
from centralita.studio.experiments.models import ExperimentEntry
from centralita.studio.experiments.watching import round_of
from tests.live.talk import api_channel, published_agent
from tests.operations.agents import append_fact
from tests.people import Member
from tests.studio.experiments.sharing import plan, saying, shown, start, visits, work

pytestmark = pytest.mark.database


@pytest.fixture
def agent(member: Member) -> str:
    return published_agent(member, saying("Hola, soy la de siempre."))


def call_tool(
    member: Member, conversation: UUID, tool: str, at: datetime | None = None, **fact: object
) -> None:
    kind = "tool.failed" if "code" in fact else "tool.called"
    with tenant_scope(member.organization_id):
        append_fact(member.organization_id, conversation, kind, {"tool": tool, "ms": 5, **fact}, at or now())


def goals(member: Member, experiment: str) -> tuple[int, int]:
    """How many conversations are counted, and how many of them succeeded."""
    found = shown(member, experiment)
    figures = [found[arm]["goal"] for arm in "ab"]
    return (
        sum(one["counted"] for one in figures),
        round(sum((one["mean"] or 0) * one["counted"] for one in figures)),
    )


def test_a_tool_that_did_its_work_is_a_success_once(member: Member, http: httpx.Client, agent: str) -> None:
    running = start(member, agent, goal={"kind": "tool", "tool": "book_visit", "days": 0})
    assert (running["goal"]["tool"], running["goal"]["margin"]) == ("book_visit", 2)
    booked, failed, other, late = visits(http, api_channel(member, agent), 4)
    for _ in range(2):
        call_tool(member, from_text("cnv", booked.id), "book_visit")
    call_tool(member, from_text("cnv", failed.id), "book_visit", code="http_500")
    call_tool(member, from_text("cnv", other.id), "free_slots")
    work(member)
    assert goals(member, running["id"]) == (0, 0), "nothing is over yet"
    for visitor in (booked, failed, other, late):
        visitor.say("Sí")
    work(member)
    assert goals(member, running["id"]) == (4, 1)
    # What is heard of only after the end still counts.
    call_tool(member, from_text("cnv", late.id), "book_visit")
    work(member)
    work(member)
    assert goals(member, running["id"]) == (4, 2)


def test_a_later_call_of_the_contact_counts_within_its_days(
    member: Member, http: httpx.Client, agent: str
) -> None:
    running = start(member, agent, goal={"kind": "tool", "tool": "book_visit", "days": 3})
    soon, too_late, never = visits(http, api_channel(member, agent), 3)
    work(member)
    organization_id = OrganizationId(member.organization_id)
    began = now() - timedelta(days=10)
    again = []
    for visitor in (soon, too_late, never):
        visitor.say("Sí")
        contact = from_text("con", member.api.post("/contacts", {"name": "Ana"}).json()["id"])
        again.append(new_id())
        with tenant_scope(organization_id):
            entry = ExperimentEntry.objects.filter(conversation_id=from_text("cnv", visitor.id))
            entry.update(contact_id=contact, at=began, due_at=now() - timedelta(hours=1))
            Call.objects.create(
                organization_id=organization_id,
                contact_id=contact,
                conversation_id=again[-1],
                platform="sandbox",
                direction="inbound",
                status="completed",
            )
    call_tool(member, again[0], "book_visit", began + timedelta(days=2))
    call_tool(member, again[1], "book_visit", began + timedelta(days=4))
    call_tool(member, again[2], "free_slots", began + timedelta(days=1))
    work(member)
    round_of(organization_id)
    assert goals(member, running["id"]) == (3, 1)


def test_a_goal_that_is_said_by_half_is_refused(member: Member, agent: str) -> None:
    for goal, field in (
        ({"kind": "tool"}, "goal.tool"),
        ({"kind": "stage", "stage": "won", "days": 0}, "goal.days"),
    ):
        answer = member.api.post(f"/agents/{agent}/experiments", plan(goal=goal))
        assert (answer.status_code, answer.json()["code"]) == (422, "experiment_goal_incomplete"), field
