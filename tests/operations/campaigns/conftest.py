"""A campaign that runs, people to call, and a clock and telephone that a test holds in its hands."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, to_text
from centralita.operations.campaigns.dialler.dialling import Step, step
from centralita.operations.campaigns.models import CampaignContact
from tests.operations.agents import make_agent
from tests.operations.campaigns.telephone import MemoryTelephone, connected
from tests.people import Member

TUESDAY = dt.datetime(2026, 11, 24, 15, 30, tzinfo=dt.UTC)


@dataclass
class Stage:
    """An organization with an agent and a telephone. `at` is the clock; `run()` lets the worker take its steps."""

    member: Member
    telephone: MemoryTelephone
    agent_id: UUID
    at: dt.datetime = TUESDAY
    people: dict[str, str] = field(default_factory=dict)

    def add(self, count: int, **fields: Any) -> list[str]:
        made = []
        for number in range(len(self.people), len(self.people) + count):
            body = {"name": f"Persona {number}", "phones": [f"+34912{number:06}"], **fields}
            answer = self.member.api.post("/contacts", body)
            assert answer.status_code == 201, answer.content
            made.append(answer.json()["id"])
            self.people[made[-1]] = body["name"]
        return made

    def create(self, **fields: Any) -> str:
        body = {
            "name": "Revisión",
            "agent_id": to_text("agt", self.agent_id),
            "purpose": "service",
            "pace": 600,
            "concurrency": 100,
            **fields,
        }
        answer = self.member.api.post("/campaigns", body)
        assert answer.status_code == 201, answer.content
        return answer.json()["id"]

    def start(self, **fields: Any) -> str:
        campaign = self.create(**fields)
        answer = self.member.api.post(f"/campaigns/{campaign}/start", {})
        assert answer.status_code == 200, answer.content
        return campaign

    def step(self, campaign: str) -> Step:
        self.telephone.at = self.at
        return step(
            self.member.organization_id, from_text("cmp", campaign), self.telephone, clock=lambda: self.at
        )

    def run(self, campaign: str, *, seconds: float = 0) -> int:
        """Steps until there is nothing to do, at one moment or, twice a second, for a while; how many dials."""
        dialled = 0
        ends = self.at + dt.timedelta(seconds=seconds)
        while True:
            for _ in range(50):
                done = self.step(campaign)
                dialled += done.dialled
                if not done.more:
                    break
            if self.at >= ends:
                return dialled
            self.at += dt.timedelta(seconds=0.5)

    def finish(self, outcome: str, **fields: Any) -> int:
        """Every call under way ends so; how many."""
        calls = self.telephone.ringing()
        for call_id in calls:
            self.telephone.finish(call_id, outcome, self.at, **fields)
        return len(calls)

    def get(self, campaign: str) -> Any:
        return self.member.api.get(f"/campaigns/{campaign}").json()

    def states(self, campaign: str) -> dict[str, CampaignContact]:
        with tenant_scope(self.member.organization_id):
            rows = CampaignContact.objects.filter(campaign_id=from_text("cmp", campaign))
            return {to_text("con", row.contact_id): row for row in rows}


@pytest.fixture
def stage(member: Member) -> Iterator[Stage]:
    telephone = MemoryTelephone()
    with connected(telephone):
        yield Stage(member, telephone, make_agent(member))
