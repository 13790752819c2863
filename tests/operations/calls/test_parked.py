"""Events that cannot be applied, or not yet: they wait, block nothing, and are forgotten in the end."""

from dataclasses import replace
from typing import Any

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import new_id
from centralita.operations.calls.models import Call
from centralita.operations.calls.ports import PORTS
from centralita.operations.calls.webhooks import apply_waiting
from centralita.providers.voice.calls import CallSnapshot, CallStatus
from centralita.studio.voice_accounts.inbox import forget_old
from centralita.studio.voice_accounts.models import WebhookEvent
from tests.operations.calls.world import TUESDAY, World, talk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def test_unreadable_events_block_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call = world.placed()
    with tenant_scope(world.organization_id):
        for raw in (b"{}", b"\xff\x00", b"<html>"):
            WebhookEvent.objects.create(
                organization_id=world.organization_id,
                account_id=world.account_id,
                key=str(new_id()),
                name="x",
                body=raw,
                received_at=world.clock.now(),
            )
    world.webhook(talk(world.platform_call(call), TUESDAY))
    assert world.results().count("unreadable") == 3
    assert world.shown(call)["status"] == "completed"

    def stumbles(_platform: object, _raw: bytes) -> CallSnapshot:
        raise ValueError("surprised")

    monkeypatch.setattr(PORTS, "read_snapshot", stumbles)
    world.webhook(talk(world.platform_call(call), TUESDAY))
    assert world.results().count("unreadable") == 4


def test_an_event_that_we_cannot_apply_is_parked_and_the_others_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = world.placed(), world.started(world.new_contact("+34912345751"))
    from centralita.operations.calls import webhooks
    from centralita.operations.calls.placing import place

    place(world.organization_id, second)
    keep = webhooks.keep_told

    def breaks(actor: Any, call: Call, *told: Any) -> bool:
        if call.id == first:
            raise RuntimeError("ours")
        return keep(actor, call, *told)

    monkeypatch.setattr(webhooks, "keep_told", breaks)
    world.webhook(talk(world.platform_call(first), TUESDAY), apply=False)
    world.webhook(talk(world.platform_call(second), TUESDAY))
    assert world.shown(second)["status"] == "completed"
    assert world.shown(first)["status"] == "initiating"
    monkeypatch.setattr(webhooks, "keep_told", keep)
    world.later(minutes=1)
    apply_waiting(world.organization_id)
    assert world.shown(first)["status"] == "completed"


def test_an_event_about_a_call_that_is_not_known_yet_waits_for_it(world: World) -> None:
    call = world.started()
    world.state.tells_call_id = False
    from centralita.operations.calls.placing import place

    place(world.organization_id, call)
    # Without our id, and the platform's is not known to us yet.
    world.webhook(talk(replace(world.platform_call(call), our_call=None, agent_id=""), TUESDAY))
    assert world.waiting() == 1
    assert world.shown(call)["status"] == "initiating"
    world.ask(seconds=10)
    apply_waiting(world.organization_id)
    assert world.waiting() == 0
    assert world.shown(call)["status"] == "completed"


def test_what_nobody_ever_knows_is_parked_for_a_day_with_growing_pauses(world: World) -> None:
    world.webhook(CallSnapshot("other", CallStatus.COMPLETED, our_call=new_id()))
    tries = 0
    for _ in range(25 * 12):
        with tenant_scope(world.organization_id):
            tries = max(tries, *WebhookEvent.objects.values_list("tries", flat=True), 0)
        world.later(minutes=5)
        apply_waiting(world.organization_id)
    assert world.results() == ["unmatched"]
    assert tries < 70


def test_calls_of_others_agents_are_none_of_ours(world: World) -> None:
    world.webhook(CallSnapshot("other", CallStatus.COMPLETED, agent_id="somebody"))
    assert world.results() == ["foreign"]
    assert world.member.api.get("/calls").json()["items"] == []


def test_what_was_applied_is_forgotten_after_a_while(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY))
    world.later(days=31)
    with tenant_scope(world.organization_id):
        forget_old()
        assert bytes(WebhookEvent.objects.get().body) == b""
    world.later(days=120)
    with tenant_scope(world.organization_id):
        forget_old()
        assert not WebhookEvent.objects.exists()


# --- recordings
