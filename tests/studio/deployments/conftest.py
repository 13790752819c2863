"""A voice platform in memory behind every account of a test, and agents that are published."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from centralita.kit.postgres.testing import TestDatabase
from centralita.providers.voice.catalogue import RemoteNumber, RemoteVoice
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.studio.voice_accounts.opening import OPENERS, OpenedAccount
from tests.people import Member


@pytest.fixture
def platform(database: TestDatabase) -> Iterator[MemoryState]:
    """What every account of this test leads to. Deployments that earlier tests left in the queue are not done on it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
    before = dict(OPENERS)
    state = MemoryState()
    state.voices["voice_1"] = RemoteVoice("voice_1", "Ana", languages=("es",))
    state.numbers["n1"] = RemoteNumber("n1", "+34910000001")

    def open_memory(_account: OpenedAccount) -> MemoryProvider:
        return MemoryProvider(state)

    from centralita.providers.voice.platforms import VoicePlatform

    OPENERS.update(dict.fromkeys(VoicePlatform, open_memory))
    yield state
    OPENERS.clear()
    OPENERS.update(before)


@pytest.fixture
def account() -> Callable[..., str]:
    """Connects an account; its id."""

    def connect(member: Member, kind: str = "retell") -> str:
        credentials = {} if kind == "sandbox" else {"api_key": "key_very_secret_1234567890"}
        answer = member.api.post(
            "/voice-accounts", {"kind": kind, "label": "Principal", "credentials": credentials}
        )
        assert answer.status_code == 201, answer.content
        found: str = answer.json()["id"]
        return found

    return connect


@pytest.fixture
def agent() -> Callable[..., str]:
    """Makes an agent with one prompt and publishes it; its id."""

    def make(member: Member, prompt: str = "Ayuda a pedir cita.", *, publish: bool = True) -> str:
        made = member.api.post("/agents", {"name": "Recepción", "kind": "voice", "languages": ["es"]}).json()
        draft = member.api.get(f"/agents/{made['id']}/draft").json()["blueprint"]
        draft["greeting"] = {"es": "Buenos días, clínica Sol."}
        draft["flows"] = [
            {
                "id": "main",
                "nodes": [{"id": "answer", "kind": "ai_answer", "data": {"prompt": prompt}}],
            }
        ]
        save(member, made["id"], draft)
        if publish:
            answer = member.api.post(f"/agents/{made['id']}/publish", {"note": ""})
            assert answer.status_code == 201, answer.content
        found: str = made["id"]
        return found

    return make


def save(member: Member, agent_id: str, draft: dict[str, Any]) -> None:
    """Save a draft."""
    answer = member.api.put(f"/agents/{agent_id}/draft", {"blueprint": draft})
    assert answer.status_code == 200, answer.content
