"""The socket as Retell drives it."""

import asyncio
import contextlib
import json
import uuid

import pytest
import websockets

from centralita import engine
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


def ask(name: str, question: str, **data: object) -> dict[str, object]:
    return {"id": name, "kind": "ask", "data": {"question": {"es": question}, "variable": name, **data}}


ANSWER = {
    "id": "answer",
    "kind": "ai_answer",
    "data": {"prompt": "Answer.", "opening": {"es": "¿En qué le ayudo?"}, "use_knowledge": False},
}


class Retell:
    """One call as Retell's server has it: asks with the whole transcript, speaks only the newest answer."""

    def __init__(self, socket, call: uuid.UUID) -> None:
        self.socket, self.call = socket, call
        self.transcript: list[dict] = []
        self.asked = 0

    async def open(self) -> str:
        """The configuration, then what is said first."""
        config = json.loads(await self.socket.recv())
        assert config["response_type"] == "config"
        assert config["config"]["auto_reconnect"]
        details = {"call_id": "c1", "direction": "outbound", "to_number": "+34612345678"}
        details["metadata"] = {"centralita_call": str(self.call)}
        await self.send("call_details", call={**details, "retell_llm_dynamic_variables": {"language": "es"}})
        return (await self.answer(0))["content"]

    async def send(self, kind: str, **more) -> None:
        await self.socket.send(json.dumps({"interaction_type": kind, **more}))

    async def receive(self) -> dict:
        async with asyncio.timeout(10):
            return json.loads(await self.socket.recv())

    async def answer(self, number: int) -> dict:
        """All of one answer; whatever belongs to older ones vanishes silently."""
        content = ""
        while True:
            message = await self.receive()
            if message["response_type"] != "response" or message["response_id"] != number:
                continue
            content += message["content"]
            if message["content_complete"]:
                if content:
                    self.transcript.append({"role": "agent", "content": content.strip()})
                return {**message, "content": content}

    async def ask(self, text: str = "", kind: str = "response_required") -> int:
        if text:
            self.transcript.append({"role": "user", "content": text, "words": []})
        self.asked += 1
        await self.send(kind, response_id=self.asked, transcript=self.transcript)
        return self.asked

    async def say(self, text: str) -> dict:
        return await self.answer(await self.ask(text))


@contextlib.asynccontextmanager
async def calling(host: str, token: str, call: uuid.UUID, path: str = "c1"):
    async with websockets.connect(f"ws://{host}/brain/retell/{token}/{path}") as socket:
        yield Retell(socket, call)


def settings_of(member, agent: str, models=None):
    deployment = OneDeployment(member, agent)
    return deployment, settings_with(models, deployments=lambda _pool: deployment)


def test_a_call_from_the_first_word_to_hanging_up(member):
    agent = agent_with(
        member,
        ask("name", "¿Cómo se llama?"),
        {"id": "bye", "kind": "end", "data": {"text": {"es": "Adiós, {{name}}."}, "outcome": "done"}},
        edges=[("name", "next", "bye")],
    )
    deployment, settings = settings_of(member, agent)
    call = uuid.uuid4()

    async def story():
        async with served(settings) as host, calling(host, deployment.token, call) as retell:
            assert (await retell.open()).endswith("¿Cómo se llama? ")
            await retell.send("ping_pong", timestamp=1760000000000)
            assert await retell.receive() == {"response_type": "ping_pong", "timestamp": 1760000000000}
            await retell.send("update_only", transcript=retell.transcript, turntaking="user_turn")
            done = await retell.say("Marta")
            assert (done["content"], done["end_call"]) == ("Adiós, Marta. ", True)

    run(story)
    assert messages(member, call)[-2:] == [("visitor", "Marta"), ("agent", "Adiós, Marta.")]


def test_a_newer_request_takes_the_place_of_the_older(member):
    agent = agent_with(member, ANSWER)
    models = ScriptedModels(
        ["Pues mire usted, ", 0.1, "le cuento despacio toda la historia", 5.0, " y más."], ["Perfecto."]
    )
    deployment, settings = settings_of(member, agent, models)
    call = uuid.uuid4()

    async def story():
        async with served(settings) as host, calling(host, deployment.token, call, "c1/") as retell:
            await retell.open()
            await retell.ask("¿Cuándo abren?")
            while "despacio" not in (await retell.receive()).get("content", ""):
                pass
            retell.transcript.append({"role": "agent", "content": "Pues mire usted,"})
            assert (await retell.say("Déjelo"))["content"].strip() == "Perfecto."

    run(story)
    assert [text for role, text in messages(member, call) if role == "visitor"] == [
        "¿Cuándo abren?",
        "Déjelo",
    ]
    assert messages(member, call)[-1] == ("agent", "Perfecto.")
    assert len(models.asked) == 2


