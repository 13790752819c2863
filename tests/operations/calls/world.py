"""Everything that a call needs, for tests: a contact who agreed, an agent that is deployed, a platform in memory."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import FixedClock
from centralita.kit.ids import from_text, new_id, to_text
from centralita.kit.money import Money
from centralita.ledger.usage.public import BudgetExhausted, ScopeKind
from centralita.operations.calls.models import Call, CallTraffic
from centralita.operations.calls.placing import place
from centralita.operations.calls.ports import UsageLine
from centralita.operations.calls.reconciling import check
from centralita.operations.calls.webhooks import apply_waiting
from centralita.providers.voice.calls import CallSnapshot, CallStatus, CostLine, Ending, Utterance
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.studio.voice_accounts.models import VoiceAccount, WebhookEvent
from tests.operations.agents import make_agent
from tests.people import Member

# A Tuesday in the afternoon, in Madrid too.
TUESDAY = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
NUMBER = "+34912345678"


@dataclass(frozen=True)
class Deployment:
    """An agent at an account."""

    id: UUID
    agent_id: UUID
    account_id: UUID
    platform: str
    provider_agent_id: str
    mode: str = "native"
    version_id: UUID | None = None
    provider_version: str = ""
    voice_id: str = "voice_1"
    voice_name: str = "Alba"
    state: str = "live"
    max_minutes: int = 10


@dataclass
class Deployments:
    """The deployments that a test made."""

    rows: list[Deployment] = field(default_factory=list)

    def live_deployments(self, agent_ids: Iterable[UUID] | None = None) -> Sequence[Deployment]:
        wanted = None if agent_ids is None else set(agent_ids)
        accounts = set(VoiceAccount.objects.values_list("id", flat=True))
        return [
            each
            for each in self.rows
            if each.account_id in accounts and (wanted is None or each.agent_id in wanted)
        ]

    def deployment_of_agent(self, account_id: UUID, provider_agent_id: str) -> Deployment | None:
        return next(
            (
                each
                for each in self.rows
                if (each.account_id, each.provider_agent_id) == (account_id, provider_agent_id)
            ),
            None,
        )


@dataclass
class Budgets:
    """Money in memory: what is set aside, and what was settled, by call."""

    limit: int = 10**12
    reserved: dict[UUID, Money] = field(default_factory=dict)
    settled: defaultdict[UUID, list[Money]] = field(default_factory=lambda: defaultdict(list))
    voided: list[UUID] = field(default_factory=list)

    def reserve(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        amount: Money,
        scopes: Mapping[str, UUID],
    ) -> None:
        assert source == "call"
        assert set(scopes) >= {"agent", "account"}
        if sum(each.micros for each in self.reserved.values()) + amount.micros > self.limit:
            left = Money(0, amount.currency)
            raise BudgetExhausted(new_id(), ScopeKind.ORGANIZATION, organization_id, left, amount)
        self.reserved[source_id] = amount

    def hold_otherwise(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        amount: Money,
        scopes: Mapping[str, UUID],
    ) -> None:
        held = self.reserved.pop(source_id)
        try:
            self.reserve(organization_id, source=source, source_id=source_id, amount=amount, scopes=scopes)
        except BudgetExhausted:
            self.reserved[source_id] = held
            raise

    def settle(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        lines: Sequence[UsageLine],
        scopes: Mapping[str, UUID],
    ) -> None:
        self.reserved.pop(source_id, None)
        self.settled[source_id].append(Money(sum(each.money.micros for each in lines), "USD"))

    def void(self, organization_id: UUID, *, source: str, source_id: UUID) -> None:
        self.reserved.pop(source_id, None)
        self.voided.append(source_id)


@dataclass
class World:
    """An organization that can call."""

    member: Member
    clock: FixedClock
    state: MemoryState
    budgets: Budgets
    deployments: Deployments
    account_id: UUID
    agent_id: UUID
    contact: str
    webhooks: dict[bytes, CallSnapshot]

    @property
    def organization_id(self) -> Any:
        return self.member.organization_id

    def body(self, **changed: Any) -> dict[str, Any]:
        return {"agent_id": to_text("agt", self.agent_id), "kind": "prospecting", **changed}

    def start(self, contact: str | None = None, **changed: Any) -> Any:
        return self.member.api.post(f"/leads/{contact or self.contact}/call", self.body(**changed))

    def started(self, contact: str | None = None) -> UUID:
        answer = self.start(contact)
        assert answer.status_code == 201, answer.content
        return from_text("call", answer.json()["id"])

    def placed(self) -> UUID:
        call = self.started()
        place(self.organization_id, call)
        return call

    def shown(self, call: UUID) -> dict[str, Any]:
        return dict(self.member.api.get(f"/calls/{to_text('call', call)}").json())

    def call(self, call: UUID) -> Call:
        with tenant_scope(self.organization_id):
            return Call.objects.get(id=call)

    def lines(self) -> int:
        with tenant_scope(self.organization_id):
            return CallTraffic.objects.get(account_id=self.account_id).lines

    def kinds(self, subject: UUID) -> list[str]:
        with tenant_scope(self.organization_id), connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM ledger_event WHERE subject_id = %s ORDER BY sequence", [subject])
            return [row[0] for row in cursor.fetchall()]

    def later(self, **by: float) -> None:
        self.clock.advance(timedelta(**by))

    def ask(self, **by: float) -> None:
        """Let time pass, then ask the platform."""
        self.later(**by)
        check(self.organization_id, self.account_id)

    def webhook(self, told: CallSnapshot, *, apply: bool = True) -> None:
        """A webhook arrives, and is applied."""
        raw = json.dumps({"id": str(new_id())}).encode()
        self.webhooks[raw] = told
        with tenant_scope(self.organization_id):
            WebhookEvent.objects.create(
                organization_id=self.organization_id,
                account_id=self.account_id,
                key=str(new_id()),
                name="call_told",
                call=told.call_id,
                body=raw,
                received_at=self.clock.now(),
            )
        if apply:
            apply_waiting(self.organization_id)

    def results(self) -> list[str]:
        """What became of the events that were applied, in the order in which they came."""
        with tenant_scope(self.organization_id):
            rows = WebhookEvent.objects.filter(applied_at__isnull=False).order_by("received_at", "id")
            return list(rows.values_list("result", flat=True))

    def waiting(self) -> int:
        """How many events are not applied yet."""
        with tenant_scope(self.organization_id):
            return WebhookEvent.objects.filter(applied_at__isnull=True).count()

    def platform_call(self, call: UUID) -> CallSnapshot:
        return self.state.of(call)

    def new_contact(self, number: str) -> str:
        return make_contact(self.member, number)


def talk(told: CallSnapshot, moment: datetime, *, micros: int = 250_000, **changed: Any) -> CallSnapshot:
    """The same call, talked through to its end."""
    whole = replace(
        told,
        status=CallStatus.COMPLETED,
        ending=Ending.CALLEE_HUNG_UP,
        platform_reason="user_hangup",
        answered_at=moment,
        ended_at=moment + timedelta(seconds=60),
        duration_seconds=60.0,
        transcript=(
            Utterance("agent", "Buenas tardes, soy un asistente virtual.", 0.0, 2.0),
            Utterance("callee", "Sí, dígame.", 2.5, 4.0, 0.8),
        ),
        transcript_final=True,
        summary="Quiere un presupuesto.",
        sentiment="positive",
        successful=True,
        cost=(CostLine("voice", Money(micros, "USD")),),
        cost_final=True,
    )
    return replace(whole, **changed)


def make_contact(member: Member, number: str) -> str:
    """A contact who agreed to be called by a machine."""
    made = member.api.post(
        "/contacts", {"name": "Ana Ruiz", "phones": [number], "company": "Sol", "interest": "Two seats"}
    ).json()["id"]
    for purpose in ("marketing", "service"):
        answer = member.api.post(
            f"/contacts/{made}/consents",
            {
                "purpose": purpose,
                "channel": "call",
                "source": "web form",
                "wording": "Yes, call me, a machine too.",
                "automated": True,
                "given_at": "2026-11-01T10:00:00Z",
            },
        )
        assert answer.status_code == 201, answer.content
    return str(made)


def confirm_registers(member: Member) -> None:
    """The organization said that public registers do not bind it."""
    for key in ("ES.register_robinson",):
        answer = member.api.put(
            f"/contact-rules/confirmations/{key}", {"note": "All of them agreed in writing"}
        )
        assert answer.status_code == 200, answer.content


def build(member: Member, clock: FixedClock, state: MemoryState, ports: Any, **beside: Any) -> World:
    """A new organization's account, agent and contact."""
    account = member.api.post("/voice-accounts", {"kind": "sandbox", "label": "Front"}).json()["id"]
    account_id = from_text("pac", account)
    agent_id = make_agent(member)
    remote = MemoryProvider(state).create_agent({"name": "Recepción"}, f"m{agent_id.hex[:8]}")
    ports.deployments.rows.append(Deployment(new_id(), agent_id, account_id, "sandbox", remote.id))
    confirm_registers(member)
    return World(
        member=member,
        clock=clock,
        state=state,
        budgets=ports.budgets,
        deployments=ports.deployments,
        account_id=account_id,
        agent_id=agent_id,
        contact=make_contact(member, NUMBER),
        **beside,
    )
