"""A model is asked while its turn is being written; nobody hears of its answer before, nor of one that was in vain."""

import asyncio
import contextlib

import pytest

from centralita.kit.errors import Unavailable
from centralita.kit.ids import new_id
from centralita.live import journal
from centralita.live.brain.voice import VoiceCalls
from centralita.live.wire import SayRequest
from tests.live.brain.plane import (
    ScriptedModels,
    agent_with,
    context_of,
    messages,
    plane,
    run,
    settings_with,
)

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

ANSWER = {
    "id": "answer",
    "kind": "ai_answer",
    "data": {"prompt": "Answer.", "opening": {"es": "¿En qué le ayudo?"}, "use_knowledge": False},
}
ANSWERED = [("visitor", "¿Cuándo abren?"), ("agent", "Abrimos a las nueve.")]


class Disk:
    """Stands before the writing of turns: holds it, or fails it."""

    def __init__(self, monkeypatch):
        self.write = journal.write
        self.reached, self.gate = asyncio.Event(), asyncio.Event()
        self.failing = 0
        monkeypatch.setattr(journal, "write", self)

    async def __call__(self, *change):
        self.reached.set()
        await self.gate.wait()
        if self.failing:
            self.failing -= 1
            raise Unavailable(retry_after=1)
        await self.write(*change)


@contextlib.asynccontextmanager
async def talk(context, models):
    """The sessions with a conversation that has begun, and what is told of it."""
    async with plane(settings_with(models)) as sessions:
        async with VoiceCalls(sessions).session(context):
            pass
        with sessions.broker.listening(context.conversation_id) as hints:
            yield sessions, hints


def message():
    return SayRequest(client_id=new_id(), text="¿Cuándo abren?")


async def until(hints, kind):
    """The next hint of this kind."""
    async with asyncio.timeout(10):
        while (hint := await hints.get()).kind != kind:
            pass
    return hint


async def answered(hints):
    """Wait until the agent has answered."""
    while (await until(hints, "message")).body["news"].messages[-1].role != "agent":
        pass


def test_the_answer_waits_until_the_question_is_written(member, monkeypatch):
    models = ScriptedModels(["Abrimos ", "a las nueve."])

    context = context_of(member, agent_with(member, ANSWER))

    async def story():
        async with talk(context, models) as (sessions, hints):
            disk = Disk(monkeypatch)
            saying = asyncio.create_task(
                sessions.say(member.organization_id, context.conversation_id, message())
            )
            await disk.reached.wait()
            await asyncio.sleep(0.2)
            assert len(models.asked) == 1
            assert hints.empty()
            disk.gate.set()
            await saying
            kinds = [(await hints.get()).kind for _ in range(3)]
            assert kinds == ["message", "typing", "delta"]
            await answered(hints)
            assert len(models.asked) == 1

    run(story)
    assert messages(member, context.conversation_id)[-2:] == ANSWERED


def test_a_question_of_a_turn_that_was_not_written_is_taken_back(member, monkeypatch):
    models = ScriptedModels(["Nunca ", 30.0, "se oye."], ["Abrimos ", "a las nueve."])

    context = context_of(member, agent_with(member, ANSWER))

    async def story():
        async with talk(context, models) as (sessions, hints):
            disk = Disk(monkeypatch)
            disk.failing = 1
            said = message()
            saying = asyncio.create_task(sessions.say(member.organization_id, context.conversation_id, said))
            await disk.reached.wait()
            await asyncio.sleep(0.1)
            disk.gate.set()
            with pytest.raises(Unavailable):
                await saying
            assert hints.empty()
            # Whoever was not acknowledged sends again.
            await sessions.say(member.organization_id, context.conversation_id, said)
            assert (await until(hints, "delta")).body["text"] == "Abrimos "
            await answered(hints)
            assert len(models.asked) == 2

    run(story)
    assert messages(member, context.conversation_id)[-2:] == ANSWERED


def test_two_messages_at_once_are_each_answered_to_what_was_written(member):
    models = ScriptedModels(["Abrimos ", 0.05, "a las nueve."])

    context = context_of(member, agent_with(member, ANSWER))

    async def story():
        async with talk(context, models) as (sessions, hints):
            said = message()
            both = [sessions.say(member.organization_id, context.conversation_id, said) for _ in range(2)]
            first, second = await asyncio.gather(*both)
            assert first.message.id == second.message.id
            await answered(hints)

    run(story)
    assert messages(member, context.conversation_id)[-2:] == ANSWERED
