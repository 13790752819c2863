"""A call from the browser: opened at the platform, joined there, settled like any other."""

from dataclasses import replace

import pytest

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, new_id, to_text
from centralita.operations.calls.models import Call
from centralita.operations.compliance.models import ContactDecision
from centralita.providers.voice.calls import CallSnapshot, CallStatus
from centralita.providers.voice.errors import VoiceKeyRefused, VoiceUnavailable
from centralita.providers.voice.memory import Cut, MemoryProvider
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.agents.models import Agent
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.opening import OPENERS
from tests.operations.calls.world import World, talk
from tests.people import make_member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def open_call(world: World, **body):
    return world.member.api.post(f"/agents/{to_text('agt', world.agent_id)}/web-calls", body)


def opened(world: World):
    answer = open_call(world)
    assert answer.status_code == 201, answer.content
    return answer.json(), from_text("call", answer.json()["call"]["id"])


def only_call(world: World) -> Call:
    with tenant_scope(world.organization_id):
        return Call.objects.get()


def test_the_browser_gets_what_it_needs_and_the_call_is_settled(world: World) -> None:
    told, call = opened(world)
    assert (told["call"]["direction"], told["call"]["status"]) == ("web", "initiating")
    assert (told["call"]["from_number"], told["call"]["to_number"], told["call"]["kind"]) == ("", "", None)
    assert told["token"]
    assert told["variables"]["centralita_call"] == str(call)
    assert world.lines() == 1
    assert list(world.budgets.reserved) == [call]
    remote = world.platform_call(call)
    assert world.call(call).platform_call_id == remote.call_id
    # Nobody is dialled: no rule of contact is asked.
    with tenant_scope(world.organization_id):
        assert not ContactDecision.objects.exists()
    world.webhook(talk(remote, world.clock.now()))
    shown = world.shown(call)
    assert (shown["status"], shown["outcome"], shown["cost"]["micros"]) == ("completed", "answered", 250_000)
    assert world.lines() == 0
    assert not world.budgets.reserved
    assert world.kinds(call)[:1] == ["call.queued"]
    assert "call.ended" in world.kinds(call)
    acts = [each["action"] for each in world.member.api.get("/audit").json()["items"]]
    assert acts[0] == "web_call_start"


def test_a_platform_that_says_no_leaves_a_failed_call_and_nothing_held(world: World) -> None:
    world.state.before["open_web_call"].append(VoiceUnavailable(platform="memory"))
    answer = open_call(world)
    assert (answer.status_code, answer.json()["code"]) == (503, "voice_unavailable")
    call = only_call(world)
    assert (call.status, call.error, call.evidence) == ("failed", "voice_unavailable", "placing")
    assert world.lines() == 0
    assert world.budgets.voided == [call.id]
    world.state.before["open_web_call"].append(VoiceKeyRefused(platform="memory"))
    assert open_call(world).json()["code"] == "voice_key_refused"
    # Said where it hurts, once, and before anything is set aside.
    assert open_call(world).json()["code"] == "call_account_failing"


def test_killed_after_the_platform_opened_it_the_call_is_found_there(world: World) -> None:
    world.state.after["open_web_call"].append(Cut())
    with pytest.raises(Cut):
        open_call(world)
    call = only_call(world)
    assert (call.status, call.platform_call_id) == ("initiating", "")
    world.ask(seconds=40)
    assert world.call(call.id).platform_call_id == world.platform_call(call.id).call_id


def test_a_call_that_nobody_joined_ends_and_frees_what_it_held(world: World) -> None:
    _, call = opened(world)
    world.state.calls.clear()
    world.ask(minutes=1)
    assert world.call(call).status == "initiating"
    world.ask(minutes=6)
    ended = world.call(call)
    assert (ended.status, ended.evidence) == ("failed", "asked")
    assert world.lines() == 0
    assert world.budgets.voided == [call]


def test_only_an_agent_that_is_there_with_a_line_and_money(world: World) -> None:
    with tenant_scope(world.organization_id):
        VoiceAccount.objects.update(calls_at_most=1)
    opened(world)
    assert open_call(world).json()["code"] == "no_free_line"
    with tenant_scope(world.organization_id):
        VoiceAccount.objects.update(calls_at_most=9)
    world.budgets.limit = 0
    assert open_call(world).json()["code"] == "budget_exhausted"
    assert world.lines() == 1
    other = open_call(world, account_id=to_text("pac", new_id()))
    assert (other.status_code, other.json()["code"]) == (400, "agent_not_available")
    with tenant_scope(world.organization_id):
        Agent.objects.update(status="paused")
    assert open_call(world).json()["code"] == "agent_not_available"


def test_where_the_platform_has_none_it_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    unable = replace(MemoryProvider().capabilities, web_calls=False)
    monkeypatch.setitem(
        OPENERS,
        VoicePlatform.SANDBOX,
        lambda _account: MemoryProvider(world.state, capabilities=unable, now=world.clock.now),
    )
    assert open_call(world).json()["code"] == "web_calls_unsupported"
    with tenant_scope(world.organization_id):
        assert not Call.objects.exists()


def test_who_may_not_call_may_not_talk(world: World) -> None:
    viewer = make_member(in_=world.member, role=Role.VIEWER)
    answer = viewer.api.post(f"/agents/{to_text('agt', world.agent_id)}/web-calls", {})
    assert answer.status_code == 403
    stranger = make_member()
    answer = stranger.api.post(f"/agents/{to_text('agt', world.agent_id)}/web-calls", {})
    assert answer.status_code == 404


def test_a_talk_begun_at_the_platform_itself_is_a_web_call_too(world: World) -> None:
    agent = world.deployments.rows[0].provider_agent_id
    world.webhook(CallSnapshot("theirs", CallStatus.IN_PROGRESS, direction="web", agent_id=agent))
    call = only_call(world)
    assert (call.direction, call.agent_id) == ("web", world.agent_id)
