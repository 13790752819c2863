"""A voice platform that lives in memory: for trying what is built on the protocol, with faults on demand.

It keeps the promises of VoiceProvider as the real ones do, so that the same contract tests hold for it.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

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
    VoiceRefused,
    VoiceThingMissing,
    VoiceUnavailable,
    VoiceUnsupported,
)
from centralita.providers.voice.memory_state import Cut, MemoryState, in_doubt

__all__ = ["Cut", "MemoryProvider", "MemoryState", "in_doubt"]

_PAGE: Final = 50
_ABLE: Final = Capabilities(
    hang_up=True,
    live_transcript=True,
    web_calls=True,
    workspace_webhook=True,
    recording_by_link=False,
    clone_voice=True,
    speaks_samples=True,
    take_over=True,
    keeps_knowledge=True,
)


class MemoryProvider:
    """VoiceProvider over a MemoryState."""

    def __init__(
        self,
        state: MemoryState | None = None,
        *,
        capabilities: Capabilities = _ABLE,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.state = state or MemoryState()
        self.capabilities = capabilities
        self._now = now

    def place_call(self, order: CallOrder) -> Placed:
        """The same `our_call` again is the call that was placed first."""
        self._enter("place_call")
        state = self.state
        if order.agent_id not in state.agents:
            raise VoiceThingMissing(platform="memory", kind="agent")
        if not any(order.from_number_id in (each.id, each.number) for each in state.numbers.values()):
            raise VoiceRefused(platform="memory", reason="from_number")
        if state.most_lines is not None and self._running() >= state.most_lines:
            raise VoiceRefused(platform="memory", reason="no_free_line")
        known = next((each for each in state.calls.values() if each.our_call == order.our_call), None)
        if known is None:
            state.dialled[order.our_call] += 1
            known = CallSnapshot(
                call_id=f"mem_{next(state.numbering)}",
                status=CallStatus.INITIATING,
                our_call=order.our_call,
                from_number=order.from_number,
                to_number=order.to_number,
                agent_id=order.agent_id,
                started_at=self._now(),
            )
            state.calls[known.call_id] = known
        self._leave("place_call")
        return Placed(known.call_id if state.tells_call_id else "")

    def open_web_call(
        self, our_call: UUID, agent_id: str, version: str, variables: dict[str, str]
    ) -> WebCall:
        """A call without numbers."""
        self._enter("open_web_call")
        self._able("web_calls")
        self._agent(agent_id)
        call_id = f"mem_{next(self.state.numbering)}"
        self.state.calls[call_id] = CallSnapshot(
            call_id=call_id,
            status=CallStatus.QUEUED,
            our_call=our_call,
            direction="web",
            agent_id=agent_id,
            started_at=self._now(),
        )
        self._leave("open_web_call")
        return WebCall(call_id, f"token-{call_id}")

    def read_call(self, call_id: str) -> CallSnapshot:
        """As it stands."""
        self._enter("read_call")
        if call_id not in self.state.calls:
            raise VoiceThingMissing(platform="memory", kind="call")
        return self.state.calls[call_id]

    def find_call(self, our_call: UUID, since: datetime) -> CallSnapshot | None:
        """By our id."""
        self._enter("find_call")
        for each in self.state.calls.values():
            if each.our_call == our_call and each.started_at is not None and each.started_at >= since:
                return each
        return None

    def list_calls(self, since: datetime, until: datetime, cursor: str = "") -> CallPage:
        """Oldest first."""
        self._enter("list_calls")
        told = sorted(
            (each.started_at, each.call_id)
            for each in self.state.calls.values()
            if each.started_at is not None and since <= each.started_at < until
        )
        first = int(cursor or 0)
        page = tuple(self.state.calls[call_id] for _, call_id in told[first : first + _PAGE])
        more = first + _PAGE < len(told)
        return CallPage(page, str(first + _PAGE) if more else "")

    def listen(self, call_id: str) -> LiveLine:
        """Anybody may listen to what runs."""
        self._enter("listen")
        self._able("take_over")
        self._under_way(call_id)
        return LiveLine(f"listener-{call_id}", f"token-{call_id}", f"https://memory.example/{call_id}")

    def take_over(self, call_id: str, participant: str) -> None:
        """The agent's part of the call is over."""
        self._enter("take_over")
        self._able("take_over")
        self._under_way(call_id)
        if participant != f"listener-{call_id}":
            raise VoiceRefused(platform="memory", reason="not_running")
        self.state.change(
            call_id, status=CallStatus.COMPLETED, ending=Ending.TRANSFERRED, ended_at=self._now()
        )
        self._leave("take_over")

    def _under_way(self, call_id: str) -> None:
        call = self.state.calls.get(call_id)
        if call is None:
            raise VoiceThingMissing(platform="memory", kind="call")
        if call.status is not CallStatus.IN_PROGRESS:
            raise VoiceRefused(platform="memory", reason="not_running")

    def stop_call(self, call_id: str) -> None:
        """Ends it as stopped."""
        self._enter("stop_call")
        self._able("hang_up")
        call = self.state.calls.get(call_id)
        if call is None:
            raise VoiceThingMissing(platform="memory", kind="call")
        if not call.status.ended:
            self.state.change(
                call_id,
                status=CallStatus.COMPLETED,
                ending=Ending.STOPPED,
                platform_reason="stopped",
                ended_at=self._now(),
            )
        self._leave("stop_call")

    def read_recording(self, snapshot: CallSnapshot) -> Iterator[bytes]:
        """In pieces of 64 KiB."""
        self._enter("read_recording")
        audio = self.state.recordings.get(snapshot.call_id)
        if audio is None:
            raise VoiceThingMissing(platform="memory", kind="recording")
        return (audio[start : start + 65_536] for start in range(0, len(audio), 65_536))

    def create_agent(self, config: AgentConfig, marker: str) -> RemoteAgent:
        """One for each marker."""
        self._enter("create_agent")
        known = next((each for each in self.state.agents.values() if each.marker == marker), None)
        if known is None:
            agent_id = f"agent_{next(self.state.numbering)}"
            known = RemoteAgent(
                agent_id, str(config.get("name", "")), "1", marker, deepcopy(dict(config)), self._now()
            )
            self.state.agents[agent_id] = known
        self._leave("create_agent")
        return known if known.config == config else self.update_agent(known.id, config)

    def read_agent(self, agent_id: str) -> RemoteAgent:
        """With its configuration."""
        self._enter("read_agent")
        return deepcopy(self._agent(agent_id))

    def update_agent(self, agent_id: str, config: AgentConfig) -> RemoteAgent:
        """A new version when something is different."""
        self._enter("update_agent")
        agent = self._agent(agent_id)
        if agent.config != config:
            agent = replace(
                agent,
                name=str(config.get("name", agent.name)),
                version=str(int(agent.version or 0) + 1),
                config=deepcopy(dict(config)),
                changed_at=self._now(),
            )
            self.state.agents[agent_id] = agent
        self._leave("update_agent")
        return deepcopy(agent)

    def delete_agent(self, agent_id: str) -> None:
        """Gone is gone."""
        self._enter("delete_agent")
        self.state.agents.pop(agent_id, None)
        self._leave("delete_agent")

    def list_agents(self, cursor: str = "") -> AgentPage:
        """By the order of their making."""
        self._enter("list_agents")
        first = int(cursor or 0)
        rows = list(self.state.agents.values())
        page = tuple(replace(each, config={}) for each in rows[first : first + _PAGE])
        return AgentPage(page, str(first + _PAGE) if first + _PAGE < len(rows) else "")

    def find_agents(self, marker: str) -> tuple[RemoteAgent, ...]:
        """By marker."""
        self._enter("find_agents")
        return tuple(replace(each, config={}) for each in self.state.agents.values() if each.marker == marker)

    def list_knowledge(self, marker: str) -> tuple[KeptKnowledge, ...]:
        """By name."""
        self._enter("list_knowledge")
        self._able("keeps_knowledge")
        return tuple(one for one, _ in self.state.knowledge.values() if one.name.startswith(f"{marker}."))

    def keep_knowledge(self, name: str, texts: Sequence[KnowledgeText]) -> KeptKnowledge:
        """A new one each time."""
        self._enter("keep_knowledge")
        self._able("keeps_knowledge")
        made = KeptKnowledge(f"kb_{next(self.state.numbering)}", name)
        self.state.knowledge[made.id] = (made, tuple(texts))
        self._leave("keep_knowledge")
        return made

    def delete_knowledge(self, knowledge_id: str) -> None:
        """Gone is gone."""
        self._enter("delete_knowledge")
        self._able("keeps_knowledge")
        self.state.knowledge.pop(knowledge_id, None)
        self._leave("delete_knowledge")

    def with_knowledge(self, config: AgentConfig, kept: KeptKnowledge | None) -> AgentConfig:
        """As a list of ids."""
        return {**config, "knowledge": [kept.id] if kept else []}

    def list_numbers(self) -> tuple[RemoteNumber, ...]:
        """All of them."""
        self._enter("list_numbers")
        return tuple(self.state.numbers.values())

    def bind_number(self, number_id: str, agent_id: str, asks: str | None = None) -> RemoteNumber:
        """Who answers it."""
        self._enter("bind_number")
        number = self.state.numbers.get(number_id)
        if number is None:
            raise VoiceThingMissing(platform="memory", kind="number")
        if agent_id:
            self._agent(agent_id)
        self.state.numbers[number_id] = replace(
            number, inbound_agent=agent_id, asks=number.asks if asks is None else asks
        )
        self._leave("bind_number")
        return self.state.numbers[number_id]

    def list_voices(self) -> Iterator[RemoteVoice]:
        """All of them."""
        self._enter("list_voices")
        return iter(tuple(self.state.voices.values()))

    def clone_voice(self, name: str, samples: list[tuple[str, bytes]]) -> RemoteVoice:
        """A voice of that name."""
        self._enter("clone_voice")
        self._able("clone_voice")
        if not samples:
            raise VoiceRefused(platform="memory", reason="samples")
        voice = RemoteVoice(f"voice_{next(self.state.numbering) + 100}", name, "memory", cloned=True)
        self.state.voices[voice.id] = voice
        self._leave("clone_voice")
        return voice

    def speak(self, voice_id: str, text: str, language: str) -> bytes:
        """Bytes that begin as a WAV file does."""
        self._enter("speak")
        self._able("speaks_samples")
        if voice_id not in self.state.voices:
            raise VoiceThingMissing(platform="memory", kind="voice")
        return b"RIFF\x24\0\0\0WAVEfmt " + text.encode()

    def lines(self) -> Lines:
        """As many as the state says."""
        self._enter("lines")
        return Lines(self.state.most_lines, self._running())

    def ensure_webhook(self, url: str) -> WebhookState:
        """Made with a secret the first time."""
        self._enter("ensure_webhook")
        made = not self.state.webhook.present
        self.state.webhook = WebhookState(present=True, enabled=True)
        self._leave("ensure_webhook")
        return replace(self.state.webhook, secret="memory-secret" if made else "")

    def read_webhook(self, url: str) -> WebhookState:
        """As it is."""
        self._enter("read_webhook")
        return self.state.webhook

    def _enter(self, operation: str) -> None:
        self.state.asked[operation] += 1
        if self.state.down:
            raise VoiceUnavailable(platform="memory")
        if self.state.before[operation]:
            raise self.state.before[operation].pop(0)

    def _leave(self, operation: str) -> None:
        if self.state.after[operation]:
            raise self.state.after[operation].pop(0)

    def _able(self, ability: str) -> None:
        if not getattr(self.capabilities, ability):
            raise VoiceUnsupported(platform="memory", act=ability)

    def _agent(self, agent_id: str) -> RemoteAgent:
        if agent_id not in self.state.agents:
            raise VoiceThingMissing(platform="memory", kind="agent")
        return self.state.agents[agent_id]

    def _running(self) -> int:
        return sum(not each.status.ended for each in self.state.calls.values())
