"""Models use no more in a day than an organization may, however many ask at once."""

import asyncio
import os
from collections.abc import AsyncGenerator
from dataclasses import replace
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from centralita import engine
from centralita.config.live import live_settings
from centralita.kit.errors import AppError
from centralita.ledger.usage.domain.allowance import AllowanceSpent
from centralita.live.allowance import Allowance
from centralita.live.app import create_app
from centralita.live.database import Connection, open_pool
from centralita.live.ports import Reply
from tests.live.talk import api_channel, open_chat, published_agent
from tests.people import Member

pytestmark = pytest.mark.database

LIMIT = 10_000


class Costly:
    """A model that answers at once and counts nine thousand tokens."""

    def __init__(self) -> None:
        self.asked = 0

    async def connected(self, connection: Connection, organization_id: UUID) -> bool:
        return True

    async def stream(self, organization_id: UUID, ask: engine.AskModel) -> AsyncGenerator[str | Reply]:
        self.asked += 1
        yield "Abrimos a las nueve."
        yield Reply("Abrimos a las nueve.", (), 8_000, 1_000, "costly", "stop", None)


def test_many_processes_at_once_stay_within_the_limit(member: Member) -> None:
    async def spend() -> int:
        pool = await open_pool(os.environ["DATABASE_URL"], size=8)
        processes = [Allowance(pool, LIMIT, block=700) for _ in range(5)]
        spent = 0

        async def ask(number: int) -> None:
            nonlocal spent
            try:
                async with processes[number % 5].held(member.organization_id, 300) as held:
                    await asyncio.sleep(0)
                    held.used = 200
                    spent += held.used
            except AllowanceSpent:
                pass

        await asyncio.gather(*(ask(number) for number in range(200)))
        await asyncio.gather(*(one.stop() for one in processes))
        await pool.close()
        return spent

    spent = asyncio.run(spend())
    assert LIMIT / 2 <= spent <= LIMIT


def test_a_question_that_failed_costs_nothing(member: Member) -> None:
    async def spend() -> None:
        pool = await open_pool(os.environ["DATABASE_URL"], size=2)
        allowance = Allowance(pool, LIMIT)
        for _ in range(5):
            with pytest.raises(AppError):
                async with allowance.held(member.organization_id, LIMIT):
                    raise AppError
        await pool.close()

    asyncio.run(spend())


def test_an_agent_answers_without_its_model_once_the_day_is_spent(member: Member) -> None:
    nodes = [
        {
            "id": "answer",
            "kind": "ai_answer",
            "data": {"prompt": "Responde.", "opening": {"es": "Hola"}, "use_knowledge": False},
        }
    ]
    blueprint = {
        "name": "Recepción",
        "languages": ["es"],
        "flows": [{"id": "main", "name": "Main", "entry": "answer", "nodes": nodes, "edges": []}],
    }
    key = api_channel(member, published_agent(member, blueprint))
    model = Costly()
    settings = replace(live_settings(), models=lambda _pool: model, tokens_a_day=LIMIT)
    with TestClient(create_app(settings)) as http:
        visitor = open_chat(http, key)
        answers = []
        for question in ("¿Cuándo abren?", "¿Y mañana?"):
            said = visitor.say(question)["message"]["sequence"]
            stream = visitor.history(after=said)["messages"]
            while not stream:
                stream = visitor.history(after=said)["messages"]
            answers.append(stream[0]["text"])
    assert model.asked == 1
    assert answers[0] == "Abrimos a las nueve."
    assert answers[1] not in {"", answers[0]}
