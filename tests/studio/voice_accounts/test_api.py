"""Accounts of voice platforms: connected, tried, changed; their secrets are never shown again."""

import pytest
from django.db import connection
from tests.people import Member

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.outbound import Outbound, OutboundPolicy
from centralita.studio.sandbox.catalogue import LINES
from centralita.studio.voice_accounts import connection as trying
from centralita.studio.voice_accounts import secrets
from centralita.studio.voice_accounts.models import VoiceAccount

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

SECRET = "key_very_secret_1234567890"


def connect(member: Member, kind: str = "retell", **more: object) -> dict:
    credentials = {} if kind == "sandbox" else {"api_key": SECRET}
    answer = member.api.post(
        "/voice-accounts", {"kind": kind, "label": "Principal", "credentials": credentials, **more}
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_every_platform_has_its_form(member):
    kinds = {kind["kind"]: kind for kind in member.api.get("/voice-account-kinds").json()["items"]}
    assert set(kinds) == {"retell", "elevenlabs", "sandbox"}
    key = kinds["retell"]["form"]["properties"]["api_key"]
    assert (key["writeOnly"], key["x-label"]["es"]) == (True, "Clave de API")
    assert kinds["sandbox"]["form"]["properties"] == {}


def test_a_secret_is_sealed_and_never_shown_again(member):
    made = connect(member)
    assert (made["secrets"], made["health"], made["webhook_ready"]) == (["api_key"], "unknown", True)
    assert made["credentials"] == {"base_url": "https://api.retellai.com"}
    for path in ("/voice-accounts", f"/voice-accounts/{made['id']}"):
        assert SECRET not in member.api.get(path).content.decode()
    with tenant_scope(member.organization_id):
        assert SECRET.encode() not in bytes(VoiceAccount.objects.get().secret)
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(after::text, '') FROM audit_entry")
            assert SECRET not in cursor.fetchone()[0]


def test_each_account_has_an_address_of_its_own(member):
    first, second = connect(member), connect(member)
    assert first["webhook_url"] != second["webhook_url"]
    assert "/hooks/voice/v1/whk_" in first["webhook_url"]
    # ElevenLabs signs with a secret that only its dashboard tells.
    assert connect(member, "elevenlabs")["webhook_ready"] is False


def test_the_sandbox_needs_nothing_and_is_ready(member):
    made = connect(member, "sandbox")
    assert (made["secrets"], made["webhook_ready"]) == (["webhook_secret"], True)
    tried = member.api.post(f"/voice-accounts/{made['id']}/test").json()
    assert (tried["ok"], tried["account"]["health"], tried["account"]["workspace"]) == (
        True,
        "ok",
        "Centralita",
    )
    # As many as the sandbox itself lets ring at once.
    assert tried["account"]["calls_at_most"] == LINES
    renamed = member.api.patch(
        f"/voice-accounts/{made['id']}", {"label": "Pruebas", "credentials": {"x": "y"}}
    )
    assert (renamed.status_code, renamed.json()["label"]) == (200, "Pruebas")


def test_a_platform_that_does_not_answer_is_remembered(member, monkeypatch):
    way = Outbound(OutboundPolicy().allowing("127.0.0.1:9"))
    for user in (secrets, trying):
        monkeypatch.setattr(user, "outbound", lambda: way)
    made = connect(member, credentials={"api_key": SECRET, "base_url": "http://127.0.0.1:9"})
    path = f"/voice-accounts/{made['id']}"
    assert member.api.post(f"{path}/test").json()["code"] == "voice_unavailable"
    shown = member.api.get(path).json()
    assert (shown["health"], shown["last_error"]) == ("failing", "voice_unavailable")
    # Another key makes it unknown again.
    changed = member.api.patch(path, {"credentials": {"api_key": "key_other"}}).json()
    assert (changed["health"], changed["last_error"]) == ("unknown", None)


def test_a_key_does_not_follow_to_another_address(member):
    made = connect(member)
    path = f"/voice-accounts/{made['id']}"
    refused = member.api.patch(path, {"credentials": {"base_url": "https://example.com"}})
    assert (refused.status_code, refused.json()["code"]) == (422, "account_secret_needed")
    refused = member.api.patch(path, {"credentials": {"base_url": "http://169.254.169.254", "api_key": "k"}})
    assert refused.json()["code"] == "outbound_refused"


def test_two_editors_do_not_overwrite_each_other(member):
    made = connect(member)
    path = f"/voice-accounts/{made['id']}"
    assert member.api.patch(path, {"label": "A"}, headers={"If-Match": '"1"'}).status_code == 200
    assert member.api.patch(path, {"label": "B"}, headers={"If-Match": '"1"'}).status_code == 412
    assert member.api.delete(path).status_code == 204
    assert member.api.get(path).status_code == 404


def test_managers_look_and_viewers_do_not(member, make):
    connect(member)
    manager, viewer = make(in_=member, role=Role.MANAGER), make(in_=member, role=Role.VIEWER)
    assert manager.api.get("/voice-accounts").status_code == 200
    assert manager.api.post("/voice-accounts", {"kind": "sandbox", "label": "x"}).status_code == 403
    assert viewer.api.get("/voice-accounts").status_code == 403
