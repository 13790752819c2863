"""Webhooks of voice platforms: kept once when they are signed, refused alike when they are not, never a 5xx."""

import json
import random
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from django.conf import settings

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.signatures import signed
from centralita.studio.voice_accounts.models import VoiceAccount, WebhookEvent
from centralita.studio.voice_accounts.secrets import unseal
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

SECRET = "key_very_secret_1234567890"


class Sender:
    """A platform that knows the secret of one account."""

    def __init__(self, http: httpx.Client, member: Member, kind: str = "retell") -> None:
        body = {"kind": kind, "label": kind, "credentials": {}}
        if kind != "sandbox":
            body["credentials"] = {"api_key": SECRET}
        if kind == "elevenlabs":
            body["credentials"]["webhook_secret"] = SECRET
        made = member.api.post("/voice-accounts", body).json()
        self.http, self.member, self.platform = http, member, VoicePlatform(kind)
        self.id = from_text("pac", made["id"])
        self.path = httpx.URL(made["webhook_url"]).path
        self.address = f"/voice-accounts/{made['id']}"

    def secret(self) -> str:
        with tenant_scope(self.member.organization_id):
            row = VoiceAccount.objects.get(id=self.id)
        opened = unseal(settings.CIPHER, row.id, row.organization_id, bytes(row.secret))
        return opened.get("webhook_secret") or opened["api_key"]

    def send(self, raw: bytes, *, at: datetime | None = None, secret: str = "", **headers: str) -> int:
        moment = at or datetime.now(UTC)
        known = signed(self.platform, raw, secret or self.secret(), moment)
        return self.http.post(self.path, content=raw, headers={**known, **headers}).status_code

    def kept(self) -> list[WebhookEvent]:
        with tenant_scope(self.member.organization_id):
            return list(WebhookEvent.objects.filter(account_id=self.id).order_by("received_at"))


def event(name: str = "call_ended", call: str = "call_1", **more: object) -> bytes:
    return json.dumps({"event": name, "call": {"call_id": call, **more}}).encode()


def conversation(call: str = "conv_1") -> bytes:
    data = {"type": "post_call_transcription", "event_timestamp": 1, "data": {"conversation_id": call}}
    return json.dumps(data).encode()


@pytest.mark.parametrize("kind", ["retell", "elevenlabs", "sandbox"])
def test_what_is_signed_is_kept_as_it_came_and_shown(http, member, kind):
    sender = Sender(http, member, kind)
    raw = conversation() if kind == "elevenlabs" else event(transcript="Hola \\u0000 ☎")
    assert sender.send(raw) == 200
    (row,) = sender.kept()
    assert bytes(row.body) == raw
    shown = member.api.get(f"{sender.address}/events").json()["items"]
    assert [(each["name"], each["call"]) for each in shown] == [(row.name, row.call)]
    assert member.api.get(sender.address).json()["last_heard_at"] is not None


def test_however_often_it_comes_it_is_kept_once(http, member):
    sender = Sender(http, member)
    for _ in range(5):
        assert sender.send(event()) == 200
    assert sender.send(event("call_analyzed")) == 200
    assert [row.name for row in sender.kept()] == ["call_ended", "call_analyzed"]


def test_what_is_not_signed_is_refused_and_leaves_nothing(http, member, make):
    sender, other = Sender(http, member), Sender(http, make(), "sandbox")
    old = datetime.now(UTC) - timedelta(minutes=6)
    assert sender.send(event(), secret="another") == 401
    assert sender.send(event(), at=old) == 401
    assert sender.send(event(), at=datetime.now(UTC) + timedelta(minutes=6)) == 401
    assert http.post(sender.path, content=event()).status_code == 401
    # Signed for one account, sent to another's address; and to addresses that nobody has.
    headers = signed(VoicePlatform.RETELL, event(), sender.secret(), datetime.now(UTC))
    assert http.post(other.path, content=event(), headers=headers).status_code == 401
    for path in (
        sender.path[:-1] + "!",
        sender.path[:-1],
        "/hooks/voice/v1/x",
        "/hooks/voice/v1/whk_" + "0" * 52,
    ):
        answer = http.post(path, content=event(), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert sender.kept() == other.kept() == []


def test_a_changed_key_is_the_one_that_counts(http, member):
    sender = Sender(http, member)
    member.api.patch(sender.address, {"credentials": {"api_key": "key_new"}})
    assert sender.send(event(), secret="key_new") == 200
    assert sender.send(event("call_started"), secret=SECRET) == 401


def test_what_is_too_large_or_unreadable_breaks_nothing(http, member):
    sender = Sender(http, member)
    assert sender.send(b"x" * (10 * 1024 * 1024 + 1)) == 413
    for raw in (b"", b"null", b"[]", b"\xff\xfe", b"[" * 200_000, b'{"event": 3}'):
        assert sender.send(raw) == 200
    assert sender.kept() == []
    assert sender.send(event(name="x" * 500, call="\u0000" * 200)) == 200
    assert len(sender.kept()) == 1


def test_no_mutation_of_a_signed_request_gets_in(http, member):
    """Seeded, so that a failure can be looked at again."""
    sender, dice = Sender(http, member), random.Random(7)
    raw = event()
    good = signed(VoicePlatform.RETELL, raw, sender.secret(), datetime.now(UTC))
    (name,) = good
    for _ in range(200):
        body, header = bytearray(raw), bytearray(good[name].encode())
        target = dice.choice([body, header])
        at = dice.randrange(len(target))
        target[at] = dice.choice([each for each in range(33, 126) if each != target[at]])
        answer = http.post(sender.path, content=bytes(body), headers={name: header.decode()})
        assert answer.status_code == 401
    assert sender.kept() == []


def test_a_removed_account_hears_nothing_more(http, member):
    sender = Sender(http, member)
    assert sender.send(event()) == 200
    secret = sender.secret()
    assert member.api.delete(sender.address).status_code == 204
    assert sender.kept() == []
    # The address may be remembered for some seconds: even then nothing breaks, and nothing is kept.
    assert sender.send(event("call_started"), secret=secret) == 401
    assert sender.kept() == []
