"""The worker's rounds: what waits is done everywhere, and at once where somebody knocks."""

import asyncio
import json
from dataclasses import replace

import pytest
from django.db import connection

from centralita.config.jobs import apply_webhooks, check_calls, run_jobs, wake_webhooks
from centralita.config.waking import concerned
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId
from centralita.kit.postgres.testing import TestDatabase
from centralita.ledger.events.hints import changed
from centralita.operations.calls import background
from centralita.providers.voice.calls import CallStatus
from tests.operations.calls.world import TUESDAY, World, talk
from tests.people import make_member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def test_a_round_applies_what_waits_and_asks_what_is_due(world: World) -> None:
    call = world.placed()
    world.webhook(replace(world.platform_call(call), status=CallStatus.RINGING), apply=False)
    apply_webhooks()
    assert world.shown(call)["status"] == "ringing"
    world.later(minutes=5)
    check_calls()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'calls.check' AND args->>'account_id' = %s",
            [str(world.account_id)],
        )
        assert cursor.rowcount == 1


@pytest.fixture
def first(database: TestDatabase) -> OrganizationId:
    """An organization that the round comes to before the world's."""
    return make_member().organization_id


def test_an_organization_that_fails_does_not_stop_the_others(
    first: OrganizationId, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY), apply=False)
    apply = background.apply_waiting
    last = make_member().organization_id
    asked: list[OrganizationId] = []

    def breaks(organization_id: OrganizationId) -> int:
        asked.append(organization_id)
        if organization_id in (first, last):
            raise RuntimeError("theirs")
        return apply(organization_id) if organization_id == world.organization_id else 0

    monkeypatch.setattr(background, "apply_waiting", breaks)
    apply_webhooks()
    assert world.shown(call)["status"] == "completed"
    assert asked.index(first) < asked.index(world.organization_id) < asked.index(last)


def test_a_webhook_wakes_its_organization(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY), apply=False)
    done: set[OrganizationId] = set()

    def apply(organizations: set[OrganizationId]) -> int:
        done.update(organizations)
        return 0

    monkeypatch.setattr(background, "apply_webhooks_of", apply)

    def knock() -> None:
        with tenant_scope(world.organization_id):
            changed(world.organization_id, "voice_account", world.account_id)
        connection.close()

    async def scene() -> None:
        listening = asyncio.create_task(wake_webhooks())
        for _ in range(50):
            await asyncio.to_thread(knock)
            await asyncio.sleep(0.1)
            if done or listening.done():
                break
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

    asyncio.run(scene())
    assert world.organization_id in done


def test_what_is_no_hint_wakes_nobody() -> None:
    assert concerned("{", "voice_account.changed") == set()
    assert (
        concerned(json.dumps(["x", [["no id", "voice_account.changed", {}]]]), "voice_account.changed")
        == set()
    )


def test_the_queue_does_it_all(world: World) -> None:
    call = world.started()
    asyncio.run(run_jobs(concurrency=1, wait=False))
    assert world.state.dialled[call] == 1
    told = world.platform_call(call)
    ended = talk(told, TUESDAY, has_recording=True)
    world.state.calls[told.call_id] = ended
    world.state.recordings[told.call_id] = b"RIFF audio"
    world.webhook(ended)
    asyncio.run(run_jobs(concurrency=1, wait=False))
    assert world.shown(call)["recording"]
