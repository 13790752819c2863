"""What is wrong with an account is told by one of a few codes, whatever the platform answers."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from centralita.kit.outbound import Outbound, OutboundPolicy
from centralita.providers.voice.checking import AccountReport, check_account
from centralita.providers.voice.errors import (
    VoiceAnswerStrange,
    VoiceBusy,
    VoiceKeyRefused,
    VoiceUnavailable,
    VoiceUnpaid,
)
from centralita.providers.voice.platforms import VoicePlatform

RETELL, ELEVENLABS = VoicePlatform.RETELL, VoicePlatform.ELEVENLABS
KEY = "key_right"
# As the platforms answer; what is not used here comes along.
ANSWERS = {
    "/get-api-key-info": {"org_id": "org_1", "org_name": "Clínica Sol", "scopes": []},
    "/get-concurrency": {"current_concurrency": 2, "concurrency_limit": 20, "base_concurrency": 20},
    "/v1/user": {
        "user_id": "u1",
        "first_name": "Marta",
        "subscription": {"tier": "creator", "status": "active"},
    },
}


class Platform(ThreadingHTTPServer):
    """Answers as both platforms do, or as badly as a test wants."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 0
        self.body: bytes | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Platform

    def do_GET(self) -> None:
        known = {self.headers["authorization"], self.headers["xi-api-key"]} & {f"Bearer {KEY}", KEY}
        status = self.server.status or (200 if known else 401)
        body = self.server.body if self.server.body is not None else json.dumps(ANSWERS[self.path]).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def running() -> Iterator[Platform]:
    platform = Platform()
    thread = threading.Thread(target=platform.serve_forever)
    thread.start()
    yield platform
    platform.shutdown()
    thread.join()
    platform.server_close()


@pytest.fixture
def platform(running: Platform) -> Platform:
    running.status, running.body = 0, None
    return running


def check(kind: VoicePlatform, address: str, key: str = KEY) -> AccountReport:
    outbound = Outbound(OutboundPolicy().allowing(address.removeprefix("http://").rstrip("/")))
    return check_account(kind, {"base_url": address, "api_key": key}, outbound)


def test_a_good_key_tells_whose_account_it_is(platform):
    assert check(RETELL, platform.address) == AccountReport("Clínica Sol", 2, 20)
    assert check(ELEVENLABS, platform.address + "/") == AccountReport("Marta · creator")
    assert check(VoicePlatform.SANDBOX, "http://127.0.0.1:9").workspace == "Centralita"


@pytest.mark.parametrize("kind", [RETELL, ELEVENLABS])
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, VoiceKeyRefused),
        (402, VoiceUnpaid),
        (403, VoiceKeyRefused),
        (404, VoiceAnswerStrange),
        (429, VoiceBusy),
        (302, VoiceAnswerStrange),
        (500, VoiceUnavailable),
        (503, VoiceUnavailable),
    ],
)
def test_each_refusal_has_its_code(platform, kind, status, error):
    platform.status, platform.body = status, b'{"message": "key_right is wrong"}'
    with pytest.raises(error) as refused:
        check(kind, platform.address)
    assert KEY not in str(refused.value)


@pytest.mark.parametrize("kind", [RETELL, ELEVENLABS])
@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b"null", b"\xff", b"[" * 50_000, b'{"org_id": 3}']
)
def test_what_is_no_answer_of_theirs_is_told_as_such(platform, kind, body):
    platform.body = body
    with pytest.raises(VoiceAnswerStrange):
        check(kind, platform.address)


def test_a_wrong_key_and_a_dead_address(platform):
    with pytest.raises(VoiceKeyRefused):
        check(RETELL, platform.address, key="key_wrong")
    with pytest.raises(VoiceUnavailable):
        check(RETELL, "http://127.0.0.1:9")
