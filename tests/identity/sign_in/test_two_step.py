"""Second steps: an authenticator app, recovery codes, passkeys (a key in software)."""

import hashlib
import json
import os
import secrets
from base64 import b32decode, urlsafe_b64decode, urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import override_settings
from fido2 import cbor

from centralita.kit.clock import now
from tests.identity.sign_in.browser import Browser, flows, fresh_address
from tests.identity.sign_in.test_flows import actions

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def totp(secret: str, *, offset: int = 0) -> str:
    """RFC 6238 with its usual numbers."""
    import hmac

    counter = int(now().timestamp()) // 30 + offset
    key = b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, counter.to_bytes(8, "big"), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


def with_app() -> tuple[str, Browser, str]:
    """Somebody with an authenticator app: the address, a signed-in browser, the secret."""
    email, browser = fresh_address(), Browser()
    browser.sign_up(email)
    browser.post("/auth/reauthenticate", {"password": "correct horse battery staple"})
    secret = browser.get("/account/authenticators/totp").json()["meta"]["secret"]
    answer = browser.post("/account/authenticators/totp", {"code": totp(secret)})
    assert answer.status_code == 200, answer.content
    return email, browser, secret


def test_signing_in_asks_for_the_apps_code_and_takes_it_once() -> None:
    email, _, secret = with_app()
    browser = Browser()
    first = browser.sign_in(email)
    assert first.status_code == 401
    assert flows(first)["mfa_authenticate"] is True
    assert browser.me().status_code == 401
    assert browser.post("/auth/2fa/authenticate", {"code": "000000"}).status_code == 400
    code = totp(secret, offset=1)
    assert browser.post("/auth/2fa/authenticate", {"code": code}).status_code == 200
    assert browser.me().status_code == 200
    again = Browser()
    again.sign_in(email)
    assert again.post("/auth/2fa/authenticate", {"code": code}).status_code == 400
    told = actions(email)
    assert told.count("two_step_failed") == 2
    assert "two_step_added" in told


def test_a_recovery_code_works_once() -> None:
    email, browser, _ = with_app()
    codes = browser.get("/account/authenticators/recovery-codes").json()["data"]["unused_codes"]
    assert len(codes) >= 8
    for answer_expected in (200, 400):
        other = Browser()
        other.sign_in(email)
        assert other.post("/auth/2fa/authenticate", {"code": codes[0]}).status_code == answer_expected


def test_turning_the_second_step_off_is_told() -> None:
    email, browser, _ = with_app()
    assert browser.delete("/account/authenticators/totp").status_code == 200
    assert Browser().sign_in(email).status_code == 200
    assert "two_step_removed" in actions(email)


class SoftwareKey:
    """A passkey authenticator: one ES256 key, user verified, counter rising."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.counter = 0
        self.user_handle = b""

    def _data(self, rp_id: str, *, attested: bool) -> bytes:
        self.counter += 1
        flags = 0x01 | 0x04 | (0x40 if attested else 0)
        data = hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")
        if attested:
            numbers = self.private.public_key().public_numbers()
            cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
            data += bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(cose)
        return data

    def create(self, options: dict, origin: str) -> dict:
        public = options["publicKey"]
        self.user_handle = _raw(public["user"]["id"])
        client = _client_data("webauthn.create", public["challenge"], origin)
        attestation = cbor.encode(
            {"fmt": "none", "attStmt": {}, "authData": self._data(public["rp"]["id"], attested=True)}
        )
        return {
            "type": "public-key",
            "id": _text(self.id),
            "rawId": _text(self.id),
            "response": {
                "clientDataJSON": _text(client),
                "attestationObject": _text(attestation),
                "transports": ["internal"],
            },
            "clientExtensionResults": {"credProps": {"rk": True}},
            "authenticatorAttachment": "platform",
        }

    def get(self, options: dict, origin: str) -> dict:
        public = options["publicKey"]
        client = _client_data("webauthn.get", public["challenge"], origin)
        data = self._data(public["rpId"], attested=False)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            "type": "public-key",
            "id": _text(self.id),
            "rawId": _text(self.id),
            "response": {
                "clientDataJSON": _text(client),
                "authenticatorData": _text(data),
                "signature": _text(signature),
                "userHandle": _text(self.user_handle),
            },
            "clientExtensionResults": {},
        }


def _client_data(kind: str, challenge: str, origin: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


ORIGIN = "https://localhost"


def with_passkey() -> tuple[str, SoftwareKey]:
    email, browser, key = fresh_address(), Browser(Host="localhost"), SoftwareKey()
    browser.sign_up(email)
    browser.post("/auth/reauthenticate", {"password": "correct horse battery staple"})
    options = browser.get("/account/authenticators/webauthn?passwordless").json()["data"]["creation_options"]
    answer = browser.post(
        "/account/authenticators/webauthn", {"name": "Portátil", "credential": key.create(options, ORIGIN)}
    )
    assert answer.status_code == 200, answer.content
    return email, key


def test_a_passkey_signs_in_without_a_password() -> None:
    email, key = with_passkey()
    browser = Browser(Host="localhost")
    options = browser.get("/auth/webauthn/login").json()["data"]["request_options"]
    answer = browser.post("/auth/webauthn/login", {"credential": key.get(options, ORIGIN)})
    assert answer.status_code == 200, answer.content
    assert browser.get("/api/v1/me", Host="localhost").json()["user"]["email"] == email


def test_another_key_or_another_pages_challenge_is_refused() -> None:
    _, key = with_passkey()
    browser = Browser(Host="localhost")
    options = browser.get("/auth/webauthn/login").json()["data"]["request_options"]
    stranger = SoftwareKey()
    stranger.id, stranger.user_handle = key.id, key.user_handle
    assert (
        browser.post("/auth/webauthn/login", {"credential": stranger.get(options, ORIGIN)}).status_code == 400
    )
    stale = {"publicKey": {**options["publicKey"], "challenge": _text(os.urandom(32))}}
    assert browser.post("/auth/webauthn/login", {"credential": key.get(stale, ORIGIN)}).status_code == 400
    # As in production, where the pages are served over TLS.
    with override_settings(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=False):
        elsewhere = key.get(options, "https://evil.example")
        assert browser.post("/auth/webauthn/login", {"credential": elsewhere}).status_code == 400
    assert browser.get("/api/v1/me").status_code == 401
