"""The one door to a voice platform: what every adapter does, in our words. Calls block; nothing here keeps state."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from centralita.providers.voice.calls import CallOrder, CallPage, CallSnapshot, LiveLine, Placed, WebCall
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


class VoiceProvider(Protocol):
    """An account at a platform. Every method raises a VoiceError; unknown ids raise VoiceThingMissing.

    A VoiceUnavailable from `place_call` may have dialled: look the call up before anything else. Nothing is retried
    inside where a second try could act twice.
    """

    capabilities: Capabilities

    def place_call(self, order: CallOrder) -> Placed:
        """Dial, once. Raises VoiceRefused when the platform says that it did not."""
        ...

    def open_web_call(
        self, our_call: UUID, agent_id: str, version: str, variables: dict[str, str]
    ) -> WebCall:
        """A call that a browser joins. Raises VoiceUnsupported where the platform has none."""
        ...

    def read_call(self, call_id: str) -> CallSnapshot:
        """The call as it is now."""
        ...

    def find_call(self, our_call: UUID, since: datetime) -> CallSnapshot | None:
        """The call that was placed under our id, if the platform knows one that began after `since`."""
        ...

    def list_calls(self, since: datetime, until: datetime, cursor: str = "") -> CallPage:
        """Calls that began in this time, those of others' agents too; transcripts may be left out."""
        ...

    def stop_call(self, call_id: str) -> None:
        """Hang up. A call that is over already is fine. Raises VoiceUnsupported where the platform has no way."""
        ...

    def listen(self, call_id: str) -> LiveLine:
        """Let a browser hear a call under way. Raises VoiceUnsupported where the platform has no way, VoiceRefused
        for a call that does not run."""
        ...

    def take_over(self, call_id: str, participant: str) -> None:
        """Let a listener speak in the agent's place, for good. Raises as `listen` does."""
        ...

    def read_recording(self, snapshot: CallSnapshot) -> Iterator[bytes]:
        """The audio (WAV or MP3) in pieces. Raises VoiceThingMissing when there is none."""
        ...

    def create_agent(self, config: AgentConfig, marker: str) -> RemoteAgent:
        """Make an agent and make it live. `marker` (at most 40 of [a-z0-9_]) can be found again at the platform.

        The same marker again continues where a cut left off, and makes no second one.
        """
        ...

    def read_agent(self, agent_id: str) -> RemoteAgent:
        """An agent with its configuration."""
        ...

    def update_agent(self, agent_id: str, config: AgentConfig) -> RemoteAgent:
        """Bring an agent to this configuration and make it live. The same again changes nothing more."""
        ...

    def delete_agent(self, agent_id: str) -> None:
        """Take an agent away with what was made for it. One that is gone is fine."""
        ...

    def list_agents(self, cursor: str = "") -> AgentPage:
        """All agents of the account, page by page."""
        ...

    def find_agents(self, marker: str) -> tuple[RemoteAgent, ...]:
        """The agents made under this marker: none, one, or what another hand doubled."""
        ...

    def list_knowledge(self, marker: str) -> tuple[KeptKnowledge, ...]:
        """What was kept under names that begin with this marker and a dot. Raises VoiceUnsupported where
        `keeps_knowledge` is false, as do the others."""
        ...

    def keep_knowledge(self, name: str, texts: Sequence[KnowledgeText]) -> KeptKnowledge:
        """Keep texts under a name (at most 39 of [a-z0-9_.]). The same again makes a second one: look first."""
        ...

    def delete_knowledge(self, knowledge_id: str) -> None:
        """Keep it no longer. What is gone is fine."""
        ...

    def with_knowledge(self, config: AgentConfig, kept: KeptKnowledge | None) -> AgentConfig:
        """The configuration of an agent that looks things up there; None in nothing. Asks nobody."""
        ...

    def list_numbers(self) -> tuple[RemoteNumber, ...]:
        """The account's phone numbers."""
        ...

    def bind_number(self, number_id: str, agent_id: str, asks: str | None = None) -> RemoteNumber:
        """Let an agent answer a number; an empty agent lets nobody.

        `asks` is our address that the platform asks before each call, where it does so by number; None leaves it as
        it is, '' asks nobody.
        """
        ...

    def list_voices(self) -> Iterator[RemoteVoice]:
        """All voices of the account, page after page."""
        ...

    def clone_voice(self, name: str, samples: list[tuple[str, bytes]]) -> RemoteVoice:
        """A voice made of recordings (file name, bytes). Raises VoiceUnsupported where the platform has no way."""
        ...

    def speak(self, voice_id: str, text: str, language: str) -> bytes:
        """A short sentence as audio (WAV or MP3). Raises VoiceUnsupported where `speaks_samples` is false."""
        ...

    def lines(self) -> Lines:
        """How many calls may run at once."""
        ...

    def ensure_webhook(self, url: str) -> WebhookState:
        """See to it that the platform tells `url` how calls went; made, mended and switched on where it must be."""
        ...

    def read_webhook(self, url: str) -> WebhookState:
        """The same without changing anything."""
        ...


@runtime_checkable
class Simulated(Protocol):
    """A platform whose callers are made up: they can be asked to ring."""

    def ring(self, number_id: str, caller: str) -> str:
        """Have somebody with this number (E.164) ring one of the account's; the id of the call."""
        ...
