"""Platforms to try adapters on, new for each test."""

from collections.abc import Iterator

import pytest
from tests.providers.voice.elevenlabs_server import ElevenLabsServer
from tests.providers.voice.retell_server import RetellServer


@pytest.fixture
def retell() -> Iterator[RetellServer]:
    """Retell on loopback; what is asked or answered against its spec fails the test."""
    with RetellServer.running() as server:
        yield server
        assert server.problems == []


@pytest.fixture
def elevenlabs() -> Iterator[ElevenLabsServer]:
    """ElevenLabs on loopback; what is asked or answered against its spec fails the test."""
    with ElevenLabsServer.running() as server:
        yield server
        assert server.problems == []
