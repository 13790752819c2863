"""A person goes on with a call in the agent's place: only with one that is answered, where the platform can, and recorded."""

from dataclasses import replace

import pytest

from centralita.identity.access.permissions import Role
from centralita.kit.ids import to_text
from centralita.providers.voice.calls import CallStatus
from centralita.providers.voice.memory import MemoryProvider
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.opening import OPENERS
from tests.operations.calls.world import TUESDAY, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def answered(world: World) -> str:
    """A call that somebody answered."""
    call = world.placed()
    told = world.platform_call(call)
    world.state.calls[told.call_id] = replace(told, status=CallStatus.IN_PROGRESS, answered_at=TUESDAY)
    world.webhook(world.state.calls[told.call_id])
    return to_text("call", call)


def test_one_listens_first_and_then_speaks(world: World) -> None:
    api, call = world.member.api, answered(world)
    heard = api.post(f"/calls/{call}/listen")
    assert heard.status_code == 200, heard.content
    line = heard.json()
    assert line["url"].startswith("https://")
    taken = api.post(f"/calls/{call}/take-over", {"participant": line["participant"]})
    assert taken.status_code == 200, taken.content
    acts = [each["action"] for each in api.get("/audit").json()["items"]]
    assert [each for each in acts if each.startswith("call_")][:2] == ["call_take_over", "call_listen"]
    # The agent's part is over for the platform, and heard of by asking.
    world.ask(seconds=1)
    shown = api.get(f"/calls/{call}").json()
    assert (shown["status"], shown["ending"]) == ("completed", "transferred")
    for path, body in (("listen", {}), ("take-over", {"participant": line["participant"]})):
        refused = api.post(f"/calls/{call}/{path}", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "call_over")


def test_a_call_that_is_not_answered_has_nobody_to_hear(world: World) -> None:
    call = to_text("call", world.placed())
    assert world.member.api.post(f"/calls/{call}/listen").json()["code"] == "call_over"


def test_a_stranger_does_not_speak(world: World) -> None:
    call = answered(world)
    refused = world.member.api.post(f"/calls/{call}/take-over", {"participant": "somebody"})
    assert (refused.status_code, refused.json()["code"]) == (409, "call_over")


def test_where_the_platform_has_no_way_it_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call = answered(world)
    unable = replace(MemoryProvider().capabilities, take_over=False)
    there = MemoryProvider(world.state, capabilities=unable)
    monkeypatch.setitem(OPENERS, VoicePlatform.SANDBOX, lambda _account: there)
    refused = world.member.api.post(f"/calls/{call}/listen")
    assert refused.json()["code"] == "voice_unsupported"
    assert world.member.api.get(f"/calls/{call}").json()["takes_over"] is False


def test_who_only_looks_does_neither(world: World, make) -> None:
    call = answered(world)
    viewer = make(in_=world.member, role=Role.VIEWER)
    assert viewer.api.post(f"/calls/{call}/listen").status_code == 403
    assert viewer.api.post(f"/calls/{call}/take-over", {"participant": "x"}).status_code == 403
