"""The endpoint as platforms with their own voice use it: each request a turn, the whole talk in it."""

import asyncio
import json
import uuid
from typing import Any

import httpx
import pytest

from centralita import engine
from centralita.kit.ids import to_text
from tests.live.brain.plane import (
    OneDeployment,
    ScriptedModels,
    agent_with,
    journal,
    messages,
    run,
    served,
    settings_with,
)

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

SYSTEM = {"role": "system", "content": "You are an agent."}
TOOLS = [
    {"type": "function", "function": {"name": name, "parameters": {"type": "object"}}}
    for name in ("end_call", "transfer_to_number", "skip_turn", "language_detection")
]
ANSWER = {
    "id": "answer",
    "kind": "ai_answer",
    "data": {"prompt": "Answer.", "opening": {"es": "¿En qué le ayudo?"}, "use_knowledge": False},
}


def ask(name: str, question: str) -> dict[str, object]:
    return {"id": name, "kind": "ask", "data": {"question": {"es": question}, "variable": name}}


class Platform:
    """One call of a platform that sends everything each time."""

    def __init__(self, host: str, token: str, *, secret: str = "", **extra: Any) -> None:
        self.address = f"http://{host}/brain/openai/{token}/v1/chat/completions"
        self.headers = {"authorization": f"Bearer {secret}"} if secret else {}
        self.extra = extra
        self.talk: list[dict[str, Any]] = [SYSTEM]

    def body(self, **more: Any) -> dict[str, Any]:
        return {"model": "centralita", "messages": self.talk, "tools": TOOLS, **self.extra, **more}

    async def say(self, text: str) -> tuple[str, list[tuple[str, dict[str, str]]]]:
        """A streamed turn: what is spoken, and the tools used."""
        self.talk.append({"role": "user", "content": text})
        words, tools, finish = "", [], None
        body = self.body(stream=True)
        async with (
            httpx.AsyncClient(timeout=20) as client,
            client.stream("POST", self.address, json=body, headers=self.headers) as response,
        ):
            assert response.status_code == 200, await response.aread()
            assert response.headers["content-type"].startswith("text/event-stream")
            lines = [line async for line in response.aiter_lines() if line]
        assert lines[-1] == "data: [DONE]"
        for line in lines[:-1]:
            chunk = json.loads(line.removeprefix("data: "))
            assert chunk["object"] == "chat.completion.chunk"
            (choice,) = chunk["choices"]
            words += choice["delta"].get("content") or ""
            calls = [call["function"] for call in choice["delta"].get("tool_calls", ())]
            tools += [(call["name"], json.loads(call["arguments"])) for call in calls]
            finish = choice["finish_reason"] or finish
        assert finish == ("tool_calls" if tools else "stop")
        self.talk.append({"role": "assistant", "content": words.strip()})
        return words, tools


def settings_of(member, agent: str, models=None, secret: str = ""):
    deployment = OneDeployment(member, agent, secret)
    return deployment, settings_with(models, deployments=lambda _pool: deployment)


def booking(member) -> str:
    return agent_with(
        member,
        ask("name", "¿Cómo se llama?"),
        ask("day", "¿Qué día?"),
        {"id": "bye", "kind": "end", "data": {"text": {"es": "Hecho, {{name}}."}, "outcome": "booked"}},
        edges=[("name", "next", "day"), ("day", "next", "bye")],
    )


def test_a_call_that_is_named_by_us(member):
    deployment, settings = settings_of(member, booking(member))
    call = uuid.uuid4()

    async def story():
        async with served(settings) as host:
            extra = {"elevenlabs_extra_body": {"centralita_call": str(call), "language": "es"}}
            platform = Platform(host, deployment.token, **extra)
            # The platform has spoken its first message already: it is not said again.
            platform.talk.append({"role": "assistant", "content": "Hola. ¿Cómo se llama?"})
            assert await platform.say("Marta") == ("¿Qué día? ", [])
            words, tools = await platform.say("el lunes")
            assert (words, tools) == ("Hecho, Marta. ", [("end_call", {"reason": "booked"})])

    run(story)
    assert [text for role, text in messages(member, call) if role == "visitor"] == ["Marta", "el lunes"]


@pytest.mark.parametrize("field", ["user", "user_id"])
def test_other_fields_name_it_too(member, field):
    deployment, settings = settings_of(member, booking(member))
    call = uuid.uuid4()

    async def story():
        async with served(settings) as host:
            platform = Platform(host, deployment.token, **{field: str(call)})
            assert (await platform.say("Hola"))[0].endswith("¿Cómo se llama? ")
            assert (await platform.say("Marta"))[0] == "¿Qué día? "

    run(story)
    assert [role for role, _ in messages(member, call)].count("visitor") == 1


def test_calls_that_nobody_names_are_told_apart_by_what_is_said(member):
    deployment, settings = settings_of(member, booking(member))

    async def story():
        async with served(settings) as host:
            calls = [Platform(host, deployment.token) for _ in range(4)]
            # All begin alike, at the same time.
            await asyncio.gather(*(call.say("Hola, buenos días, quería una cita") for call in calls))
            names = ["Ana", "Blas", "Carla", "Darío"]
            for call, name in zip(calls, names, strict=True):
                await call.say(name)
            ends = await asyncio.gather(*(call.say("el lunes") for call in calls))
            return [words for words, _ in ends]

    assert run(story) == ["Hecho, Ana. ", "Hecho, Blas. ", "Hecho, Carla. ", "Hecho, Darío. "]


