"""A session's last use is kept to the minute, its address and browser at once."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from centralita.identity.sign_in import activity
from centralita.kit.clock import now
from tests.people import Member

pytestmark = pytest.mark.database


def session_of(member: Member) -> UserSession:
    return UserSession.objects.get(user_id=member.user.id)


def set_back(member: Member) -> None:
    UserSession.objects.filter(user_id=member.user.id).update(last_seen_at=now() - timedelta(hours=1))


def is_fresh(member: Member) -> bool:
    return session_of(member).last_seen_at > now() - timedelta(minutes=1)


def test_a_use_is_written_once_a_minute(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    member.api.get("/me")
    assert is_fresh(member)
    set_back(member)
    member.api.get("/me")
    assert not is_fresh(member)
    monkeypatch.setattr(activity, "EVERY_SECONDS", 0.0)
    member.api.get("/me")
    assert is_fresh(member)


def test_another_browser_is_seen_at_once(member: Member) -> None:
    member.api.get("/me")
    other = Client(REMOTE_ADDR="203.0.113.9", headers={"User-Agent": "Another"})
    other.cookies = member.api.client.cookies
    other.get("/api/v1/me")
    assert (session_of(member).ip, session_of(member).user_agent) == ("203.0.113.9", "Another")
