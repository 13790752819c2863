"""An organization that calls through a platform's own adapter, against a server that checks every word of it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from django.conf import settings

from centralita.config.jobs import run_jobs
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.operations.calls.background import apply_webhooks_of
from centralita.operations.calls.models import Call
from centralita.operations.compliance import public as compliance
from centralita.studio.outbound import outbound
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.secrets import unseal
from tests.operations.calls.world import confirm_registers
from tests.people import Member, make_member
from tests.providers.voice.servers import PlatformServer

PUBLIC = "https://calls.example.com"


def work() -> None:
    """Do what is queued, as a worker does."""
    asyncio.run(run_jobs(concurrency=1, wait=False))


@contextmanager
def reachable(*servers: PlatformServer) -> Iterator[None]:
    """We have an address on the internet, and may reach these servers on loopback."""
    before = settings.ENVIRONMENT
    hosts = tuple(f"127.0.0.1:{server.server_port}" for server in servers)
    settings.ENVIRONMENT = replace(before, public_url=PUBLIC, allow_private_hosts=hosts)
    outbound.cache_clear()
    try:
        yield
    finally:
        outbound().close()
        outbound.cache_clear()
        settings.ENVIRONMENT = before


def at_an_hour_to_call(*named: Any, at: datetime, **more: Any) -> compliance.Decision:
    """What the rules say at the next hour of an ordinary day."""
    noon = at.replace(hour=15, minute=30)
    days = (compliance.may_contact(*named, at=noon + timedelta(days=each), **more) for each in range(1, 15))
    decision = next((each for each in days if each.allowed), None)
    return replace(decision or compliance.may_contact(*named, at=noon, **more), valid_until=None)


@dataclass
class Keyed:
    """A member with an account at a platform, and the platform's far side."""

    member: Member
    server: PlatformServer
    address: str
    account: str = ""
    hook: str = ""

    @classmethod
    def connected(cls, server: PlatformServer, address: str) -> "Keyed":
        member = make_member()
        made = cls(member, server, address)
        answer = member.api.post(
            "/voice-accounts",
            {"kind": server.platform.value, "label": "Principal", "credentials": server.credentials},
        )
        assert answer.status_code == 201, answer.content
        made.account, made.hook = answer.json()["id"], httpx.URL(answer.json()["webhook_url"]).path
        return made

    def ok(self, answer: Any) -> dict[str, Any]:
        assert answer.status_code < 300, answer.content
        return dict(answer.json()) if answer.content else {}

    def get(self, path: str) -> dict[str, Any]:
        return self.ok(self.member.api.get(path))

    def post(self, path: str, body: Any = None) -> dict[str, Any]:
        return self.ok(self.member.api.post(path, body))

    def secret(self) -> str:
        """The one that the platform signs with, as our account knows it."""
        with tenant_scope(self.member.organization_id):
            row = VoiceAccount.objects.get(id=from_text("pac", self.account))
        opened = unseal(settings.CIPHER, row.id, row.organization_id, bytes(row.secret))
        return opened.get("webhook_secret") or opened["api_key"]

    def agent(self, greeting: str = "Buenos días, clínica Sol.") -> str:
        """A published agent of one prompt."""
        made = self.post("/agents", {"name": "Recepción", "kind": "voice", "languages": ["es"]})["id"]
        self.written(made, greeting)
        return str(made)

    def written(self, agent: str, greeting: str) -> None:
        """Another version, published."""
        draft = self.get(f"/agents/{agent}/draft")["blueprint"]
        draft["greeting"] = {"es": greeting}
        prompt = "Ayuda a {{contact_name}} a pedir cita. Su llamada es {{call_id}}."
        draft["flows"] = [
            {"id": "main", "nodes": [{"id": "answer", "kind": "ai_answer", "data": {"prompt": prompt}}]}
        ]
        self.ok(self.member.api.put(f"/agents/{agent}/draft", {"blueprint": draft}))
        self.post(f"/agents/{agent}/publish", {})

    def deploy(self, agent: str, mode: str, voice: str) -> dict[str, Any]:
        self.post(
            f"/agents/{agent}/deployments",
            {"account_id": self.account, "mode": mode, "voice": {"id": voice, "name": "Ana"}},
        )
        work()
        return self.deployment(agent)

    def deployment(self, agent: str) -> dict[str, Any]:
        (found,) = self.get(f"/agents/{agent}/deployments")["items"]
        return dict(found)

    def lead(self, number: str = "+34912345678") -> str:
        """A contact who agreed to be called by a machine."""
        confirm_registers(self.member)
        lead = self.post("/contacts", {"name": "Ana Ruiz", "phones": [number]})["id"]
        given = (datetime.now(UTC) - timedelta(days=1)).isoformat()
        self.post(
            f"/contacts/{lead}/consents",
            {
                "purpose": "marketing",
                "channel": "call",
                "source": "web form",
                "wording": "Yes, call me, a machine too.",
                "automated": True,
                "given_at": given,
            },
        )
        return str(lead)

    def call(self, agent: str, lead: str) -> tuple[str, str]:
        """A call that the platform has taken: our id, and the platform's."""
        call = self.post(f"/leads/{lead}/call", {"agent_id": agent, "kind": "prospecting"})["id"]
        work()
        with tenant_scope(self.member.organization_id):
            return call, Call.objects.get(id=from_text("call", call)).platform_call_id

    def tells(self, event: str, call: str) -> None:
        """The platform sends a webhook, which is applied."""
        assert self.server.send_webhook(self.address + self.hook, event, call, self.secret()) == 200
        apply_webhooks_of([self.member.organization_id])
        work()