def test_without_a_stream_and_at_every_address(member):
    deployment, settings = settings_of(member, booking(member), secret="s3cret")

    async def story():
        async with served(settings) as host, httpx.AsyncClient(timeout=20) as client:
            platform = Platform(host, deployment.token, user=str(uuid.uuid4()))
            platform.talk += [{"role": "user", "content": [{"type": "text", "text": "Hola"}]}]
            base = platform.address.removesuffix("/v1/chat/completions")
            right = {"authorization": "Bearer s3cret"}
            first = await client.post(platform.address, json=platform.body(), headers=right)
            (choice,) = first.json()["choices"]
            assert choice["message"]["content"].endswith("¿Cómo se llama?")
            assert (first.json()["object"], choice["finish_reason"]) == ("chat.completion", "stop")
            for path in ("/v1", "/chat/completions", ""):
                body = platform.body(user=str(uuid.uuid4()))
                assert (await client.post(base + path, json=body, headers=right)).status_code == 200
            for headers in ({}, {"authorization": "Bearer wrong"}):
                refused = await client.post(platform.address, json=platform.body(), headers=headers)
                assert (refused.status_code, "error" in refused.json()) == (401, True)
            wrong = platform.address.replace(deployment.token, "brn_other")
            assert (await client.post(wrong, json=platform.body(), headers=right)).status_code == 401
            for bad in (b"", b"[]", b"{", b'{"messages": 3}', b"\xff", b"[" * 100_000):
                answer = await client.post(platform.address, content=bad, headers=right)
                assert answer.status_code == 400
            huge = b" " * (1024 * 1024 + 1)
            assert (await client.post(platform.address, content=huge, headers=right)).status_code == 413

    run(story)


def test_a_stream_that_is_closed_is_a_caller_who_spoke(member):
    models = ScriptedModels(["Pues mire, ", 0.2, "le cuento todo lo que hay", 3.0, " que contar"], ["Claro."])
    deployment, settings = settings_of(member, agent_with(member, ANSWER), models)
    call = uuid.uuid4()

    async def story():
        async with served(settings) as host, httpx.AsyncClient(timeout=20) as client:
            platform = Platform(host, deployment.token, user_id=str(call))
            platform.talk += [
                {"role": "assistant", "content": "Hola. ¿En qué le ayudo?"},
                {"role": "user", "content": "¿Qué tienen?"},
            ]
            body = platform.body(stream=True)
            async with client.stream("POST", platform.address, json=body) as response:
                async for line in response.aiter_lines():
                    if "todo" in line:
                        break
            platform.talk.append({"role": "assistant", "content": "Pues mire,"})
            assert (await platform.say("Vale, vale"))[0].strip() == "Claro."

    run(story)
    assert [text for role, text in messages(member, call) if role == "visitor"] == [
        "¿Qué tienen?",
        "Vale, vale",
    ]
    assert messages(member, call)[-1] == ("agent", "Claro.")
    assert len([one for one in journal(member, call) if isinstance(one, engine.ModelReplied)]) == 1


def test_a_transfer_uses_the_platforms_tool_and_silence_skips(member):
    agent = agent_with(
        member,
        ask("n", "¿Diga?"),
        {"id": "t", "kind": "transfer", "data": {"to": "+34 910 000 000", "text": {"es": "Le paso."}}},
        {"id": "h", "kind": "handoff", "data": {"text": {"es": "Un momento."}}},
        edges=[("n", "next", "t"), ("t", "failed", "h")],
    )
    deployment, settings = settings_of(member, agent)

    async def story():
        async with served(settings) as host:
            platform = Platform(host, deployment.token, user=str(uuid.uuid4()))
            await platform.say("Hola")
            words, ((tool, arguments),) = await platform.say("Con ventas, por favor")
            assert (words, tool, arguments["transfer_number"]) == (
                "Le paso. ",
                "transfer_to_number",
                "+34910000000",
            )
            # Still there, so nobody took it.
            assert (await platform.say("¿Oiga?"))[0] == "Un momento. "
            assert await platform.say("¿Hay alguien?") == ("", [("skip_turn", {"reason": "nothing_to_say"})])

    run(story)


def test_no_other_agents_talk_is_entered_by_naming_it(member):
    first, second = booking(member), booking(member)
    deployment, settings = settings_of(member, first)
    other, others = settings_of(member, second)
    call = uuid.uuid4()

    async def story():
        async with served(settings) as host:
            await Platform(host, deployment.token, user=str(call)).say("Hola")
        async with served(others) as host, httpx.AsyncClient(timeout=20) as client:
            body = Platform(host, other.token).body()
            named = {"elevenlabs_extra_body": {"conversation_id": to_text("cnv", call)}}
            body = {**body, **named, "messages": [{"role": "user", "content": "¿Quién es?"}]}
            answer = await client.post(Platform(host, other.token).address, json=body)
            assert answer.status_code == 503

    run(story)
    # What must be said, the greeting, the first question: nothing of the other one.
    assert len(messages(member, call)) == 3
