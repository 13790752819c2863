"""Callbacks: calls that are made at a later moment, when the rules of contact allow it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from centralita.kit.ids import to_text
from centralita.operations.calls.actions.callbacks import make_due_callbacks
from tests.operations.calls.world import TUESDAY, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def callback(world: World, **by: float) -> str:
    answer = world.member.api.post(
        f"/leads/{world.contact}/callbacks",
        {
            "at": (world.clock.now() + timedelta(**by)).isoformat(),
            "agent_id": to_text("agt", world.agent_id),
            "kind": "follow_up",
            "note": "As agreed",
        },
    )
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def shown_callback(world: World, identifier: str) -> dict[str, Any]:
    rows = world.member.api.get(f"/callbacks?contact={world.contact}").json()["items"]
    return next(each for each in rows if each["id"] == identifier)


def test_a_callback_becomes_a_call_at_its_moment(world: World) -> None:
    made = callback(world, hours=1)
    make_due_callbacks(world.organization_id)
    assert shown_callback(world, made)["status"] == "waiting"
    world.later(hours=1, seconds=1)
    make_due_callbacks(world.organization_id)
    make_due_callbacks(world.organization_id)
    shown = shown_callback(world, made)
    assert shown["status"] == "called"
    [call] = world.member.api.get("/calls").json()["items"]
    assert (call["id"], call["kind"]) == (shown["call_id"], "follow_up")


def test_a_callback_at_a_forbidden_hour_is_made_at_the_next_allowed_one(world: World) -> None:
    made = callback(world, hours=8)
    world.later(hours=8, seconds=1)
    make_due_callbacks(world.organization_id)
    shown = shown_callback(world, made)
    assert (shown["status"], shown["problem"]) == ("waiting", "")
    assert shown["reasons"][0]["sentence"]
    moved = datetime.fromisoformat(str(shown["at"]))
    assert timedelta(hours=1) < moved - world.clock.now() < timedelta(hours=14)
    assert world.member.api.get("/calls").json()["items"] == []
    world.later(seconds=(moved - world.clock.now()).total_seconds() + 1)
    make_due_callbacks(world.organization_id)
    assert shown_callback(world, made)["status"] == "called"


def test_a_callback_that_may_never_be_made_says_why(world: World) -> None:
    made = callback(world, hours=1)
    answer = world.member.api.patch(f"/contacts/{world.contact}", {"do_not_call": True})
    assert answer.status_code == 200, answer.content
    world.later(hours=1, seconds=1)
    make_due_callbacks(world.organization_id)
    shown = shown_callback(world, made)
    assert (shown["status"], shown["problem"]) == ("refused", "call_refused")
    assert shown["reasons"][0]["sentence"]
    assert world.member.api.get("/calls").json()["items"] == []


def test_a_callback_can_be_taken_back(world: World) -> None:
    made = callback(world, hours=1)
    assert world.member.api.delete(f"/callbacks/{made}").status_code == 204
    assert world.member.api.delete(f"/callbacks/{made}").json()["code"] == "callback_done"
    world.later(hours=2)
    make_due_callbacks(world.organization_id)
    assert world.member.api.get("/calls").json()["items"] == []
    past = world.member.api.post(
        f"/leads/{world.contact}/callbacks",
        {"at": TUESDAY.isoformat(), "agent_id": to_text("agt", world.agent_id), "kind": "closing"},
    )
    assert past.json()["code"] == "callback_past"
