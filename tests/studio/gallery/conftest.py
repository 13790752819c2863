"""Whoever decides what comes into the gallery."""

from collections.abc import Callable

import pytest

from tests.people import Member


@pytest.fixture
def admin(make: Callable[..., Member]) -> Member:
    return make(is_super_admin=True)
