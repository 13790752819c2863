"""Recordings of calls: fetched before their links expire, kept, served in parts, given up when they cannot be had."""

import pytest
from django.conf import settings

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import to_text
from centralita.operations.calls import recordings
from centralita.operations.calls.audio import part_of
from centralita.operations.calls.models import Call
from centralita.operations.calls.recordings import fetch
from centralita.providers.voice.errors import VoiceUnavailable
from tests.operations.calls.world import TUESDAY, World, talk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def test_the_recording_is_kept_and_served_in_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call = world.placed()
    told = world.platform_call(call)
    path = f"/calls/{to_text('call', call)}/recording"
    assert world.member.api.get(path).status_code == 404
    ended = talk(told, TUESDAY, has_recording=True)
    world.state.calls[told.call_id] = ended
    world.webhook(ended)
    world.state.before["read_recording"].append(VoiceUnavailable(platform="memory"))
    audio = b"RIFF" + bytes(range(256)) * 1_000
    world.state.recordings[told.call_id] = audio
    with pytest.raises(VoiceUnavailable):
        fetch(world.organization_id, call)
    fetch(world.organization_id, call)
    assert world.shown(call)["recording"]
    whole = world.member.api.get(path)
    assert (whole.status_code, whole["Content-Type"]) == (200, "audio/wav")
    assert b"".join(whole.streaming_content) == audio
    part = world.member.api.get(path, headers={"Range": "bytes=4-13"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 4-13/{len(audio)}")
    assert b"".join(part.streaming_content) == audio[4:14]
    assert world.member.api.get(path, headers={"Range": "bytes=999999-"}).status_code == 416
    acts = [each["action"] for each in world.member.api.get("/audit").json()["items"]]
    assert acts[0] == "call_recording"
    settings.STORAGE.delete(world.call(call).recording_key)
    monkeypatch.setattr(recordings, "MOST_BYTES", 10)
    with tenant_scope(world.organization_id):
        Call.objects.filter(id=call).update(recording_status="pending")
    fetch(world.organization_id, call)
    assert not world.shown(call)["recording"]
    assert world.call(call).recording_status == "too_large"


def test_a_recording_that_cannot_be_had_is_given_up(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY, has_recording=True))
    world.state.down = True
    with pytest.raises(VoiceUnavailable):
        fetch(world.organization_id, call)
    fetch(world.organization_id, call, last=True)
    assert world.call(call).recording_status == "failed"


def test_a_recording_that_is_not_there_is_not_asked_for_for_ever(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY, has_recording=True))
    fetch(world.organization_id, call)
    assert world.call(call).recording_status == "missing"


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("", (0, 99)),
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-900", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-900", (0, 99)),
        ("bytes=100-", None),
        ("bytes=-0", None),
        ("bytes=20-10", (0, 99)),
        ("bytes=0-1,5-6", (0, 99)),
        ("lines=0-1", (0, 99)),
    ],
)
def test_which_part_is_asked_for(asked: str, part: tuple[int, int] | None) -> None:
    assert part_of(asked, 100) == part


# --- what people do with calls