def test_words_that_were_said_but_not_heard_are_taken_back(member):
    agent = agent_with(member, ANSWER)
    models = ScriptedModels(["Abrimos a las nueve de la mañana y cerramos a las dos de la tarde."], ["Sí."])
    deployment, settings = settings_of(member, agent, models)
    call = uuid.uuid4()

    async def story():
        async with served(settings) as host, calling(host, deployment.token, call) as retell:
            await retell.open()
            await retell.say("¿Cuándo abren?")
            retell.transcript[-1]["content"] = "Abrimos a las nueve"
            await retell.say("¿De la mañana?")

    run(story)
    assert [event.said for event in journal(member, call) if isinstance(event, engine.Interrupted)] == [
        "Abrimos a las nueve"
    ]
    assert [one.text for one in models.asked[1].messages] == [
        "¿Cuándo abren?",
        "Abrimos a las nueve…",
        "¿De la mañana?",
    ]


def test_reminders_keys_and_transfers(member):
    agent = agent_with(
        member,
        ask("n", "¿Cuántos?", input={"type": "number"}),
        {"id": "t", "kind": "transfer", "data": {"to": "+34 910 000 000", "text": {"es": "Le paso."}}},
        {"id": "no", "kind": "say", "data": {"text": {"es": "No contestan."}}},
        edges=[("n", "next", "t"), ("t", "failed", "no")],
    )
    deployment, settings = settings_of(member, agent)

    async def story():
        async with served(settings) as host, calling(host, deployment.token, uuid.uuid4()) as retell:
            await retell.open()
            reminded = await retell.answer(await retell.ask(kind="reminder_required"))
            assert reminded["content"].startswith("¿Sigue ahí?")
            retell.transcript.append({"role": "dtmf", "digit": "4"})
            retell.asked += 1
            lines = retell.transcript
            await retell.send(
                "response_required", response_id=retell.asked, transcript=[], transcript_with_tool_calls=lines
            )
            moved = await retell.answer(retell.asked)
            assert (moved["content"], moved["transfer_number"]) == ("Le paso. ", "+34910000000")
            assert (await retell.say("¿Oiga?"))["content"].startswith("No contestan.")

    run(story)


def test_a_cut_line_goes_on_in_the_same_conversation(member):
    agent = agent_with(member, ask("a", "Uno"), ask("b", "Dos"), ask("c", "Tres"), edges=[
        ("a", "next", "b"), ("b", "next", "c"),
    ])  # fmt: skip
    deployment, settings = settings_of(member, agent)
    call = uuid.uuid4()

    async def story():
        async with served(settings) as host:
            async with calling(host, deployment.token, call) as first:
                await first.open()
                assert (await first.say("primero"))["content"] == "Dos "
                # As when the network goes: no farewell.
                first.socket.transport.abort()
            async with calling(host, deployment.token, call) as again:
                assert await again.open() == ""
                again.transcript = first.transcript
                assert (await again.say("segundo"))["content"] == "Tres "

    run(story)
    assert [text for role, text in messages(member, call) if role == "visitor"] == ["primero", "segundo"]


def test_what_is_wrong_is_closed_without_telling_why(member):
    agent = agent_with(member, ask("a", "Uno"))
    deployment, settings = settings_of(member, agent)

    async def closed(host: str, token: str, *frames: str | bytes) -> int:
        async with websockets.connect(f"ws://{host}/brain/retell/{token}/c9") as socket:
            with contextlib.suppress(websockets.ConnectionClosed):
                for frame in frames:
                    await socket.send(frame)
                while True:
                    async with asyncio.timeout(10):
                        await socket.recv()
        assert not socket.close_reason
        return socket.close_code

    async def story():
        async with served(settings) as host:
            assert await closed(host, "brn_wrong") == 1008
            assert await closed(host, deployment.token, b"\x00") == 1007
            assert await closed(host, deployment.token, '{"interaction_type":"call_details"}', "{") == 1007
            async with calling(host, deployment.token, uuid.uuid4()) as retell:
                # Of another shape, of an unknown kind: let pass.
                for odd in (
                    "[]",
                    '{"interaction_type": 3}',
                    '{"interaction_type":"new"}',
                    '{"transcript":{}}',
                ):
                    await retell.socket.send(odd)
                assert (await retell.open()).endswith("Uno ")

    run(story)


def test_a_pause_is_spoken_when_it_is_over(member):
    agent = agent_with(
        member,
        {"id": "w", "kind": "wait", "data": {"until": "time", "seconds": 5.2}},
        ask("a", "¿Y?"),
        edges=[("w", "next", "a")],
    )
    deployment, settings = settings_of(member, agent)

    async def story():
        async with served(settings) as host, calling(host, deployment.token, uuid.uuid4()) as retell:
            assert (await retell.open()).endswith("Hola. ")
            spoken = await retell.receive()
            assert (spoken["response_type"], spoken["content"]) == ("agent_interrupt", "¿Y? ")
            assert (await retell.receive())["content_complete"]

    run(story)
