"""What voices sound like: samples of sentences, platforms' previews fetched by us, and clones with consent."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from centralita.identity.access.permissions import Role
from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.outbound import Outbound, OutboundPolicy
from centralita.providers.voice.catalogue import RemoteVoice
from centralita.providers.voice.errors import VoiceRefused
from centralita.studio.voices import previews
from centralita.studio.voices.domain.audio import MOST_PREVIEW_BYTES, sound_type
from centralita.studio.voices.models import VoiceConsent
from centralita.studio.voices.refreshing import refresh_account
from tests.people import Member
from tests.studio.voices.platform import WAV, connect, in_memory

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


class Samples(BaseHTTPRequestHandler):
    """Where a platform keeps its samples."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = {"/good.mp3": b"ID3" + bytes(2000), "/page": b"<html>"}.get(self.path, b"")
        if self.path == "/huge":
            body = b"ID3" + bytes(MOST_PREVIEW_BYTES)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "audio/mpeg")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    handler = type("Handler", (Samples,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_port}"
    allowed = Outbound(OutboundPolicy(limits=previews._LIMITS).allowing(host))
    monkeypatch.setattr(previews, "_way", lambda: allowed)
    yield f"http://{host}", handler.asked
    server.shutdown()
    server.server_close()
    thread.join()


def voice_named(member: Member, name: str) -> str:
    identifier: str = member.api.get(f"/voices?search={name}").json()["items"][0]["id"]
    return identifier


def test_a_voice_says_a_sentence(member):
    with in_memory():
        _, account_id = connect(member)
        refresh_account(member.organization_id, account_id)
        answer = member.api.post(
            f"/voices/{voice_named(member, 'Alba')}/sample", {"text": "Buenos días", "language": "es"}
        )
    assert (answer.status_code, answer["Content-Type"], answer["X-Voice-Sample"]) == (
        200,
        "audio/wav",
        "spoken",
    )
    assert b"Buenos d" in answer.content
    for bad in ({"text": ""}, {"text": "x" * 301}, {"text": "Hola", "language": "../.."}):
        assert member.api.post(f"/voices/{voice_named(member, 'Alba')}/sample", bad).status_code == 422, bad


def test_where_a_platform_cannot_speak_its_own_sample_is_played(member, samples):
    address, asked = samples
    with in_memory(speaks_samples=False) as state:
        state.voices["p"] = RemoteVoice("p", "Pilar", preview_url=f"{address}/good.mp3")
        _, account_id = connect(member)
        refresh_account(member.organization_id, account_id)
        pilar = voice_named(member, "Pilar")
        assert member.api.get(f"/voices/{pilar}").json()["speaks"] is False
        answer = member.api.post(f"/voices/{pilar}/sample", {"text": "Hola", "language": "es"})
        assert (answer["X-Voice-Sample"], answer["Content-Type"]) == ("preview", "audio/mpeg")
        # Kept by us: the platform is asked once.
        again = member.api.get(f"/voices/{pilar}/preview")
        assert (again.content, again["Cache-Control"]) == (answer.content, "private, max-age=86400")
        assert asked == ["/good.mp3"]
        alba = voice_named(member, "Alba")
        missing = member.api.post(f"/voices/{alba}/sample", {"text": "Hola", "language": "es"})
        assert (missing.status_code, missing.json()["code"]) == (404, "voice_preview_missing")


@pytest.mark.parametrize("path", ["/page", "/huge", "/nothing"])
def test_only_sound_of_five_megabytes_is_passed_on(member, samples, path):
    with in_memory() as state:
        state.voices["p"] = RemoteVoice("p", "Pilar", preview_url=samples[0] + path)
        _, account_id = connect(member)
        refresh_account(member.organization_id, account_id)
        answer = member.api.get(f"/voices/{voice_named(member, 'Pilar')}/preview")
    assert (answer.status_code, answer.json()["code"]) == (503, "voice_preview_unavailable")


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/a.mp3", "https://localhost/a.mp3", "file:///etc/passwd"]
)
def test_no_address_inside_is_asked(member, url):
    with in_memory() as state:
        state.voices["p"] = RemoteVoice("p", "Pilar", preview_url=url)
        _, account_id = connect(member)
        refresh_account(member.organization_id, account_id)
        answer = member.api.get(f"/voices/{voice_named(member, 'Pilar')}/preview")
    assert (answer.status_code, answer.json()["code"]) == (503, "voice_preview_unavailable")


def clone(member: Member, account: str, files: list[tuple[str, bytes]], **fields: str):
    client: Client = member.api.client
    data = {"account_id": account, "name": "Marta", "speaker": "Marta López", "agreed": "true", **fields}
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post("/api/v1/voices/clones", {**data, "files": sent}, headers=member.api.headers)


def test_a_clone_needs_consent_which_is_kept(member):
    with in_memory() as state:
        account, _ = connect(member)
        refused = clone(member, account["id"], [("a.wav", WAV)], agreed="false")
        assert (refused.status_code, refused.json()["code"]) == (422, "voice_consent_missing")
        assert state.asked["clone_voice"] == 0
        made = clone(member, account["id"], [("mi voz.wav", WAV), ("b.txt", b"ID3" + bytes(40))])
    assert made.status_code == 201, made.content
    assert (made.json()["cloned"], made.json()["tier"], made.json()["name"]) == (True, "premium", "Marta")
    with tenant_scope(member.organization_id):
        consent = VoiceConsent.objects.get()
    assert (consent.state, consent.speaker, consent.agreed_by) == ("done", "Marta López", member.user.id)
    assert consent.wording == member.api.get("/voices/clone-terms").json()["wording"]
    assert [each["name"] for each in consent.samples] == ["1-mi-voz.wav", "2-b.mp3"]
    acts = [entry["action"] for entry in member.api.get("/audit").json()["items"]]
    assert {"voice_clone", "voice_clone_consent"} <= set(acts)


def test_what_is_no_recording_is_refused(member):
    with in_memory() as state:
        account, _ = connect(member)
        for files in ([("a.wav", b"MZ" + bytes(60))], [("a.wav", b"")], [("a.wav", WAV)] * 11):
            assert clone(member, account["id"], files).json()["code"] == "voice_samples_unfit"
        large = clone(member, account["id"], [("a.wav", WAV + bytes(10 * 1024 * 1024))])
        assert large.status_code == 413
        assert state.asked["clone_voice"] == 0
        state.before["clone_voice"].append(VoiceRefused(platform="memory", reason="samples"))
        assert clone(member, account["id"], [("a.wav", WAV)]).json()["code"] == "voice_refused"
    with tenant_scope(member.organization_id):
        assert VoiceConsent.objects.get().error == "voice_refused"


def test_clones_are_for_paid_plans_and_for_who_may(member, make):
    with in_memory():
        account, _ = connect(member)
        manager = make(in_=member, role=Role.MANAGER)
        assert clone(manager, account["id"], [("a.wav", WAV)]).status_code == 403
        with tenant_scope(member.organization_id):
            Organization.objects.filter(id=member.organization_id).update(plan="free")
        refused = clone(member, account["id"], [("a.wav", WAV)])
        assert refused.json()["code"] == "voice_clone_plan"


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (WAV, "audio/wav"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"OggS\x00", "audio/ogg"),
        (b"\xff\xf1\x50\x80", None),
        (b"<html>", None),
        (b"\xff", None),
        (b"", None),
    ],
)
def test_sound_is_known_by_its_first_bytes(head, media):
    assert sound_type(head[:16]) == media
