"""What a voice platform in memory holds and is told to do."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from centralita.providers.voice.calls import CallSnapshot
from centralita.providers.voice.catalogue import (
    KeptKnowledge,
    KnowledgeText,
    RemoteAgent,
    RemoteNumber,
    RemoteVoice,
    WebhookState,
)
from centralita.providers.voice.errors import VoiceError, VoiceUnavailable

_NUMBERS: Final = (
    RemoteNumber("num_1", "+15550100001", "Front desk"),
    RemoteNumber("num_2", "+34910000002", "Madrid"),
)
_VOICES: Final = (
    RemoteVoice("voice_1", "Alba", "memory", ("es-ES",), "castilian", "female", "young"),
    RemoteVoice("voice_2", "Owen", "memory", ("en-GB",), "british", "male", "middle aged"),
    RemoteVoice("voice_3", "Noor", "memory", ("en-US", "es-MX"), "", "neutral", "young", tier="premium"),
)
_NO_WEBHOOK: Final = WebhookState(present=False, enabled=False)


class Cut(BaseException):
    """Our own process was killed at this moment: nothing catches it."""


@dataclass(slots=True)
class MemoryState:
    """What the platform has and is told to do. Share one state between several providers of one account.

    `before` and `after` map an operation's name to what happens once, before or after its effect: an exception to
    raise. `calls` holds snapshots by id; `dialled` counts dials by our call's id: more than one is a fault of ours.
    """

    calls: dict[str, CallSnapshot] = field(default_factory=dict)
    agents: dict[str, RemoteAgent] = field(default_factory=dict)
    numbers: dict[str, RemoteNumber] = field(default_factory=lambda: {each.id: each for each in _NUMBERS})
    voices: dict[str, RemoteVoice] = field(default_factory=lambda: {each.id: each for each in _VOICES})
    knowledge: dict[str, tuple[KeptKnowledge, tuple[KnowledgeText, ...]]] = field(default_factory=dict)
    recordings: dict[str, bytes] = field(default_factory=dict)
    webhook: WebhookState = _NO_WEBHOOK
    most_lines: int | None = 10
    tells_call_id: bool = True
    down: bool = False
    dialled: Counter[UUID] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    before: defaultdict[str, list[BaseException]] = field(default_factory=lambda: defaultdict(list))
    after: defaultdict[str, list[BaseException]] = field(default_factory=lambda: defaultdict(list))
    numbering: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def change(self, call_id: str, **fields: Any) -> CallSnapshot:
        """Let a call move on; the snapshot that it is now."""
        self.calls[call_id] = replace(self.calls[call_id], **fields)
        return self.calls[call_id]

    def of(self, our_call: UUID) -> CallSnapshot:
        """The call placed under our id."""
        return next(each for each in self.calls.values() if each.our_call == our_call)


def in_doubt() -> VoiceError:
    """What a lost answer looks like: put it under `after` of an operation."""
    return VoiceUnavailable(platform="memory")
