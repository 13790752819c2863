"""A browser that signs people in through the library's own API, as the dashboard does."""

import json
import re
import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from centralita.identity.mail.models import DeveloperMail

BASE = "/_allauth/browser/v1"
PASSWORD = "correct horse battery staple"


def fresh_address() -> str:
    return f"{uuid.uuid4().hex}@example.test"


def fresh_network() -> str:
    """An address of the caller's that no other test counts against."""
    return f"2001:db8:{uuid.uuid4().hex[:4]}:{uuid.uuid4().hex[:4]}::1"


class Browser:
    """Keeps cookies; sends JSON; `address` is where it calls from."""

    def __init__(self, address: str | None = None, *, base: str = BASE, **headers: str) -> None:
        self.client = Client(REMOTE_ADDR=address or fresh_network())
        self.base = base
        self.headers = headers

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        data = b"" if body is None else json.dumps(body).encode()
        target = path if path.startswith("/api/") else f"{self.base}{path}"
        return self.client.generic(
            method, target, data, content_type="application/json", headers={**self.headers, **headers}
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, {} if body is None else body, **headers)

    def delete(self, path: str, body: Any = None) -> HttpResponse:
        return self.send("DELETE", path, body)

    def sign_up(self, email: str, password: str = PASSWORD) -> HttpResponse:
        """Sign up and confirm the address by the code in the letter."""
        answer = self.post("/auth/signup", {"email": email, "password": password})
        assert answer.status_code == 401, answer.content
        return self.post("/auth/email/verify", {"key": code_for(email)})

    def sign_in(self, email: str, password: str = PASSWORD) -> HttpResponse:
        return self.post("/auth/login", {"email": email, "password": password})

    def me(self) -> HttpResponse:
        return self.get("/api/v1/me")


def letters_for(email: str) -> list[DeveloperMail]:
    """What was sent to an address, the newest first."""
    return list(DeveloperMail.objects.filter(recipients=email).order_by("-id"))


def code_for(email: str) -> str:
    """The code in the last letter."""
    match = re.search(r"^    ([A-Z0-9-]{6,12})$", letters_for(email)[0].text, re.MULTILINE)
    assert match, letters_for(email)[0].text
    return match.group(1)


def flows(answer: HttpResponse) -> dict[str, bool]:
    """What the library says is to be done next: flow → whether it is under way."""
    return {flow["id"]: flow.get("is_pending", False) for flow in answer.json()["data"]["flows"]}
