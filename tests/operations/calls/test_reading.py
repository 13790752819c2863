"""Reading calls: what a person says of one, the list, the export."""

import pytest

from centralita.kit.ids import to_text
from centralita.providers.voice.calls import Ending
from tests.operations.calls.world import TUESDAY, World, talk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def test_what_a_person_says_of_a_call_stands(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY, cost_final=False))
    path = f"/calls/{to_text('call', call)}"
    shown = world.member.api.get(path)
    changed = world.member.api.patch(
        path, {"outcome": "interested", "notes": "Two seats"}, headers={"If-Match": shown["ETag"]}
    )
    assert changed.status_code == 200, changed.content
    assert (changed.json()["outcome"], changed.json()["notes"]) == ("interested", "Two seats")
    stale = world.member.api.patch(path, {"notes": "x"}, headers={"If-Match": shown["ETag"]})
    assert stale.status_code == 412
    world.webhook(talk(world.platform_call(call), TUESDAY, ending=Ending.VOICEMAIL))
    assert world.shown(call)["outcome"] == "interested"


def test_the_export_is_safe_for_spreadsheets(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY, summary="=1+1"))
    answer = world.member.api.get("/calls/export")
    text = b"".join(answer.streaming_content).decode()
    assert "'=1+1" in text
    assert "0.250000" in text


def test_calls_are_found_by_number_and_by_name(world: World) -> None:
    world.placed()
    found = [
        len(world.member.api.get(f"/calls?q={asked}").json()["items"])
        for asked in ("912345678", "%2B34%20912%20345%20678", "ana", "nobody", "999")
    ]
    assert found == [1, 1, 1, 0, 0]


# --- callbacks
