"""Two versions share an agent's conversations until it is known which does better, or one does harm."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest

from centralita.identity.access.permissions import Permission, Role
from centralita.identity.organizations.letters import letters_to
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, from_text
from centralita.live.brain.voice import CallContext, VoiceCalls, words_and_deed
from centralita.operations.calls.models import Call
from centralita.operations.conversations.models import Conversation
from centralita.studio.experiments.models import Experiment, ExperimentEntry
from centralita.studio.experiments.watching import round_of
from tests.live.brain.plane import context_of, plane, run, settings_with
from tests.live.talk import api_channel, open_chat, published_agent
from tests.people import Member, make_member
from tests.studio.experiments.sharing import (
    arm_of,
    change_draft,
    kept,
    letters_told,
    plan,
    saying,
    shown,
    start,
    visits,
    work,
)

pytestmark = pytest.mark.database


@pytest.fixture
def agent(member: Member) -> str:
    return published_agent(member, saying("Hola, soy la de siempre."))


def code(answer: Any) -> str:
    return str(answer.json()["code"])


def test_a_person_gets_one_version_and_the_conversation_says_which(
    member: Member, http: httpx.Client, agent: str
) -> None:
    key = api_channel(member, agent)
    running = start(member, agent)
    assert (running["state"], running["a"]["number"], running["b"]["number"]) == ("running", 1, 2)
    met = visits(http, key, 12)
    again = visits(http, key, 12)
    assert [arm_of(each) for each in met] == [arm_of(each) for each in again]
    assert {arm_of(each) for each in met} == {"a", "b"}
    for visitor in met:
        row = kept(member, visitor)
        assert (row.arm, row.experiment_id) == (arm_of(visitor), from_text("exp", running["id"]))
    work(member)
    found = shown(member, running["id"])
    arms = [arm_of(each) for each in met]
    assert [found[arm]["people"] for arm in "ab"] == [arms.count("a"), arms.count("b")]
    assert [found[arm]["conversations"] for arm in "ab"] == [2 * arms.count("a"), 2 * arms.count("b")]
    listed = member.api.get(f"/conversations?experiment={running['id']}&arm=b").json()
    assert len(listed["items"]) == 2 * arms.count("b")


def test_what_comes_of_a_conversation_is_counted_once(member: Member, http: httpx.Client, agent: str) -> None:
    key = api_channel(member, agent)
    running = start(member, agent)
    [visitor] = visits(http, key, 1)
    work(member)
    arm = arm_of(visitor)
    assert shown(member, running["id"])[arm]["goal"] == {"counted": 0, "mean": None}
    visitor.say("Sí")
    visitor.post("rating", {"kind": "csat", "score": 4})
    work(member)
    work(member)
    assert shown(member, running["id"])[arm]["goal"] == {"counted": 1, "mean": 1.0}
    assert shown(member, running["id"])[arm]["conversations"] == 1


def test_tests_and_other_agents_take_no_part(member: Member, http: httpx.Client, agent: str) -> None:
    other = published_agent(member, saying("Hola, soy otra."))
    running = start(member, agent, share=90)
    ticket = member.api.post(f"/agents/{agent}/test-tickets").json()["ticket"]
    tried = open_chat(http, ticket)
    elsewhere = open_chat(http, api_channel(member, other), visitor_id="v")
    for visitor in (tried, elsewhere):
        assert kept(member, visitor).experiment_id is None
    work(member)
    assert shown(member, running["id"])["a"]["people"] == 0


def test_whoever_left_is_counted_after_a_while(member: Member, http: httpx.Client, agent: str) -> None:
    running = start(member, agent)
    [visitor] = visits(http, api_channel(member, agent), 1)
    work(member)
    organization_id = OrganizationId(member.organization_id)
    with tenant_scope(organization_id):
        row = kept_row(visitor.id)
        row.update(active_at="2026-01-01T00:00Z")
        ExperimentEntry.objects.update(due_at="2026-01-01T00:00Z")
    round_of(organization_id)
    assert shown(member, running["id"])[arm_of(visitor)]["goal"] == {"counted": 1, "mean": 0.0}


def kept_row(conversation: str) -> Any:
    return Conversation.objects.filter(id=from_text("cnv", conversation))


def test_harm_rolls_back_by_itself(member: Member, http: httpx.Client, agent: str) -> None:
    key = api_channel(member, agent)
    change_draft(member, agent, saying("Buenas, soy B.", outcome="failed"))
    made = member.api.post(
        f"/agents/{agent}/experiments", plan(guards=[{"kind": "error", "margin": 5}], minimum=100_000)
    ).json()
    assert member.api.post(f"/experiments/{made['id']}/start", {"because": ""}).status_code == 200
    for visitor in visits(http, key, 90):
        visitor.say("Sí")
    work(member)
    found = shown(member, made["id"])
    assert (found["state"], found["ending"], found["broken"]) == ("stopped", "guard", "error")
    assert found["guards"][0]["b"]["mean"] == 1.0
    assert found["points"][-1]["high"] < 0.5
    entries = member.api.get("/audit?limit=20").json()["items"]
    assert entries[0]["action"] == "experiment_stop"
    assert entries[0]["after"] == {"ending": "guard", "guard": "error"}
    assert letters_told(member) == ["experiment_guard"]
    # The door forgets what it knew within seconds.
    time.sleep(3.2)
    assert {arm_of(each) for each in visits(http, key, 12)} == {"a"}


def test_only_one_runs_and_a_start_asks_for_what_publishing_asks_for(member: Member, agent: str) -> None:
    first = start(member, agent)
    assert member.api.get(f"/agents/{agent}").json()["live_number"] == 1
    second = member.api.post(f"/agents/{agent}/experiments", plan(name="Otro", candidate=1)).json()
    refused = member.api.post(f"/experiments/{second['id']}/start", {"because": ""})
    assert (refused.status_code, code(refused)) == (409, "experiment_runs")
    assert member.api.post(f"/experiments/{first['id']}/stop").status_code == 200
    refused = member.api.post(f"/experiments/{second['id']}/start", {"because": ""})
    assert (refused.status_code, code(refused)) == (409, "experiment_same_version")
    changed = member.api.put(f"/experiments/{second['id']}", plan(name="Otro", candidate=2))
    assert (changed.status_code, changed.json()["revision"]) == (200, 2)
    rule = {"scenarios": True, "replay": False, "most_worse": 10, "confidence": 95}
    assert member.api.put(f"/agents/{agent}/publish-rule", rule).status_code == 200
    # Version 2 was let through before the rule was made.
    assert member.api.post(f"/experiments/{second['id']}/start", {"because": ""}).status_code == 200
    assert member.api.post(f"/experiments/{second['id']}/stop").status_code == 200
    change_draft(member, agent, saying("Buenas, soy C."))
    third = member.api.post(f"/agents/{agent}/experiments", plan(name="Con borrador")).json()
    refused = member.api.post(f"/experiments/{third['id']}/start", {"because": ""})
    assert (refused.status_code, code(refused)) == (409, "publish_blocked")
    forced = member.api.post(f"/experiments/{third['id']}/start", {"because": "Corre prisa"})
    assert forced.json()["b"]["number"] == 3
    assert member.api.get(f"/agents/{agent}/versions").json()["items"][0]["forced_because"] == "Corre prisa"


def test_what_cannot_be_started_says_why(member: Member) -> None:
    agent = member.api.post("/agents", {"name": "Borrador", "languages": ["es"]}).json()["id"]
    made = member.api.post(f"/agents/{agent}/experiments", plan()).json()
    refused = member.api.post(f"/experiments/{made['id']}/start", {"because": ""})
    assert (refused.status_code, code(refused)) == (409, "experiment_nothing_live")
    missing = member.api.post(f"/agents/{agent}/experiments", plan(goal={"kind": "outcome"}))
    assert (missing.status_code, code(missing)) == (422, "experiment_goal_incomplete")
    twice = [{"kind": "error", "margin": 1}, {"kind": "error", "margin": 2}]
    assert (
        code(member.api.post(f"/agents/{agent}/experiments", plan(guards=twice))) == "experiment_guard_twice"
    )
    assert member.api.post(f"/agents/{agent}/experiments", plan(candidate=7)).status_code == 404
    assert member.api.delete(f"/experiments/{made['id']}").status_code == 204
    assert member.api.get(f"/experiments/{made['id']}").status_code == 404


def test_a_version_that_is_published_ends_it(member: Member, agent: str) -> None:
    running = start(member, agent)
    assert member.api.post(f"/agents/{agent}/publish", {"note": ""}).status_code == 201
    found = shown(member, running["id"])
    assert (found["state"], found["ending"], found["adoptable"]) == ("stopped", "moved_on", False)
    refused = member.api.post(f"/experiments/{running['id']}/adopt")
    assert code(refused) == "experiment_not_to_adopt"


def test_an_agent_that_is_put_away_ends_it(member: Member, agent: str) -> None:
    """A pause does not: it goes on with the agent. When the agent is brought back nothing is tried any more."""
    running = start(member, agent)
    assert member.api.post(f"/agents/{agent}/pause").status_code == 200
    assert shown(member, running["id"])["state"] == "running"
    assert member.api.post(f"/agents/{agent}/archive").status_code == 200
    found = shown(member, running["id"])
    assert (found["state"], found["ending"]) == ("stopped", "moved_on")
    assert member.api.post(f"/agents/{agent}/unarchive").status_code == 200
    assert shown(member, running["id"])["state"] == "stopped"
    assert member.api.post(f"/agents/{agent}/archive").status_code == 200
    assert member.api.delete(f"/agents/{agent}").status_code == 204
    assert member.api.get(f"/experiments/{running['id']}").status_code == 404


def test_b_goes_live_under_its_own_number(member: Member, http: httpx.Client, agent: str) -> None:
    running = start(member, agent)
    adopted = member.api.post(f"/experiments/{running['id']}/adopt")
    assert adopted.status_code == 200, adopted.content
    assert (adopted.json()["state"], adopted.json()["adoptable"]) == ("stopped", False)
    assert member.api.get(f"/agents/{agent}").json()["live_number"] == 2
    visitor = open_chat(http, api_channel(member, agent), visitor_id="x")
    assert arm_of(visitor) == "b"
    assert kept(member, visitor).experiment_id is None


def test_a_winner_goes_live_by_itself_where_it_is_to(member: Member, http: httpx.Client) -> None:
    agent = published_agent(member, saying("Hola.", outcome="failed"))
    key = api_channel(member, agent)
    running = start(member, agent, minimum=50, adopt_itself=True)
    for visitor in visits(http, key, 130):
        visitor.say("Sí")
    work(member)
    found = shown(member, running["id"])
    assert (found["ending"], found["adopted_at"]) == ("b_better", None)
    round_of(OrganizationId(member.organization_id))
    found = shown(member, running["id"])
    assert found["adopted_at"] is not None
    assert found["difference"]["low"] > 0.5
    assert member.api.get(f"/agents/{agent}").json()["live_number"] == 2
    assert letters_told(member) == ["experiment_b_better"]


def test_those_who_may_act_get_a_letter_in_their_language(member: Member, agent: str) -> None:
    make_member(in_=member, role=Role.VIEWER)
    told = {"experiment": "Saludo", "agent": "Recepción", "url": "https://example.test/x"}
    letters = list(
        letters_to(
            member.organization_id,
            Permission.AGENT_PUBLISH,
            from_text("agt", agent),
            "experiment_guard",
            told,
        )
    )
    assert [letter.to for letter in letters] == [[member.user.email]]
    assert "Saludo" in letters[0].subject
    assert "https://example.test/x" in letters[0].body


def test_what_comes_days_later_counts_when_its_days_are_over(
    member: Member, http: httpx.Client, agent: str
) -> None:
    running = start(member, agent, goal={"kind": "stage", "stage": "won", "days": 7})
    visitor, other = visits(http, api_channel(member, agent), 2, prefix="w")
    work(member)
    contacts = [member.api.post("/contacts", {"name": name}).json()["id"] for name in ("Ana", "Luis")]
    organization_id = OrganizationId(member.organization_id)
    with tenant_scope(organization_id):
        for each, contact in zip((visitor, other), contacts, strict=True):
            entries = ExperimentEntry.objects.filter(conversation_id=from_text("cnv", each.id))
            entries.update(contact_id=from_text("con", contact))
    for each in (visitor, other):
        each.say("Sí")
    moved = member.api.patch(f"/contacts/{contacts[0]}", {"stage": "won"})
    assert moved.status_code == 200, moved.content
    work(member)
    assert all(shown(member, running["id"])[arm]["goal"]["counted"] == 0 for arm in "ab")
    with tenant_scope(organization_id):
        ExperimentEntry.objects.update(at=now() - timedelta(days=8), due_at=now() - timedelta(hours=1))
    round_of(organization_id)
    found = shown(member, running["id"])
    assert sum(found[arm]["goal"]["counted"] for arm in "ab") == 2
    assert sum((found[arm]["goal"]["mean"] or 0) * found[arm]["goal"]["counted"] for arm in "ab") == 1


def test_a_contact_that_went_into_another_one_counts_as_that_one(
    member: Member, http: httpx.Client, agent: str
) -> None:
    """Even where it moves on before anybody has read of it."""
    running = start(member, agent, goal={"kind": "stage", "stage": "won", "days": 7})
    visitors = visits(http, api_channel(member, agent), 3, prefix="w")
    work(member)
    names = ("Ana", "Ana again", "Ana G.", "Luis")
    stays, *gone = (member.api.post("/contacts", {"name": name}).json()["id"] for name in names)
    organization_id = OrganizationId(member.organization_id)
    with tenant_scope(organization_id):
        for each, contact in zip(visitors, gone, strict=True):
            entries = ExperimentEntry.objects.filter(conversation_id=from_text("cnv", each.id))
            entries.update(contact_id=from_text("con", contact))
    for each in visitors:
        each.say("Sí")
    into = [(gone[0], gone[1]), (stays, gone[0])]
    for contact, other in into:
        merged = member.api.post(f"/contacts/{contact}/merge", {"other_id": other})
        assert merged.status_code == 200, merged.content
    assert member.api.patch(f"/contacts/{stays}", {"stage": "won"}).status_code == 200
    work(member)
    with tenant_scope(organization_id):
        ExperimentEntry.objects.update(at=now() - timedelta(days=8), due_at=now() - timedelta(hours=1))
    round_of(organization_id)
    found = shown(member, running["id"])
    assert sum(found[arm]["goal"]["counted"] for arm in "ab") == 3
    assert sum((found[arm]["goal"]["mean"] or 0) * found[arm]["goal"]["counted"] for arm in "ab") == 2


def test_two_contacts_that_become_one_keep_the_version_of_the_first(member: Member, agent: str) -> None:
    start(member, agent)
    pairs = [(f"+3463000{number:04}", f"+3464000{number:04}") for number in range(12)]
    made: dict[str, str] = {}
    for phone in (each for pair in pairs for each in pair):
        made[phone] = member.api.post("/contacts", {"name": "Ana", "phones": [phone]}).json()["id"]
    # Only the one that will be gone has called.
    first = spoken_with([context_of(member, agent, caller=gone) for _, gone in pairs])
    work(member)
    with tenant_scope(OrganizationId(member.organization_id)):
        for _, gone in pairs:
            entries = ExperimentEntry.objects.filter(contact_id=None)
            entry = entries.order_by("at", "id").first()
            assert entry is not None
            ExperimentEntry.objects.filter(id=entry.id).update(contact_id=from_text("con", made[gone]))
    for stays, gone in pairs:
        merged = member.api.post(f"/contacts/{made[stays]}/merge", {"other_id": made[gone]})
        assert merged.status_code == 200, merged.content
    work(member)
    again = [context_of(member, agent, caller=phone) for pair in pairs for phone in pair]
    assert spoken_with(again) == [arm for arm in first for _ in range(2)]
    assert set(first) == {"a", "b"}


def test_days_end_what_nobody_talks_in(member: Member, agent: str) -> None:
    running = start(member, agent, most_days=1)
    organization_id = OrganizationId(member.organization_id)
    with tenant_scope(organization_id):
        Experiment.objects.update(started_at=now() - timedelta(days=2))
    round_of(organization_id)
    assert shown(member, running["id"])["ending"] == "no_difference"
    assert letters_told(member) == ["experiment_no_difference"]


def test_versions_that_are_alike_end_before_their_days_are_over(member: Member, agent: str) -> None:
    running = start(member, agent)
    assert running["goal"]["margin"] == 2, "the usual one for outcomes"
    organization_id = OrganizationId(member.organization_id)
    alike = {"people": 6_000, "talks": 6_000, "figures": {"goal": [6_000, 6_000, 300, 6_000, 300, 300]}}
    with tenant_scope(organization_id):
        Experiment.objects.update(sums={"a": alike, "b": alike})
    assert not shown(member, running["id"])["alike"]
    round_of(organization_id)
    found = shown(member, running["id"])
    assert (found["state"], found["ending"], found["alike"]) == ("stopped", "no_difference", True)
    assert letters_told(member) == ["experiment_no_difference"]


def test_where_every_difference_matters_only_the_days_end_it(member: Member, agent: str) -> None:
    running = start(member, agent, goal={"kind": "outcome", "outcomes": ["booked"], "margin": 0})
    organization_id = OrganizationId(member.organization_id)
    alike = {"people": 6_000, "talks": 6_000, "figures": {"goal": [6_000, 6_000, 300, 6_000, 300, 300]}}
    with tenant_scope(organization_id):
        # As it was kept before there was a margin.
        row = Experiment.objects.get()
        del row.goal["margin"]
        row.sums = {"a": alike, "b": alike}
        row.save()
    round_of(organization_id)
    assert shown(member, running["id"])["state"] == "running"
    with tenant_scope(organization_id):
        Experiment.objects.update(started_at=now() - timedelta(days=29))
    round_of(organization_id)
    found = shown(member, running["id"])
    assert (found["ending"], found["alike"], found["goal"]["margin"]) == ("no_difference", False, 0)


def test_a_viewer_sees_nothing_of_it_and_a_stranger_less(member: Member, agent: str) -> None:
    running = start(member, agent)
    viewer = make_member(in_=member, role=Role.VIEWER)
    assert viewer.api.get(f"/experiments/{running['id']}").status_code == 403
    stranger = make_member()
    assert stranger.api.get(f"/experiments/{running['id']}").status_code == 404
    assert stranger.api.post(f"/experiments/{running['id']}/stop").status_code == 404


def spoken_with(calls: Sequence[CallContext]) -> list[str]:
    """Which version each of these calls is greeted by."""

    async def story() -> list[str]:
        heard = []
        async with plane(settings_with()) as sessions:
            for context in calls:
                async with VoiceCalls(sessions).session(context) as call:
                    words, _ = await words_and_deed(call.greet())
                    heard.append("b" if "soy B" in words else "a")
        return heard

    greeted: list[str] = run(story)
    return greeted


def test_a_contact_gets_one_version_on_whichever_of_their_numbers(member: Member, agent: str) -> None:
    running = start(member, agent)
    numbers = [f"+3460000{number:04}" for number in range(24)]
    for one, other in zip(numbers[::2], numbers[1::2], strict=True):
        made = member.api.post("/contacts", {"name": "Ana", "phones": [one, other]})
        assert made.status_code == 201, made.content
    calls = [context_of(member, agent, caller=number) for number in numbers]

    heard = spoken_with(calls)
    assert heard[::2] == heard[1::2]
    assert set(heard) == {"a", "b"}
    work(member)
    found = shown(member, running["id"])
    assert found["a"]["people"] + found["b"]["people"] == 12
    assert found["a"]["conversations"] + found["b"]["conversations"] == 24


def test_a_caller_who_becomes_a_contact_keeps_their_version(member: Member, agent: str) -> None:
    """On their other number, too: somebody writes both down after the first call."""
    running = start(member, agent)
    numbers = [f"+3461000{number:04}" for number in range(12)]
    first = spoken_with([context_of(member, agent, caller=number) for number in numbers])
    work(member)
    others = [f"+3462000{number:04}" for number in range(12)]
    for one, other in zip(numbers, others, strict=True):
        made = member.api.post("/contacts", {"name": "Ana", "phones": [other, one]})
        assert made.status_code == 201, made.content
    assert spoken_with([context_of(member, agent, caller=number) for number in numbers + others]) == first * 2
    assert set(first) == {"a", "b"}
    work(member)
    found = shown(member, running["id"])
    assert found["a"]["people"] + found["b"]["people"] == 12, "one person each"
    assert found["a"]["conversations"] + found["b"]["conversations"] == 36


def test_a_call_from_the_page_is_whom_the_chat_knows(member: Member, http: httpx.Client, agent: str) -> None:
    start(member, agent)
    chats = visits(http, api_channel(member, agent), 10)
    calls = [context_of(member, agent) for _ in chats]
    trial = context_of(member, agent)
    with tenant_scope(OrganizationId(member.organization_id)):
        for number, context in enumerate([*calls, trial]):
            Call.objects.create(
                organization_id=member.organization_id,
                agent_id=context.agent_id,
                conversation_id=context.conversation_id,
                platform="sandbox",
                direction="web",
                status="completed",
                variables={"visitor_id": f"v-{number}"},
                created_by=member.user.id if context is trial else None,
            )
    assert spoken_with(calls) == [arm_of(each) for each in chats]
    spoken_with([trial])
    with tenant_scope(OrganizationId(member.organization_id)):
        assert Conversation.objects.get(id=trial.conversation_id).experiment_id is None
