"""The chat API as visitors, pages and members use it."""

import itertools
import socket
import time
import uuid
from typing import Any

import httpx
import pytest

from centralita.identity.access.permissions import Role
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member

pytestmark = pytest.mark.database


@pytest.fixture
def key(member: Member) -> str:
    return api_channel(member, published_agent(member))


def ticket(member: Member) -> dict[str, str]:
    body = member.api.post("/stream-tickets").json()
    return {"Authorization": f"Bearer {body['ticket']}"}


def test_a_stream_gives_each_message_once_and_in_order(key: str, http: httpx.Client) -> None:
    visitor = open_chat(http, key)
    stream = visitor.stream()
    names = [next(stream), next(stream)]
    assert [name for name, _ in names] == ["message", "status"]
    visitor.say("hola")
    wanted = len(visitor.history()["messages"])
    seen = [names[0][1]["sequence"]]
    for name, data in stream:
        if name == "message":
            seen.append(data["sequence"])
        if len(seen) == wanted:
            break
    stream.close()
    assert seen == list(range(1, wanted + 1))


def test_a_reader_who_comes_back_gets_what_was_missed(key: str, http: httpx.Client) -> None:
    visitor = open_chat(http, key)
    visitor.say("hola")
    after = 1
    stream = visitor.stream(after=after)
    sequences = [data["sequence"] for name, data in itertools.islice(stream, 2) if name == "message"]
    stream.close()
    assert sequences[0] == 2


def test_a_person_takes_over_and_the_agent_is_silent(member: Member, key: str, http: httpx.Client) -> None:
    visitor = open_chat(http, key)
    base = f"/live/v1/conversations/{visitor.id}"
    headers = ticket(member)
    taken = http.post(f"{base}/take-over", headers=headers).json()["conversation"]
    assert (taken["status"], taken["held_by"]) == ("handed_off", {"name": member.user.name})
    before = len(visitor.history()["messages"])
    assert visitor.say("¿hay alguien?")["messages"] == []
    said = {"client_id": str(uuid.uuid4()), "text": "Sí, soy Marta"}
    first = http.post(f"{base}/messages", json=said, headers=headers)
    again = http.post(f"{base}/messages", json=said, headers=headers)
    assert (first.status_code, first.json()) == (202, again.json())
    messages = visitor.history()["messages"]
    assert [message["role"] for message in messages[before:]] == ["visitor", "person"]
    assert messages[-1]["author"] == {"name": member.user.name}
    back = http.post(f"{base}/hand-back", headers=headers).json()["conversation"]
    assert back["status"] == "active"
    assert visitor.say("gracias")["messages"]


def test_only_one_person_holds_a_conversation(
    member: Member, make: Any, key: str, http: httpx.Client
) -> None:
    visitor = open_chat(http, key)
    base = f"/live/v1/conversations/{visitor.id}"
    http.post(f"{base}/take-over", headers=ticket(member))
    colleague = make(in_=member, role=Role.ADMIN)
    refused = http.post(f"{base}/take-over", headers=ticket(colleague))
    assert (refused.status_code, refused.json()["code"]) == (409, "conversation_held")


def test_a_viewer_may_not_take_over_and_a_stranger_finds_nothing(
    member: Member, make: Any, key: str, http: httpx.Client
) -> None:
    visitor = open_chat(http, key)
    base = f"/live/v1/conversations/{visitor.id}"
    viewer = make(in_=member, role=Role.VIEWER)
    assert http.post(f"{base}/take-over", headers=ticket(viewer)).status_code == 403
    assert http.post(f"{base}/take-over", headers=ticket(make())).status_code == 404
    assert http.post(f"{base}/take-over").status_code == 401


def test_a_token_opens_its_own_conversation_only(key: str, http: httpx.Client) -> None:
    mine, other = open_chat(http, key), open_chat(http, key)
    stolen = Visitor(http, other.id, mine.token, [])
    assert http.get(f"/chat/v1/conversations/{other.id}", headers=stolen.headers).status_code == 404
    forged = {"Authorization": f"Bearer {mine.token[:-2]}xx"}
    assert http.get(f"/chat/v1/conversations/{mine.id}", headers=forged).status_code == 401


def test_a_widget_key_opens_for_its_origins_only(member: Member, http: httpx.Client) -> None:
    agent = published_agent(member)
    created = member.api.post(
        "/channels",
        {"name": "Web", "kind": "widget", "agent_id": agent, "origins": ["https://www.example.com"]},
    )
    key = created.json()["key"]

    def start(origin: str | None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key}", **({"Origin": origin} if origin else {})}
        return http.post("/chat/v1/conversations", json={}, headers=headers)

    assert start("https://www.example.com").status_code == 201
    for origin in ("https://evil.example", "https://www.example.com.evil.example", "null", None):
        assert start(origin).status_code == 403, origin
    assert http.get("/chat/v1/config", headers={"Authorization": "Bearer cpk_x"}).status_code == 401


def test_a_paused_agent_takes_no_new_conversation_but_finishes_old_ones(
    member: Member, http: httpx.Client
) -> None:
    agent = published_agent(member)
    key = api_channel(member, agent)
    visitor = open_chat(http, key)
    member.api.post(f"/agents/{agent}/pause")
    assert visitor.say("hola")["conversation"]["status"] == "active"
    fresh_key = api_channel(member, agent)
    refused = http.post("/chat/v1/conversations", json={}, headers={"Authorization": f"Bearer {fresh_key}"})
    assert (refused.status_code, refused.json()["code"]) == (503, "agent_away")


