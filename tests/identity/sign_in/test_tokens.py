"""Access and refresh tokens of apps: they open the API, rotate, and end with their session."""

import base64
import hashlib
import hmac
import json

import pytest

from centralita.identity.accounts.models import User
from tests.identity.sign_in.browser import PASSWORD, Browser, fresh_address

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

APP = "/_allauth/app/v1"


def signed_in() -> tuple[str, Browser, dict[str, str]]:
    """Somebody in an app: address, the app, what the app was given."""
    email = fresh_address()
    Browser().sign_up(email)
    app = Browser(base=APP)
    answer = app.post("/auth/login", {"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.content
    return email, app, answer.json()["meta"]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_an_access_token_opens_the_api_and_a_refresh_token_brings_the_next() -> None:
    email, app, given = signed_in()
    opened = Browser().get("/api/v1/me", **bearer(given["access_token"]))
    assert opened.status_code == 200
    assert opened.json()["user"]["email"] == email
    renewed = app.post("/tokens/refresh", {"refresh_token": given["refresh_token"]})
    assert renewed.status_code == 200, renewed.content
    fresh = renewed.json()["data"]
    assert fresh["refresh_token"] != given["refresh_token"]
    assert Browser().get("/api/v1/me", **bearer(fresh["access_token"])).status_code == 200
    # The refresh token was good for one time.
    assert app.post("/tokens/refresh", {"refresh_token": given["refresh_token"]}).status_code == 400
    assert app.post("/tokens/refresh", {"refresh_token": fresh["refresh_token"]}).status_code == 200


def test_an_app_makes_an_organization_and_works_in_it() -> None:
    _, _, given = signed_in()
    app, headers = Browser(), bearer(given["access_token"])
    made = app.post("/api/v1/organizations", {"name": "Clínica Luna"}, **headers)
    assert made.status_code == 201, made.content
    assert app.get("/api/v1/organization", **headers).json()["name"] == "Clínica Luna"


def test_ending_the_session_ends_the_tokens() -> None:
    _, app, given = signed_in()
    ended = app.send("DELETE", "/auth/session", **{"X-Session-Token": given["session_token"]})
    assert ended.status_code == 401
    assert Browser().get("/api/v1/me", **bearer(given["access_token"])).status_code == 401
    assert app.post("/tokens/refresh", {"refresh_token": given["refresh_token"]}).status_code == 400


def test_a_shut_account_is_refused_at_once() -> None:
    email, _, given = signed_in()
    User.objects.filter(email=email).update(is_active=False)
    assert Browser().get("/api/v1/me", **bearer(given["access_token"])).status_code == 401


def _part(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_bad_tokens_are_refused() -> None:
    _, _, given = signed_in()
    head, body, signature = given["access_token"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    none = f"{_part({'alg': 'none', 'typ': 'JWT'})}.{body}."
    other_key = f"{head}.{body}"
    forged = base64.urlsafe_b64encode(hmac.digest(b"guess", other_key.encode(), hashlib.sha256)).rstrip(b"=")
    longer = f"{head}.{_part({**claims, 'exp': claims['exp'] + 10**6})}.{signature}"
    for token in (
        none,
        f"{other_key}.{forged.decode()}",
        longer,
        given["refresh_token"],
        given["session_token"],
        f"{head}.{body}.",
        f"{head}.{body}",
        "",
        "..",
        "a" * 5000,
        "ñ.ñ.ñ",
    ):
        answer = Browser().get("/api/v1/me", **bearer(token))
        assert answer.status_code == 401, token[:60]
        assert answer.json()["code"] == "unauthenticated"
