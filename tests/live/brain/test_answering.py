"""A call that comes in outside its number's hours: said, passed on, or answered when in doubt."""

import json

import pytest
import websockets
from httpx import AsyncClient

from centralita.live.brain.answering import Closed
from tests.live.brain.plane import OneDeployment, ScriptedModels, agent_with, run, served, settings_with

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

OURS = "+34910000002"
SAYS = {"id": "bye", "kind": "end", "data": {"text": {"es": "Aquí estoy."}}}


class Hours:
    """The hours of one number: closed, or unknown because the database is away."""

    def __init__(self, closed: Closed | None, *, lost: bool = False) -> None:
        self.told, self.lost = closed, lost
        self.asked: list[str] = []

    async def closed(self, organization_id, account_id, number):
        self.asked.append(number)
        if self.lost:
            raise OSError
        return self.told


def by_retell(member, hours: Hours, direction: str = "inbound") -> dict:
    """What Retell is told first."""
    door = OneDeployment(member, agent_with(member, SAYS))

    async def story():
        settings = settings_with(ScriptedModels(["Sí."]), deployments=lambda _pool: door, answering=hours)
        async with (
            served(settings) as address,
            websockets.connect(f"ws://{address}/brain/retell/{door.token}/c1") as socket,
        ):
            await socket.recv()
            call = {"direction": direction, "from_number": "+34600000001", "to_number": OURS}
            await socket.send(json.dumps({"interaction_type": "call_details", "call": call}))
            told = {"content": ""}
            while not told.get("content_complete"):
                message = json.loads(await socket.recv())
                told = {**message, "content": told["content"] + message.get("content", "")}
            await socket.send(json.dumps({"interaction_type": "ping_pong", "timestamp": 1}))
            while json.loads(await socket.recv())["response_type"] != "ping_pong":
                pass
            return told

    return run(story)


def by_elevenlabs(member, hours: Hours, **told) -> dict:
    """The one answer to a call's first request."""
    door = OneDeployment(member, agent_with(member, SAYS))

    async def story():
        settings = settings_with(deployments=lambda _pool: door, answering=hours)
        async with served(settings) as address, AsyncClient() as client:
            tools = [
                {"type": "function", "function": {"name": name}}
                for name in ("end_call", "transfer_to_number")
            ]
            answer = await client.post(
                f"http://{address}/brain/openai/{door.token}/v1/chat/completions",
                json={
                    "messages": [{"role": "user", "content": "Hola"}],
                    "stream": False,
                    "tools": tools,
                    "elevenlabs_extra_body": told,
                },
            )
            return answer.json()["choices"][0]["message"]

    return run(story)


def test_retell_hears_that_we_are_closed_and_hangs_up(member):
    hours = Hours(Closed("", "es"))
    told = by_retell(member, hours)
    assert "cerrados" in told["content"]
    assert told["end_call"] is True
    assert hours.asked == [OURS]


def test_retell_passes_the_call_on_where_there_is_another_number(member):
    told = by_retell(member, Hours(Closed("+34600111222", "en")))
    assert "passing you on" in told["content"]
    assert told["transfer_number"] == "+34600111222"
    assert "end_call" not in told


def test_within_the_hours_and_in_doubt_the_agent_answers(member):
    for hours in (Hours(None), Hours(Closed("", "es"), lost=True)):
        assert "Aquí estoy" in by_retell(member, hours)["content"]
        assert hours.asked == [OURS]


def test_calls_of_ours_have_no_hours(member):
    hours = Hours(Closed("", "es"))
    assert "Aquí estoy" in by_retell(member, hours, "outbound")["content"]
    assert hours.asked == []


def test_elevenlabs_is_told_by_the_tool_that_it_offers(member):
    told = by_elevenlabs(member, Hours(Closed("", "es")), called_number=OURS)
    assert "cerrados" in told["content"]
    assert told["tool_calls"][0]["function"]["name"] == "end_call"
    told = by_elevenlabs(member, Hours(Closed("+34600111222", "es")), called_number=OURS)
    function = told["tool_calls"][0]["function"]
    assert function["name"] == "transfer_to_number"
    assert json.loads(function["arguments"])["transfer_number"] == "+34600111222"


def test_elevenlabs_without_the_number_is_answered(member):
    hours = Hours(Closed("", "es"))
    assert "Aquí estoy" in by_elevenlabs(member, hours)["content"]
    assert hours.asked == []
