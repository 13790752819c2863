"""The sandbox through the door that all voice platforms have. Opens its own transactions, as a platform would."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import MalformedId, from_text, new_id, to_text
from centralita.ledger.events.hints import CHANNEL, Envelope, Hint
from centralita.providers.voice.calls import (
    CallOrder,
    CallPage,
    CallSnapshot,
    CallStatus,
    Ending,
    LiveLine,
    Placed,
    WebCall,
)
from centralita.providers.voice.catalogue import (
    AgentConfig,
    AgentPage,
    Capabilities,
    KeptKnowledge,
    KnowledgeText,
    Lines,
    RemoteAgent,
    RemoteNumber,
    RemoteVoice,
    WebhookState,
)
from centralita.providers.voice.errors import (
    VoiceError,
    VoiceRefused,
    VoiceThingMissing,
    VoiceUnavailable,
    VoiceUnsupported,
)
from centralita.providers.voice.sandbox_events import encode_snapshot, snapshot_of
from centralita.studio.sandbox import catalogue
from centralita.studio.sandbox.domain import AGENT_PREFIX, CALL_PREFIX, WAKE
from centralita.studio.sandbox.joining import ABANDONED_AFTER, ADDRESS, join_token
from centralita.studio.sandbox.models import SandboxAgent, SandboxCall, SandboxLine
from centralita.studio.sandbox.speaking import speak, speaks
from centralita.studio.voice_accounts.opening import OpenedAccount

_PAGE: Final = 100
_PIECE: Final = 64 * 1024
# Clocks differ by this much at most.
_SKEW: Final = timedelta(minutes=1)
Direction = Literal["inbound", "outbound", "web"]
_OVER: Final = [status.value for status in CallStatus if status.ended]


class SandboxProvider:
    """One account at the sandbox."""

    def __init__(self, account: OpenedAccount) -> None:
        self._organization_id = account.organization_id
        self._account_id = account.id
        self.capabilities = Capabilities(
            hang_up=True,
            live_transcript=True,
            web_calls=True,
            workspace_webhook=True,
            recording_by_link=False,
            clone_voice=False,
            speaks_samples=speaks(),
        )

    # Calls

    def place_call(self, order: CallOrder) -> Placed:
        """Queue the call; the live plane makes it within a second. The same order again is the same call."""
        if order.from_number not in catalogue.NUMBERS:
            raise self._error(VoiceRefused, reason="number_unknown")
        with tenant_scope(self._organization_id):
            call = self._take(order, "outbound", due_at=now())
        return Placed(to_text(CALL_PREFIX, call.id))

    def open_web_call(
        self, our_call: UUID, agent_id: str, version: str, variables: dict[str, str]
    ) -> WebCall:
        """A call that waits for its browser; after a minute alone it ends. The same order again is the same call."""
        order = CallOrder(our_call, agent_id, "", "", "", version, variables)
        with tenant_scope(self._organization_id):
            call = self._take(order, "web", due_at=now() + ABANDONED_AFTER)
        token = join_token(settings.SIGNER, self._organization_id, call.id)
        return WebCall(to_text(CALL_PREFIX, call.id), token, ADDRESS)

    def ring(self, number_id: str, caller: str) -> str:
        """Have the simulated person of a number (E.164) ring one of ours; the id of the call.

        Raises VoiceThingMissing for a number that is none of ours, and VoiceRefused where no agent answers it.
        """
        if number_id not in catalogue.NUMBERS:
            raise self._missing("number")
        with tenant_scope(self._organization_id):
            agent = self._agents().filter(numbers__contains=[number_id]).first()
            if agent is None:
                raise self._error(VoiceRefused, reason="nobody_answers")
            order = CallOrder(new_id(), to_text(AGENT_PREFIX, agent.id), caller, caller, number_id)
            call = self._take(order, "inbound", due_at=now())
        return to_text(CALL_PREFIX, call.id)

    def read_call(self, call_id: str) -> CallSnapshot:
        """The call as it is now."""
        with tenant_scope(self._organization_id):
            return _snapshot(self._call(call_id))

    def find_call(self, our_call: UUID, since: datetime) -> CallSnapshot | None:
        """By our id: it is unique here."""
        with tenant_scope(self._organization_id):
            call = self._calls().filter(our_call=our_call, created_at__gte=since - _SKEW).first()
        return None if call is None else _snapshot(call)

    def list_calls(self, since: datetime, until: datetime, cursor: str = "") -> CallPage:
        """Oldest first; the cursor is the last call's id."""
        with tenant_scope(self._organization_id):
            calls = self._calls().filter(created_at__gte=since, created_at__lt=until)
            if cursor:
                calls = calls.filter(id__gt=self._id(CALL_PREFIX, cursor, "call"))
            rows = list(calls.order_by("id")[: _PAGE + 1])
        more = to_text(CALL_PREFIX, rows[_PAGE - 1].id) if len(rows) > _PAGE else ""
        return CallPage(tuple(_snapshot(row) for row in rows[:_PAGE]), more)

    def stop_call(self, call_id: str) -> None:
        """Hang up, at the latest with the next thing that is said. One that was not begun yet ends here and now."""
        with tenant_scope(self._organization_id):
            call = self._call(call_id, lock=True)
            if call.status in _OVER:
                return
            call.stop_wanted = True
            if call.status == CallStatus.QUEUED.value:
                stopped = replace(
                    _snapshot(call),
                    status=CallStatus.CANCELLED,
                    ending=Ending.STOPPED,
                    platform_reason="manual_stopped",
                    ended_at=now(),
                    duration_seconds=0.0,
                    transcript_final=True,
                    cost_final=True,
                )
                call.status, call.told = stopped.status.value, _told(stopped)
            call.save(update_fields=["stop_wanted", "status", "told"])
            _wake(call.id, "stop")

    def listen(self, call_id: str) -> LiveLine:
        raise self._error(VoiceUnsupported, act="listen")

    def take_over(self, call_id: str, participant: str) -> None:
        raise self._error(VoiceUnsupported, act="take_over")

    def read_recording(self, snapshot: CallSnapshot) -> Iterator[bytes]:
        """A WAV with both voices."""
        with tenant_scope(self._organization_id):
            key = self._call(snapshot.call_id).recording_key
        if not key:
            raise self._missing("recording")
        try:
            file = settings.STORAGE.get(key)
        except NotFound:
            raise self._missing("recording") from None
        return _pieces(file)

    # Agents

    def create_agent(self, config: AgentConfig, marker: str) -> RemoteAgent:
        """The same marker again is the same agent, brought to this configuration."""
        plain = _plain(config)
        with tenant_scope(self._organization_id):
            SandboxAgent.objects.bulk_create(
                [
                    SandboxAgent(
                        id=new_id(),
                        organization_id=self._organization_id,
                        account_id=self._account_id,
                        marker=marker,
                        name=_name(plain),
                        config=plain,
                        changed_at=now(),
                    )
                ],
                ignore_conflicts=True,
            )
            agent = self._agents().select_for_update().filter(marker=marker).order_by("-id")[0]
            return _remote(_brought_to(agent, plain))

    def read_agent(self, agent_id: str) -> RemoteAgent:
        """An agent with its configuration."""
        with tenant_scope(self._organization_id):
            return _remote(self._agent(agent_id))

    def update_agent(self, agent_id: str, config: AgentConfig) -> RemoteAgent:
        """A new version where anything differs."""
        with tenant_scope(self._organization_id):
            return _remote(_brought_to(self._agent(agent_id, lock=True), _plain(config)))

    def delete_agent(self, agent_id: str) -> None:
        """One that is gone is fine."""
        try:
            identifier = from_text(AGENT_PREFIX, agent_id)
        except MalformedId:
            return
        with tenant_scope(self._organization_id):
            self._agents().filter(id=identifier).delete()

    def list_agents(self, cursor: str = "") -> AgentPage:
        """Oldest first."""
        with tenant_scope(self._organization_id):
            agents = self._agents()
            if cursor:
                agents = agents.filter(id__gt=self._id(AGENT_PREFIX, cursor, "agent"))
            rows = list(agents.order_by("id")[: _PAGE + 1])
        more = to_text(AGENT_PREFIX, rows[_PAGE - 1].id) if len(rows) > _PAGE else ""
        return AgentPage(tuple(_remote(row, whole=False) for row in rows[:_PAGE]), more)

    def find_agents(self, marker: str) -> tuple[RemoteAgent, ...]:
        """None or one: the database keeps markers apart."""
        with tenant_scope(self._organization_id):
            return tuple(_remote(row) for row in self._agents().filter(marker=marker)) if marker else ()

    # What belongs to the account

    def list_knowledge(self, marker: str) -> tuple[KeptKnowledge, ...]:
        raise self._error(VoiceUnsupported, act="knowledge")

    def keep_knowledge(self, name: str, texts: Sequence[KnowledgeText]) -> KeptKnowledge:
        raise self._error(VoiceUnsupported, act="knowledge")

    def delete_knowledge(self, knowledge_id: str) -> None:
        raise self._error(VoiceUnsupported, act="knowledge")

    def with_knowledge(self, config: AgentConfig, kept: KeptKnowledge | None) -> AgentConfig:
        return config

    def list_numbers(self) -> tuple[RemoteNumber, ...]:
        """The same for every account."""
        with tenant_scope(self._organization_id):
            bound = {
                number: to_text(AGENT_PREFIX, agent.id)
                for agent in self._agents()
                for number in agent.numbers
            }
        return tuple(catalogue.number(number, bound.get(number, "")) for number in catalogue.NUMBERS)

    def bind_number(self, number_id: str, agent_id: str, asks: str | None = None) -> RemoteNumber:
        """One agent at most answers a number."""
        if number_id not in catalogue.NUMBERS:
            raise self._missing("number")
        with tenant_scope(self._organization_id):
            agent = self._agent(agent_id, lock=True) if agent_id else None
            for other in self._agents().select_for_update().filter(numbers__contains=[number_id]):
                other.numbers = [number for number in other.numbers if number != number_id]
                other.save(update_fields=["numbers"])
            if agent is not None:
                agent.numbers = sorted({*agent.numbers, number_id})
                agent.save(update_fields=["numbers"])
        return catalogue.number(number_id, agent_id)

    def list_voices(self) -> Iterator[RemoteVoice]:
        """The same for every account."""
        return iter(catalogue.VOICES)

    def clone_voice(self, name: str, samples: list[tuple[str, bytes]]) -> RemoteVoice:
        """The sandbox clones nobody."""
        raise self._error(VoiceUnsupported, act="clone_voice")

    def speak(self, voice_id: str, text: str, language: str) -> bytes:
        """A WAV by espeak-ng."""
        if not speaks():
            raise self._error(VoiceUnsupported, act="speak")
        if voice_id not in catalogue.SPOKEN_BY:
            raise self._missing("voice")
        try:
            return speak(voice_id, text, language)
        except (OSError, subprocess.SubprocessError):
            raise self._error(VoiceUnavailable) from None

    def lines(self) -> Lines:
        """So many calls at once in each account."""
        with tenant_scope(self._organization_id):
            return Lines(catalogue.LINES, self._running())

    def ensure_webhook(self, url: str) -> WebhookState:
        """The sandbox always tells the account that it belongs to."""
        return WebhookState(present=True, enabled=True)

    def read_webhook(self, url: str) -> WebhookState:
        """As above."""
        return WebhookState(present=True, enabled=True)

    # Within a transaction

    def _agents(self) -> Any:
        return SandboxAgent.objects.filter(account_id=self._account_id)

    def _calls(self) -> Any:
        return SandboxCall.objects.filter(account_id=self._account_id)

    def _running(self) -> int:
        count: int = self._calls().exclude(status__in=_OVER).count()
        return count

    def _agent(self, agent_id: str, *, lock: bool = False) -> SandboxAgent:
        agents = self._agents().select_for_update() if lock else self._agents()
        agent: SandboxAgent | None = agents.filter(id=self._id(AGENT_PREFIX, agent_id, "agent")).first()
        if agent is None:
            raise self._missing("agent")
        return agent

    def _call(self, call_id: str, *, lock: bool = False) -> SandboxCall:
        calls = self._calls().select_for_update() if lock else self._calls()
        call: SandboxCall | None = calls.filter(id=self._id(CALL_PREFIX, call_id, "call")).first()
        if call is None:
            raise self._missing("call")
        return call

    def _take(self, order: CallOrder, direction: Direction, *, due_at: datetime) -> SandboxCall:
        """The call of an order, on a line of its own that somebody looks after from `due_at` on."""
        agent = self._agent(order.agent_id)
        known: SandboxCall | None = self._calls().filter(our_call=order.our_call).first()
        if known is not None:
            return known
        if self._running() >= catalogue.LINES:
            raise self._error(VoiceRefused, reason="no_free_line")
        identifier = new_id()
        SandboxCall.objects.bulk_create(
            [self._queued(identifier, agent, order, direction)], ignore_conflicts=True
        )
        call: SandboxCall = self._calls().get(our_call=order.our_call)
        if call.id == identifier:
            SandboxLine.objects.create(call_id=call.id, organization_id=self._organization_id, due_at=due_at)
            _wake(WAKE, "call")
        return call

    def _queued(
        self, identifier: UUID, agent: SandboxAgent, order: CallOrder, direction: Direction
    ) -> SandboxCall:
        moment = now()
        snapshot = CallSnapshot(
            call_id=to_text(CALL_PREFIX, identifier),
            status=CallStatus.QUEUED,
            # Nobody here asked for a call that comes in.
            our_call=None if direction == "inbound" else order.our_call,
            direction=direction,
            from_number=order.from_number,
            to_number=order.to_number,
            agent_id=order.agent_id,
            started_at=moment,
        )
        return SandboxCall(
            id=identifier,
            organization_id=self._organization_id,
            account_id=self._account_id,
            agent_id=agent.id,
            our_call=order.our_call,
            status=CallStatus.QUEUED.value,
            told=_told(snapshot),
            config=agent.config,
            variables={name: str(value)[:500] for name, value in list(order.variables.items())[:100]},
            ring_seconds=max(1, min(order.ring_seconds, 120)),
            created_at=moment,
        )

    def _id(self, prefix: str, text: str, kind: str) -> UUID:
        try:
            return from_text(prefix, text)
        except MalformedId:
            raise self._missing(kind) from None

    def _error(self, error: type[VoiceError], **data: str) -> VoiceError:
        return error(platform="sandbox", **data)

    def _missing(self, kind: str) -> VoiceError:
        return self._error(VoiceThingMissing, kind=kind)


