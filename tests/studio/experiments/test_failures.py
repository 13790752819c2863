"""An agent whose model is gone, or that gets stuck, does harm: it counts as an error, in chats and in calls."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from centralita import engine
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.ledger.events.models import LedgerEvent
from centralita.live.brain.voice import VoiceCalls, words_and_deed
from centralita.live.database import Connection
from centralita.live.limits import Rates
from centralita.live.ports import Reply
from centralita.providers.llm.errors import ModelError
from centralita.studio.experiments.models import ExperimentEntry
from tests.engine.blueprints import blueprint, flow, node
from tests.live.brain.plane import ScriptedModels, context_of, plane, run, served, settings_with
from tests.live.talk import api_channel, published_agent
from tests.operations.agents import append_fact
from tests.people import Member
from tests.studio.experiments.sharing import change_draft, plan, shown, work

pytestmark = pytest.mark.database
ASK = {"question": {"es": "¿Qué desea?"}, "input": {"type": "text"}, "variable": "wish"}
GUARD = [{"kind": "error", "margin": 5}]


class GoneModels:
    """Connected, and never answers."""

    async def connected(self, connection: Connection, organization_id: UUID) -> bool:
        return True

    async def stream(self, organization_id: UUID, ask: engine.AskModel) -> AsyncGenerator[str | Reply]:
        for nothing in ():
            yield nothing
        raise ModelError(model=ask.model)


def answering(greeting: str) -> dict[str, Any]:
    """Says this, then lets a model answer."""
    nodes = [
        node("hello", "say", {"text": {"es": greeting}}),
        node("ai", "ai_answer", {"use_knowledge": False}),
    ]
    return blueprint(flow(nodes, "hello > ai")).model_dump(mode="json")


@pytest.fixture
def agent(member: Member) -> str:
    return published_agent(member, answering("Hola, soy la de siempre."))


def begin(member: Member, agent: str, **more: Any) -> str:
    change_draft(member, agent, answering("Buenas, soy B."))
    made = member.api.post(f"/agents/{agent}/experiments", plan(guards=GUARD, **more)).json()
    assert member.api.post(f"/experiments/{made['id']}/start", {"because": ""}).status_code == 200
    return str(made["id"])


def chats(member: Member, agent: str, models: Any, count: int = 1) -> list[str]:
    """Visitors who ask something and wait for an answer; their conversations."""
    key = api_channel(member, agent)

    async def story() -> list[str]:
        async with (
            served(settings_with(models, rates=Rates.unlimited())) as address,
            httpx.AsyncClient(timeout=20) as http,
        ):
            return [await _chat(http, f"http://{address}/chat/v1/conversations", key) for _ in range(count)]

    found: list[str] = run(story)
    return found


async def _chat(http: httpx.AsyncClient, conversations: str, key: str) -> str:
    opened = await http.post(
        conversations,
        json={"language": "es", "visitor_id": uuid4().hex},
        headers={"Authorization": f"Bearer {key}"},
    )
    assert opened.status_code == 201, opened.text
    begun = opened.json()
    mine = {"Authorization": f"Bearer {begun['token']}"}
    identifier = str(begun["conversation"]["id"])
    said = {"client_id": str(uuid4()), "text": "¿Qué precio tiene?"}
    answer = await http.post(f"{conversations}/{identifier}/messages", json=said, headers=mine)
    assert answer.status_code == 202, answer.text
    for _ in range(400):
        told = (await http.get(f"{conversations}/{identifier}?after=2", headers=mine)).json()["messages"]
        if told:
            return identifier
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was said")


def facts(member: Member, *kinds: str) -> list[tuple[str, dict[str, Any]]]:
    with tenant_scope(member.organization_id):
        rows = LedgerEvent.objects.filter(kind__in=kinds).order_by("sequence")
        return list(rows.values_list("kind", "data"))


def errors(member: Member, experiment: str) -> int:
    """How many conversations count as an error."""
    [guard] = shown(member, experiment)["guards"]
    return sum(round((guard[arm]["mean"] or 0) * guard[arm]["counted"]) for arm in "ab")


def test_a_chat_whose_model_is_gone_counts_as_an_error(member: Member, agent: str) -> None:
    experiment = begin(member, agent)
    [conversation] = chats(member, agent, GoneModels())
    work(member)
    assert errors(member, experiment) == 1
    assert facts(member, "model.failed") == [("model.failed", {"code": "model_failed", "purpose": "answer"})]
    # The same fact again, and a later one of the same conversation, change nothing.
    with tenant_scope(member.organization_id):
        for kind, data in (
            ("model.failed", {"code": "model_failed", "purpose": "answer"}),
            ("conversation.stuck", {}),
        ):
            append_fact(member.organization_id, from_text("cnv", conversation), kind, data, now())
    work(member)
    assert errors(member, experiment) == 1
    with tenant_scope(member.organization_id):
        assert ExperimentEntry.objects.get(conversation_id=from_text("cnv", conversation)).failed


def test_a_model_that_answers_is_no_error_and_one_that_says_nothing_is(member: Member, agent: str) -> None:
    experiment = begin(member, agent)
    chats(member, agent, ScriptedModels(["Cuesta 55 €."]))
    work(member)
    assert errors(member, experiment) == 0
    assert facts(member, "model.failed", "conversation.stuck") == []
    chats(member, agent, ScriptedModels([""]))
    work(member)
    assert errors(member, experiment) == 1
    assert facts(member, "conversation.stuck") == [("conversation.stuck", {"reason": "empty_answer"})]


def test_a_call_whose_model_is_gone_counts_as_an_error(member: Member, agent: str) -> None:
    experiment = begin(member, agent)

    async def story() -> str:
        async with (
            plane(settings_with(GoneModels())) as sessions,
            VoiceCalls(sessions).session(context_of(member, agent, caller="+34600000001")) as call,
        ):
            await words_and_deed(call.greet())
            words, _ = await words_and_deed(call.hear("¿Qué precio tiene?"))
            return words

    assert run(story)
    work(member)
    assert errors(member, experiment) == 1


def test_a_version_that_loses_its_model_is_rolled_back(member: Member, agent: str) -> None:
    """B asks a model that is gone; A, which asks none, goes on."""
    plain = blueprint(
        flow([node("hello", "say", {"text": {"es": "Hola."}}), node("ask", "ask", ASK)], "hello > ask")
    )
    other = published_agent(member, plain.model_dump(mode="json"))
    experiment = begin(member, other, minimum=100_000)
    chats(member, other, GoneModels(), count=80)
    work(member)
    found = shown(member, experiment)
    assert (found["state"], found["ending"], found["broken"]) == ("stopped", "guard", "error")
    assert (found["guards"][0]["a"]["mean"], found["guards"][0]["b"]["mean"]) == (0.0, 1.0)
