"""What was said in calls is let go of: with time, and with the contact."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, to_text
from centralita.operations.calls.erasing import erase_old
from centralita.operations.calls.recordings import fetch
from centralita.operations.contacts.models import Contact
from centralita.providers.voice.calls import CallStatus
from centralita.studio.voice_accounts.models import WebhookEvent
from tests.operations.calls.world import TUESDAY, World, talk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def told_of(world: World) -> UUID:
    """A call that was talked through, with its recording."""
    call = world.placed()
    ended = talk(world.platform_call(call), TUESDAY, has_recording=True)
    world.state.calls[ended.call_id] = ended
    world.state.recordings[ended.call_id] = b"RIFF" + bytes(1_000)
    world.webhook(ended)
    fetch(world.organization_id, call)
    world.member.api.patch(f"/calls/{to_text('call', call)}", {"notes": "Wants two"})
    assert world.shown(call)["recording"]
    return call


def on_plan(world: World, plan: str) -> None:
    """Put the organization on a plan, as super admins do."""
    Organization.objects.filter(id=world.organization_id).update(plan=plan)


def is_empty(shown: dict[str, Any]) -> bool:
    """Whether nothing that was said is left of a call."""
    told = ("from_number", "to_number", "summary", "notes", "next_action", "collected", "conversation_id")
    return not any(shown[name] for name in told) and not shown["recording"] and bool(shown["erased_at"])


def test_calls_are_emptied_when_they_are_as_old_as_they_are_kept(world: World) -> None:
    on_plan(world, "starter")
    call = told_of(world)
    assert world.member.api.patch("/organization", {"call_days": 366}).json()["code"] == "kept_too_long"
    changed = world.member.api.patch("/organization", {"call_days": 30}).json()
    assert (changed["call_days"], changed["most_call_days"]) == (30, 365)
    world.later(days=29)
    assert erase_old(world.organization_id) == 0
    world.later(days=2)
    assert erase_old(world.organization_id) == 1
    assert erase_old(world.organization_id) == 0
    shown = world.shown(call)
    assert is_empty(shown), shown
    # What was done and paid for stays.
    assert (shown["status"], shown["outcome"], shown["duration_seconds"]) == ("completed", "answered", 60.0)
    assert shown["cost"]["micros"] == 250_000
    assert world.member.api.get(f"/calls/{shown['id']}/transcript").json()["utterances"] == []
    assert world.member.api.get(f"/calls/{shown['id']}/recording").status_code == 404
    with tenant_scope(world.organization_id):
        assert not any(bytes(each.body) for each in WebhookEvent.objects.all())
    # What its platform tells of it later changes nothing of that.
    world.webhook(talk(world.platform_call(call), TUESDAY, summary="Once more", has_recording=True))
    assert is_empty(world.shown(call))


def test_calls_are_kept_as_long_as_the_plan_allows_when_nobody_chose(world: World) -> None:
    on_plan(world, "starter")
    call = told_of(world)
    world.later(days=364)
    assert erase_old(world.organization_id) == 0
    world.later(days=2)
    assert erase_old(world.organization_id) == 1
    assert is_empty(world.shown(call))


def test_what_was_said_goes_with_its_contact(world: World) -> None:
    call = told_of(world)
    assert world.member.api.delete(f"/contacts/{world.contact}").status_code == 204
    shown = world.shown(call)
    assert is_empty(shown), shown
    assert shown["contact"] is None


def test_a_call_that_goes_on_is_emptied_once_it_is_over(world: World) -> None:
    call = world.placed()
    told = world.platform_call(call)
    world.webhook(replace(told, status=CallStatus.IN_PROGRESS, answered_at=TUESDAY))
    assert world.member.api.delete(f"/contacts/{world.contact}").status_code == 204
    assert world.shown(call)["to_number"]
    world.webhook(talk(told, TUESDAY, has_recording=True))
    shown = world.shown(call)
    assert is_empty(shown), shown
    fetch(world.organization_id, call)
    assert not world.shown(call)["recording"]


def test_an_ended_call_is_the_last_that_happened_with_its_contact(world: World) -> None:
    contact = from_text("con", world.contact)
    with tenant_scope(world.organization_id):
        Contact.objects.filter(id=contact).update(active_at=TUESDAY)
    revision = world.member.api.get(f"/contacts/{world.contact}")["ETag"]
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY))
    with tenant_scope(world.organization_id):
        active_at = Contact.objects.get(id=contact).active_at
    assert active_at == world.call(call).ended_at
    assert world.member.api.get(f"/contacts/{world.contact}")["ETag"] == revision