def _snapshot(call: SandboxCall) -> CallSnapshot:
    return snapshot_of(call.told)


def _told(snapshot: CallSnapshot) -> Any:
    return msgspec.json.decode(encode_snapshot(snapshot))


def _plain(config: AgentConfig) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(dict(config)))
    return plain


def _name(config: dict[str, Any]) -> str:
    agent = config.get("agent")
    name = config.get("name") or (agent.get("name") if isinstance(agent, dict) else "")
    return str(name or "")[:200]


def _brought_to(agent: SandboxAgent, config: dict[str, Any]) -> SandboxAgent:
    if agent.config != config:
        agent.config, agent.name = config, _name(config)
        agent.version += 1
        agent.changed_at = now()
        agent.save()
    return agent


def _remote(agent: SandboxAgent, *, whole: bool = True) -> RemoteAgent:
    return RemoteAgent(
        id=to_text(AGENT_PREFIX, agent.id),
        name=agent.name,
        version=str(agent.version),
        marker=agent.marker,
        config=agent.config if whole else {},
        changed_at=agent.changed_at,
    )


def _pieces(file: Any) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


def _wake(topic: UUID, kind: str) -> None:
    """Told to the live plane when this transaction commits."""
    envelope = Envelope("sandbox", [Hint(topic.hex, kind, {})])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, msgspec.json.encode(envelope).decode()])
