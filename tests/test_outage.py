"""While the database is away the control plane asks for patience, and says nothing of its own inside."""

from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client


def ask(monkeypatch: pytest.MonkeyPatch, path: str, failure: Exception) -> Any:
    """What a browser with a session gets when its session cannot be looked up."""

    def fail(_connection: BaseDatabaseWrapper) -> None:
        raise failure

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", fail)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"
    return client.get(path)


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/agents", "/_allauth/browser/v1/auth/session"])
def test_a_request_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    away = OperationalError("refused")
    away.__cause__ = psycopg.OperationalError("refused by db.internal")
    answer = ask(monkeypatch, path, away)
    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (503, "5", "unavailable")
    assert "db.internal" not in answer.content.decode()


def test_a_bug_is_still_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(monkeypatch, "/api/v1/me", ValueError())
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
