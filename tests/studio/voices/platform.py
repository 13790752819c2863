"""A connected account whose platform lives in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from centralita.kit.ids import from_text
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.opening import OPENERS
from tests.people import Member

WAV = b"RIFF\x24\0\0\0WAVEfmt " + bytes(64)


@contextmanager
def in_memory(**able: bool) -> Iterator[MemoryState]:
    """Every sandbox account is this one platform; `able` changes what it can do at all."""
    provider = MemoryProvider()
    provider.capabilities = replace(provider.capabilities, **able)
    before = OPENERS.get(VoicePlatform.SANDBOX)
    OPENERS[VoicePlatform.SANDBOX] = lambda _: provider
    try:
        yield provider.state
    finally:
        OPENERS.pop(VoicePlatform.SANDBOX)
        if before is not None:
            OPENERS[VoicePlatform.SANDBOX] = before


def connect(member: Member, label: str = "Pruebas") -> tuple[dict[str, Any], UUID]:
    """A new account, as the API shows it, and its id."""
    answer = member.api.post("/voice-accounts", {"kind": "sandbox", "label": label})
    assert answer.status_code == 201, answer.content
    return answer.json(), from_text("pac", answer.json()["id"])