def test_publishing_leaves_running_conversations_on_their_version(member: Member, http: httpx.Client) -> None:
    agent = published_agent(member)
    visitor = open_chat(http, api_channel(member, agent))
    blueprint = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    blueprint["flows"][0]["nodes"][0]["data"]["text"] = {"es": "Versión dos"}
    member.api.put(f"/agents/{agent}/draft", {"blueprint": blueprint})
    member.api.post(f"/agents/{agent}/publish", {})
    assert "Versión dos" not in str(visitor.say("empezar de nuevo")["messages"])
    assert open_chat(http, api_channel(member, agent)).messages[0]["text"] == "Versión dos"


def test_ratings_and_the_end_are_kept(member: Member, key: str, http: httpx.Client) -> None:
    visitor = open_chat(http, key)
    assert visitor.post("rating", {"kind": "csat", "score": 9}).status_code == 422
    assert visitor.post("rating", {"kind": "csat", "score": 4, "comment": "Bien"}).status_code == 200
    assert visitor.post("end").json()["conversation"]["status"] == "ended"
    ended = http.post(
        f"/chat/v1/conversations/{visitor.id}/messages",
        json={"client_id": str(uuid.uuid4()), "text": "¿sigue?"},
        headers=visitor.headers,
    )
    assert (ended.status_code, ended.json()["code"]) == (409, "conversation_ended")
    detail = member.api.get(f"/conversations/{visitor.id}").json()
    assert detail["csat"] == 4 or detail["ratings"]["csat"] == 4


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("foto.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50, 201),
        ("nota.txt", b"hola", 201),
        ("virus.exe", b"MZ\x90\x00", 415),
        ("pagina.html", b"<script>alert(1)</script>", 415),
        ("falso.png", b"<svg onload=alert(1)>", 415),
        ("vacio.txt", b"", 422),
    ],
)
def test_files_are_taken_by_what_they_are(
    key: str, http: httpx.Client, name: str, content: bytes, status: int
) -> None:
    visitor = open_chat(http, key)
    address = f"/chat/v1/conversations/{visitor.id}/files"
    response = http.post(address, files={"file": (name, content)}, headers=visitor.headers)
    assert response.status_code == status, response.text
    if status == 201:
        file = response.json()["attachment"]
        given = http.get(f"{address}/{file['id']}", headers=visitor.headers)
        assert given.content == content
        assert given.headers["content-disposition"].startswith("attachment")


def test_a_file_over_the_limit_is_refused(key: str, http: httpx.Client) -> None:
    visitor = open_chat(http, key)
    address = f"/chat/v1/conversations/{visitor.id}/files"
    response = http.post(address, files={"file": ("a.txt", b"x" * 11_000_000)}, headers=visitor.headers)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert "10 MB" in response.json()["detail"]


def test_who_sends_all_of_it_before_listening_is_told_too(key: str, http: httpx.Client) -> None:
    """As a proxy does that keeps the whole request before it passes it on."""
    visitor = open_chat(http, key)
    url = httpx.URL(http.base_url)
    stranger = {"authorization": "Bearer cct_x"}
    files = f"/chat/v1/conversations/{visitor.id}/files"
    for path, headers, status in (
        (files, visitor.headers, 413),
        (files, stranger, 401),
        ("/api/v1/agents", {}, 401),
    ):
        head = [
            f"POST {path} HTTP/1.1",
            f"Host: {url.netloc.decode()}",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Length: 20000000",
            "Connection: close",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        with socket.create_connection((url.host, url.port or 80), timeout=20) as line:
            line.sendall("\r\n".join([*head, "", ""]).encode())
            for _ in range(20):
                line.sendall(b"x" * 1_000_000)
                time.sleep(0.01)
            assert line.recv(64).startswith(f"HTTP/1.1 {status} ".encode()), path


def test_a_visitor_who_floods_is_told_to_wait(key: str, http: httpx.Client) -> None:
    visitor = open_chat(http, key)
    answers = [
        http.post(
            f"/chat/v1/conversations/{visitor.id}/messages",
            json={"client_id": str(uuid.uuid4()), "text": "hola"},
            headers=visitor.headers,
        )
        for _ in range(40)
    ]
    limited = [answer for answer in answers if answer.status_code == 429]
    assert limited
    assert int(limited[0].headers["retry-after"]) >= 1


def test_bodies_that_are_no_requests_are_told_so(key: str, http: httpx.Client) -> None:
    visitor = open_chat(http, key)
    address = f"/chat/v1/conversations/{visitor.id}/messages"
    for body in (b"{", b"[]", b"[" * 20_000, b'{"client_id": 3}', b"\xff", b"null", b'{"text":"x"}'):
        response = http.post(address, content=body, headers=visitor.headers)
        assert response.status_code in {400, 422}, body[:20]
        assert response.headers["content-type"] == "application/problem+json"
    big = http.post(address, content=b"x" * 100_000, headers=visitor.headers)
    assert big.status_code == 413
