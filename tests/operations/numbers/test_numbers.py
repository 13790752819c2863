"""Phone numbers: listed by their accounts, answered by agents, shown to whom we call only where they are ours."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.operations.numbers import deployments, refreshing
from centralita.operations.numbers.public import answering, caller_ids, number_for, verified
from centralita.providers.voice.catalogue import RemoteNumber
from centralita.providers.voice.errors import VoiceUnavailable
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.opening import open_provider
from tests.people import Member
from tests.studio.voices.platform import connect, in_memory

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

MADRID = "+34910000002"


@pytest.fixture
def state() -> Iterator[MemoryState]:
    with in_memory() as memory:
        yield memory


class OneAgent:
    """One agent of ours is deployed at every account, as one agent of the platform."""

    def __init__(self, agent_id: UUID, remote_agent: str) -> None:
        self.deployed = deployments.Deployed(agent_id, remote_agent)

    def deployment_of(self, agent_id: UUID, account_id: UUID) -> deployments.Deployed | None:
        return self.deployed if agent_id == self.deployed.agent_id else None

    def agent_behind(self, account_id: UUID, remote_agent: str) -> UUID | None:
        return self.deployed.agent_id if remote_agent == self.deployed.remote_agent else None


@pytest.fixture
def agent(member: Member, state: MemoryState) -> Iterator[str]:
    """An agent of ours that is deployed, as the API names it."""
    made = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    remote = MemoryProvider(state).create_agent({"name": "Recepción"}, "marker")
    before = deployments.register(OneAgent(from_text("agt", made), remote.id))
    yield made
    deployments.register(before)


def refreshed(member: Member) -> UUID:
    _, account_id = connect(member)
    refreshing.refresh_account(member.organization_id, account_id)
    return account_id


def listed(member: Member, query: str = "") -> dict[str, dict]:
    answer = member.api.get(f"/phone-numbers{query}")
    assert answer.status_code == 200, answer.content
    return {number["number"]: number for number in answer.json()["items"]}


def test_an_account_brings_its_numbers(member, state):
    account_id = refreshed(member)
    madrid = listed(member)[MADRID]
    assert (madrid["shown"], madrid["country"], madrid["platform_label"], madrid["state"]) == (
        "+34 910 00 00 02",
        "ES",
        "Madrid",
        "free",
    )
    assert madrid["verified_at"]
    assert list(listed(member, "?search=910%20000")) == [MADRID]
    with tenant_scope(member.organization_id):
        assert [each.number for each in caller_ids(account_id)] == ["+15550100001", MADRID]
        assert number_for(account_id, "es").number == MADRID
        assert number_for(account_id, "FR").number == "+15550100001"


def test_only_what_the_account_lists_is_shown_to_those_we_call(member, make, state):
    account_id = refreshed(member)
    with tenant_scope(member.organization_id):
        assert verified(account_id, MADRID)
        assert not verified(account_id, "+34915555555")
    other = make()
    with tenant_scope(other.organization_id):
        assert not verified(account_id, MADRID)
    del state.numbers["num_2"]
    state.numbers["num_3"] = RemoteNumber("num_3", "+34911111111", can_call=False)
    state.numbers["num_4"] = RemoteNumber("num_4", "sip:front@example.com")
    refreshing.refresh_account(member.organization_id, account_id)
    with tenant_scope(member.organization_id):
        assert not verified(account_id, MADRID)
        assert not verified(account_id, "+34911111111")
    assert set(listed(member)) == {"+15550100001", "+34911111111"}


def test_a_platform_that_is_away_takes_nothing_away(member, state):
    account_id = refreshed(member)
    state.before["list_numbers"].append(VoiceUnavailable(platform="memory"))
    refreshing.refresh_account(member.organization_id, account_id)
    answer = member.api.get("/phone-numbers").json()
    assert (len(answer["items"]), answer["catalogues"][0]["error"]) == (2, "voice_unavailable")


def test_an_agent_answers_a_number(member, state, agent):
    refreshed(member)
    number = listed(member)[MADRID]["id"]
    bound = member.api.put(f"/phone-numbers/{number}/agent", {"agent_id": agent})
    assert bound.status_code == 200, bound.content
    assert (bound.json()["state"], bound.json()["agent"]["name"]) == ("answered", "Recepción")
    assert state.numbers["num_2"].inbound_agent == bound.json()["inbound_agent"] != ""
    assert list(listed(member, f"?agent={agent}")) == [MADRID]
    freed = member.api.put(f"/phone-numbers/{number}/agent", {"agent_id": None}).json()
    assert (freed["state"], freed["agent"], state.numbers["num_2"].inbound_agent) == ("free", None, "")
    acts = [entry["action"] for entry in member.api.get("/audit").json()["items"]]
    assert acts.count("phone_number_bind") == 2


def test_an_agent_that_is_not_deployed_there_cannot_answer(member, state, agent):
    refreshed(member)
    number = listed(member)[MADRID]["id"]
    other = member.api.post("/agents", {"name": "Otra", "languages": ["es"]}).json()["id"]
    refused = member.api.put(f"/phone-numbers/{number}/agent", {"agent_id": other})
    assert (refused.status_code, refused.json()["code"]) == (409, "agent_not_deployed")
    assert state.asked["bind_number"] == 0


def test_what_was_bound_at_the_platform_is_seen(member, state, agent):
    account_id = refreshed(member)
    ours = next(iter(state.agents))
    state.numbers["num_2"] = RemoteNumber("num_2", MADRID, "Madrid", ours)
    state.numbers["num_1"] = RemoteNumber("num_1", "+15550100001", "Front desk", "agent_of_others")
    refreshing.refresh_account(member.organization_id, account_id)
    numbers = listed(member)
    assert (numbers[MADRID]["state"], numbers[MADRID]["agent"]["id"]) == ("answered", agent)
    assert numbers["+15550100001"]["state"] == "foreign"


def test_hours_and_who_is_called_otherwise(member, state):
    account_id = refreshed(member)
    number = listed(member)[MADRID]
    path = f"/phone-numbers/{number['id']}"
    hours = {"monday": [{"opens": "16:00", "closes": "20:00"}, {"opens": "09:00", "closes": "14:00"}]}
    changed = member.api.patch(
        path,
        {"label": "Recepción", "answers": "own", "hours": hours, "fallback": "611 22 23 33"},
        headers={"If-Match": '"1"'},
    )
    assert changed.status_code == 200, changed.content
    assert (changed.json()["fallback"], changed.json()["label"]) == ("+34611222333", "Recepción")
    assert changed.json()["hours"]["monday"][0]["opens"] == "09:00"
    assert member.api.patch(path, {"label": "x"}, headers={"If-Match": '"1"'}).status_code == 412
    with tenant_scope(member.organization_id):
        # Monday 6 July 2026, ten o'clock and three in the afternoon in Madrid.
        morning = answering(account_id, MADRID, datetime(2026, 7, 6, 8, tzinfo=UTC))
        pause = answering(account_id, MADRID, datetime(2026, 7, 6, 13, tzinfo=UTC))
        assert (morning.closed, pause.closed, pause.fallback) == (False, True, "+34611222333")
        assert answering(account_id, "+34900000000", datetime(2026, 7, 6, 8, tzinfo=UTC)) is None
    # The next look at the platform leaves what people set.
    refreshing.refresh_account(member.organization_id, account_id)
    assert (listed(member)[MADRID]["label"], listed(member)[MADRID]["answers"]) == ("Recepción", "own")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("112", "number_fallback_refused"),
        ("+34 803 123 456", "number_fallback_refused"),
        ("+881 612 345 678", "number_fallback_refused"),
        ("hello", "number_fallback_refused"),
        (MADRID, "number_fallback_itself"),
    ],
)
def test_a_fallback_is_checked_as_a_number_that_we_dial(member, state, number, code):
    refreshed(member)
    path = f"/phone-numbers/{listed(member)[MADRID]['id']}"
    refused = member.api.patch(path, {"fallback": number})
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (422, code, "fallback")


def test_who_may_change_numbers(member, make, state):
    refreshed(member)
    path = f"/phone-numbers/{listed(member)[MADRID]['id']}"
    viewer = make(in_=member, role=Role.VIEWER)
    assert viewer.api.get("/phone-numbers").status_code == 403
    assert make().api.get(path).status_code == 404
    assert make(in_=member, role=Role.MANAGER).api.patch(path, {"label": "y"}).status_code == 200


def test_only_the_sandboxes_numbers_can_be_rung(member, state, agent):
    refreshed(member)
    number = listed(member)[MADRID]["id"]
    answer = member.api.post(f"/phone-numbers/{number}/ring", {})
    assert (answer.status_code, answer.json()["code"]) == (422, "voice_unsupported")
    for wrong in ("600", "+34 600 000 000", "", "+0"):
        assert member.api.post(f"/phone-numbers/{number}/ring", {"caller": wrong}).status_code == 422


def test_a_number_of_the_sandbox_is_rung(member, make):
    _, account_id = connect(member)
    refreshing.refresh_account(member.organization_id, account_id)
    [first, *_] = sorted(listed(member).values(), key=lambda each: each["number"])
    path = f"/phone-numbers/{first['id']}/ring"
    unanswered = member.api.post(path, {})
    assert (unanswered.status_code, unanswered.json()["code"]) == (409, "number_unanswered")
    with tenant_scope(member.organization_id):
        provider = open_provider(VoiceAccount.objects.get(id=account_id))
    remote = provider.create_agent({"name": "Recepción"}, "marker")
    made = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    before = deployments.register(OneAgent(from_text("agt", made), remote.id))
    try:
        member.api.put(f"/phone-numbers/{first['id']}/agent", {"agent_id": made})
        answer = member.api.post(path, {"caller": "+34612345605"})
    finally:
        deployments.register(before)
    assert answer.status_code == 202, answer.content
    told = provider.read_call(answer.json()["platform_call_id"])
    assert (told.direction, told.from_number, told.to_number) == ("inbound", "+34612345605", first["number"])
    assert member.api.get("/audit").json()["items"][0]["action"] == "phone_number_ring"
    viewer = make(in_=member, role=Role.VIEWER)
    assert viewer.api.post(path, {}).status_code == 403
    provider.stop_call(told.call_id)
