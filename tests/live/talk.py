"""A visitor for tests: speaks the chat API as the widget does."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from tests.people import Member


@dataclass
class Visitor:
    """One conversation as its visitor has it."""

    http: httpx.Client
    id: str
    token: str
    messages: list[dict[str, Any]]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def say(self, text: str, *, client_id: str | None = None, **more: Any) -> dict[str, Any]:
        """Send a message; the answer's body."""
        response = self.post("messages", {"client_id": client_id or str(uuid.uuid4()), "text": text, **more})
        assert response.status_code == 202, response.text
        body: dict[str, Any] = response.json()
        return body

    def post(self, what: str, body: Any = None) -> httpx.Response:
        return self.http.post(
            f"/chat/v1/conversations/{self.id}/{what}", json=body or {}, headers=self.headers
        )

    def history(self, after: int = 0) -> dict[str, Any]:
        response = self.http.get(f"/chat/v1/conversations/{self.id}?after={after}", headers=self.headers)
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    def stream(self, after: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
        """Events as they come; close the iterator to leave."""
        address = f"/chat/v1/conversations/{self.id}/stream?after={after}"
        with self.http.stream("GET", address, headers=self.headers, timeout=20) as response:
            name = ""
            for line in response.iter_lines():
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    yield name, json.loads(line[6:])


def open_chat(http: httpx.Client, token: str, **body: Any) -> Visitor:
    """Start a conversation with a publishable key of an API channel or a test ticket."""
    response = http.post("/chat/v1/conversations", json=body, headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 201, response.text
    started = response.json()
    return Visitor(http, started["conversation"]["id"], started["token"], started["messages"])


def published_agent(member: Member, blueprint: dict[str, Any] | None = None) -> str:
    """A published agent's id; with the starter's flow unless a blueprint is given."""
    agent = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    if blueprint is not None:
        saved = member.api.put(f"/agents/{agent}/draft", {"blueprint": blueprint})
        assert saved.status_code == 200, saved.content
    published = member.api.post(f"/agents/{agent}/publish", {"note": "v1"})
    assert published.status_code == 201, published.content
    return str(agent)


def api_channel(member: Member, agent: str) -> str:
    """The key of a new API channel for an agent."""
    response = member.api.post("/channels", {"name": "API", "kind": "api", "agent_id": agent})
    assert response.status_code == 201, response.content
    return str(response.json()["key"])
