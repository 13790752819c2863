"""A client of the running product, as visitors have it."""

from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture
def http(server: str) -> Iterator[httpx.Client]:
    """Speaks with the test server."""
    with httpx.Client(base_url=server, timeout=20) as client:
        yield client
