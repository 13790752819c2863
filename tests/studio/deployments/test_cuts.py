"""Killed anywhere, again and again: no agent is left behind at the platform, none is made twice, and it ends live.

`CENTRALITA_CUTS=1000` for the long run.
"""

import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.providers.voice.catalogue import (
    AgentConfig,
    KeptKnowledge,
    KnowledgeText,
    RemoteAgent,
)
from centralita.providers.voice.errors import VoiceBusy, VoiceUnavailable
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.deployments import bringing
from centralita.studio.deployments.models import Deployment
from centralita.studio.knowledge.public import Entry, add_questions
from centralita.studio.voice_accounts.opening import OPENERS
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]
CUTS = int(os.environ.get("CENTRALITA_CUTS", "120"))


class Killed(BaseException):
    """The process is gone, as kill -9 leaves it: nothing of ours catches it."""


class Fate:
    """Cuts at one of the places that are passed: before or after a call's effect, before or after a commit."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.left = 0
        self.seen: Counter[str] = Counter()

    def arm(self) -> None:
        self.left = self.chance.randint(1, 12)

    def spare(self) -> None:
        self.left = 0

    def pass_by(self, place: str) -> None:
        if self.left:
            self.left -= 1
            if not self.left:
                self.seen[place] += 1
                raise Killed(place)


class Cutting(MemoryProvider):
    """A platform whose caller may die around every call; now and then it is merely out of order."""

    def __init__(self, state: MemoryState, fate: Fate) -> None:
        super().__init__(state)
        self.fate = fate

    def around(self, name: str, call: Callable[[], Any]) -> Any:
        self.fate.pass_by(f"before {name}")
        if self.fate.left and self.fate.chance.random() < 0.05:
            raise VoiceBusy(platform="memory")
        answer = call()
        if self.fate.left and self.fate.chance.random() < 0.05:
            raise VoiceUnavailable(platform="memory")
        self.fate.pass_by(f"after {name}")
        return answer

    def create_agent(self, config: AgentConfig, marker: str) -> RemoteAgent:
        # No help from the platform: it makes a second one when it is asked twice.
        def create() -> RemoteAgent:
            fresh = RemoteAgent(f"agent_{next(self.state.numbering)}", "", "1", marker, dict(config), now())
            self.state.agents[fresh.id] = fresh
            return fresh

        return self.around("create_agent", create)

    def update_agent(self, agent_id: str, config: AgentConfig) -> RemoteAgent:
        return self.around("update_agent", lambda: super(Cutting, self).update_agent(agent_id, config))

    def delete_agent(self, agent_id: str) -> None:
        self.around("delete_agent", lambda: super(Cutting, self).delete_agent(agent_id))

    def find_agents(self, marker: str) -> tuple[RemoteAgent, ...]:
        return self.around("find_agents", lambda: super(Cutting, self).find_agents(marker))

    def read_agent(self, agent_id: str) -> RemoteAgent:
        return self.around("read_agent", lambda: super(Cutting, self).read_agent(agent_id))

    def list_knowledge(self, marker: str) -> tuple[KeptKnowledge, ...]:
        return self.around("list_knowledge", lambda: super(Cutting, self).list_knowledge(marker))

    def keep_knowledge(self, name: str, texts: Sequence[KnowledgeText]) -> KeptKnowledge:
        return self.around("keep_knowledge", lambda: super(Cutting, self).keep_knowledge(name, texts))

    def delete_knowledge(self, knowledge_id: str) -> None:
        self.around("delete_knowledge", lambda: super(Cutting, self).delete_knowledge(knowledge_id))


def time_passes(organization_id: UUID) -> None:
    """The claim of whoever was killed ends, and a wait is over."""
    with tenant_scope(organization_id), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deployment SET busy_until = %s WHERE busy_until IS NOT NULL",
            [now() - timedelta(seconds=1)],
        )


@pytest.mark.parametrize("documents", [False, True], ids=["prompt", "documents"])
def test_cut_anywhere_it_ends_live_once(member: Member, platform, account, agent, monkeypatch, documents):
    chance = random.Random(20261121)
    fate = Fate(chance)
    OPENERS.update(dict.fromkeys(VoicePlatform, lambda _account: Cutting(platform, fate)))
    real_scope = bringing.tenant_scope

    class CuttingScope:
        def __init__(self, organization_id: UUID) -> None:
            self.inner = real_scope(organization_id)

        def __enter__(self) -> None:
            self.inner.__enter__()

        def __exit__(self, *failed: Any) -> None:
            try:
                if failed[0] is None:
                    fate.pass_by("before commit")
            except Killed as killed:
                self.inner.__exit__(Killed, killed, None)
                raise
            self.inner.__exit__(*failed)
            if failed[0] is None:
                fate.pass_by("after commit")

    monkeypatch.setattr(bringing, "tenant_scope", CuttingScope)
    agent_id, account_id = agent(member, publish=False), account(member)
    draft = member.api.get(f"/agents/{agent_id}/draft").json()["blueprint"]
    draft["knowledge"] = [{"id": "all"}] if documents else []
    member.api.put(f"/agents/{agent_id}/draft", {"blueprint": draft})
    assert member.api.post(f"/agents/{agent_id}/publish", {}).status_code == 201
    voices = ("voice_1", "voice_2")
    path = f"/agents/{agent_id}/deployments"
    identifier: UUID | None = None

    def want(turn: int) -> None:
        nonlocal identifier
        if documents:
            with tenant_scope(member.organization_id):
                add_questions(member.actor, [Entry(f"¿Turno {turn}?", f"{turn} " * 2_000, "es")] * 1)
                add_questions(
                    member.actor,
                    [
                        Entry(f"¿Más {turn}.{n}?", "palabras " * 400, "es")
                        for n in range(8 if turn == 0 else 1)
                    ],
                )
        answer = member.api.post(
            path, {"account_id": account_id, "mode": "native", "voice": {"id": voices[turn % 2]}}
        )
        assert answer.status_code == 201, answer.content
        identifier = from_text("dep", answer.json()["id"])

    killed = 0
    turn = 0
    want(turn)
    assert identifier is not None
    organization_id = member.organization_id
    while killed < CUTS:
        fate.arm()
        try:
            bringing.bring(organization_id, identifier)
        except Killed:
            killed += 1
        except bringing.DeploymentBusy:
            pass
        fate.spare()
        time_passes(organization_id)
        if killed % 3 == 2:
            turn += 1
            withdraw = chance.random() < 0.25
            if withdraw:
                assert member.api.post(f"/deployments/{_text(identifier)}/withdraw").status_code == 200
            else:
                want(turn)
        if chance.random() < 0.2:
            # Left alone for a while, it gets where it is wanted.
            with suppress(bringing.DeploymentBusy):
                bringing.bring(organization_id, identifier)
            check(organization_id, platform, documents=documents)
    turn += 1
    want(turn)
    bringing.bring(organization_id, identifier)
    check(organization_id, platform, documents=documents)
    with tenant_scope(organization_id):
        row = Deployment.objects.get()
        assert row.state == "live"
        assert row.provider_agent_id in platform.agents
    assert platform.agents[row.provider_agent_id].config["agent"]["voice_id"] == voices[turn % 2]
    assert {"after create_agent", "before commit", "after commit", "after update_agent"} <= set(fate.seen)


def _text(identifier: UUID) -> str:
    return bringing.marker_of(identifier)


def check(organization_id: UUID, platform: MemoryState, *, documents: bool) -> None:
    with tenant_scope(organization_id):
        row = Deployment.objects.get()
        assert row.wanted == row.reached, (row.state, row.error)
        # Cuts of our own are never taken for another hand's change.
        assert row.state in {"live", "withdrawn"}, (row.state, row.error)
    assert len(platform.agents) == (1 if row.state == "live" else 0)
    if row.state == "live":
        (remote,) = platform.agents.values()
        assert remote.id == row.provider_agent_id
        assert remote.config["agent"]["voice_id"] == row.voice["id"]
    kept = [one.id for one, _texts in platform.knowledge.values()]
    assert len(kept) == (1 if documents and row.state == "live" else 0)
    if kept:
        assert remote.config["knowledge"] == kept
