"""A web call of the sandbox as a browser has it: a socket that takes text, and the call is told like any other."""

import asyncio
import contextlib
import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import websockets
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.providers.voice.calls import CallStatus, Ending
from centralita.studio.sandbox.models import SandboxLine
from tests.live.brain.plane import messages, run, served, settings_with
from tests.live.sandbox.test_sandbox import Account

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


@pytest.fixture
def account(member):
    return Account(member)


async def aside(act, *given):
    """In a thread, whose connection to the database is closed after it."""

    def told():
        try:
            return act(*given)
        finally:
            connection.close()

    return await asyncio.to_thread(told)


class Browser:
    """Somebody before a screen."""

    def __init__(self, socket):
        self.socket = socket

    async def send(self, kind: str, **more) -> None:
        await self.socket.send(json.dumps({"type": kind, **more}))

    async def until(self, kind: str) -> dict:
        async with asyncio.timeout(10):
            while True:
                message = json.loads(await self.socket.recv())
                if message["type"] == kind:
                    return message

    async def say(self, text: str, **more) -> str:
        await self.send("say", text=text, **more)
        return (await self.until("said"))["text"]


def talk(account, story, **more):
    """Open a call, join it, and live through the story; the call as it was told in the end."""
    ours = uuid.uuid4()
    web = account.provider.open_web_call(ours, account.agent.id, "", {"name": "Ana", "language": "es"})

    async def both():
        async with served(settings_with(sandbox_pace=200.0, **more)) as address:
            async with websockets.connect(f"ws://{address}{web.url}") as socket:
                browser = Browser(socket)
                await browser.send("join", token=web.token)
                await browser.until("joined")
                await story(browser)
            return await aside(account.wait, web.call_id)

    return run(both), ours


def test_somebody_talks_to_the_end(account):
    async def story(browser):
        assert "¿Cómo se llama?" in (await browser.until("said"))["text"]
        assert "correo" in await browser.say("Ana Ruiz")
        assert "día" in await browser.say("ana@example.com")
        assert "confirma" in await browser.say("mañana")
        assert "Hasta luego" in await browser.say("sí")
        assert (await browser.until("ended"))["reason"] == "agent_hangup"

    done, ours = talk(account, story)
    assert (done.status, done.ending, done.direction) == (CallStatus.COMPLETED, Ending.AGENT_HUNG_UP, "web")
    assert (done.our_call, done.has_recording) == (ours, False)
    assert ("callee", "ana@example.com") in [(one.role, one.text) for one in done.transcript]
    assert done.collected["nombre"] == "Ana Ruiz"
    assert done.cost[0].item == "sandbox_voice"
    names = [name for name, _ in account.events(done.call_id)]
    assert (names[0], names[-2:]) == ("call_started", ["call_ended", "call_analyzed"])
    assert ("visitor", "Ana Ruiz") in messages(account.member, ours)
    with tenant_scope(account.member.organization_id):
        assert not SandboxLine.objects.filter(organization_id=account.member.organization_id).exists()


def test_whoever_hangs_up_or_goes_away_ends_the_call(account):
    async def hangs_up(browser):
        await browser.until("said")
        await browser.send("hang_up")
        assert (await browser.until("ended"))["reason"] == "user_hangup"

    async def goes_away(browser):
        await browser.until("said")

    for story in (hangs_up, goes_away):
        done, _ = talk(account, story)
        assert (done.status, done.ending) == (CallStatus.COMPLETED, Ending.CALLEE_HUNG_UP)


def test_what_was_cut_short_was_not_heard(account):
    async def story(browser):
        whole = (await browser.until("said"))["text"]
        await browser.say("Ana", heard=whole[:4])

    done, _ = talk(account, story)
    assert done.transcript[0].text.endswith("…")
    assert len(done.transcript[0].text) == 5


def test_a_call_is_stopped_from_outside(account):
    async def story(browser):
        await browser.until("said")
        calls = await aside(
            account.provider.list_calls, datetime.now(UTC) - timedelta(minutes=1), datetime.now(UTC)
        )
        await aside(account.provider.stop_call, calls.calls[-1].call_id)
        assert (await browser.until("ended"))["reason"] == "manual_stopped"

    done, _ = talk(account, story)
    assert done.ending is Ending.STOPPED


def test_a_token_opens_one_call_once(account):
    web = account.provider.open_web_call(uuid.uuid4(), account.agent.id, "", {})

    async def story():
        async with served(settings_with(sandbox_pace=200.0)) as address:

            async def code_of(*frames: str) -> int:
                async with websockets.connect(f"ws://{address}{web.url}") as socket:
                    for frame in frames:
                        await socket.send(frame)
                    with contextlib.suppress(websockets.ConnectionClosed):
                        async with asyncio.timeout(10):
                            await socket.recv()
                            await socket.wait_closed()
                    return socket.close_code

            join = json.dumps({"type": "join", "token": web.token})
            for frame in ('{"type":"join","token":"x"}', '{"type":"say"}', "x" * 30_000):
                assert await code_of(frame) == 1008
            assert await code_of(join, '{"type":"hang_up"}') == 1000
            assert await code_of(join) == 1008
            return await aside(account.wait, web.call_id)

    assert run(story).ending is Ending.CALLEE_HUNG_UP


def test_a_call_that_nobody_joins_ends_by_itself(account):
    web = account.provider.open_web_call(uuid.uuid4(), account.agent.id, "", {})
    assert account.provider.read_call(web.call_id).status is CallStatus.QUEUED
    with tenant_scope(account.member.organization_id):
        SandboxLine.objects.filter(organization_id=account.member.organization_id).update(
            due_at=datetime.now(UTC)
        )

    async def story():
        async with served(settings_with(sandbox_pace=200.0)):
            return await aside(account.wait, web.call_id)

    done = run(story)
    assert (done.status, done.ending, done.platform_reason) == (
        CallStatus.FAILED,
        Ending.NO_ANSWER,
        "error_user_not_joined",
    )
    assert done.cost == ()
