"""A tool made, tried, published and changed over the API, with its secrets kept."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from centralita.engine.answering.deeds import DEEDS
from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.live.tools import BUILT_IN
from centralita.studio.tools.models import Tool, ToolCall
from tests.people import Member
from tests.studio.tools.stub import Answer, Asked, Stub, definition, serving_tools

pytestmark = pytest.mark.database
SECRET = "sk-very-secret-987"


@pytest.fixture(scope="module")
def system() -> Iterator[Stub]:
    with serving_tools() as stub:
        yield stub


@pytest.fixture
def stub(system: Stub) -> Stub:
    system.asked.clear()
    system.answer = lambda _asked: Answer.of({"slots": [{"start": "10:00"}]})
    return system


def made(member: Member, content: dict[str, Any], name: str = "free_slots") -> str:
    answer = member.api.post("/tools", {"name": name, "label": "Huecos", "definition": content})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def changed(member: Member, tool: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = member.api.patch(f"/tools/{tool}", body)
    assert answer.status_code == status, answer.content
    shown: dict[str, Any] = answer.json()
    return shown


def tried(member: Member, tool: str, **arguments: Any) -> dict[str, Any]:
    answer = member.api.post(f"/tools/{tool}/try", {"arguments": arguments})
    assert answer.status_code == 200, answer.content
    shown: dict[str, Any] = answer.json()
    return shown


def test_a_draft_is_tried_and_the_call_is_kept(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address))
    went = tried(member, tool, day="2026-03-14")
    assert (went["ok"], went["status"], went["result"]) == (True, 200, {"first_slot": "10:00"})
    assert went["variables"] == {"first_slot": "10:00"}
    assert went["sent"]["url"] == f"{stub.address}/slots/2026-03-14"
    assert stub.asked[0].path == "/slots/2026-03-14"
    [call] = member.api.get(f"/tools/{tool}/calls").json()["items"]
    assert (call["source"], call["state"], call["arguments"]) == ("bench", "done", {"day": "2026-03-14"})
    assert "10:00" in call["answer"]


def test_arguments_that_do_not_fit_call_nobody(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address))
    answer = member.api.post(f"/tools/{tool}/try", {"arguments": {"month": "x"}})
    assert (answer.status_code, answer.json()["code"]) == (422, "tool_arguments_wrong")
    answer = member.api.post(f"/tools/{tool}/try", {"arguments": {"day": ".."}})
    assert (answer.status_code, answer.json()["code"]) == (422, "tool_cannot_be_sent")
    assert not stub.asked


@pytest.mark.parametrize(
    ("kind", "credentials", "header", "value"),
    [
        ("api_key", {"header": "X-Key", "api_key": SECRET}, "x-key", SECRET),
        ("bearer", {"token": SECRET}, "authorization", f"Bearer {SECRET}"),
        (
            "basic",
            {"username": "ana", "password": SECRET},
            "authorization",
            f"Basic {base64.b64encode(f'ana:{SECRET}'.encode()).decode()}",
        ),
    ],
)
def test_a_secret_is_sent_and_never_shown(
    member: Member, stub: Stub, kind: str, credentials: dict[str, str], header: str, value: str
) -> None:
    tool = made(member, definition(stub.address))
    shown = changed(member, tool, {"sign_in": kind, "credentials": credentials})
    assert shown["secrets"]
    assert shown["secret_origin"] == stub.address
    went = tried(member, tool, day="1")
    assert stub.asked[0].headers[header] == value
    everywhere = [
        shown,
        went,
        *(
            member.api.get(f"/tools{path}").json()
            for path in ("", f"/{tool}", f"/{tool}/calls", f"/{tool}/versions")
        ),
        member.api.get("/audit").json(),
    ]
    assert SECRET not in str(everywhere)
    with tenant_scope(member.organization_id):
        row = Tool.objects.get()
        assert SECRET.encode() not in bytes(row.secret)
        assert SECRET not in str(row.draft) + str(list(ToolCall.objects.values()))


def test_a_secret_goes_to_no_other_host(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address))
    changed(member, tool, {"sign_in": "bearer", "credentials": {"token": SECRET}})
    elsewhere = definition("https://evil.example.com")
    refused = changed(member, tool, {"definition": elsewhere}, 422)
    assert refused["code"] == "account_secret_needed"
    refused = changed(member, tool, {"definition": elsewhere, "sign_in": "bearer", "credentials": {}}, 422)
    assert refused["code"] == "account_secret_needed"
    moved = changed(member, tool, {"definition": elsewhere, "credentials": {"token": "another"}})
    assert moved["secret_origin"] == "https://evil.example.com"
    # An older version leads to the first host, where the new secret is not sent.
    kept = definition(stub.address)
    refused = changed(member, tool, {"definition": kept}, 422)
    assert refused["code"] == "account_secret_needed"
    assert not stub.asked


def test_another_secret_of_the_same_host_may_be_typed_or_left(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address))
    changed(member, tool, {"sign_in": "basic", "credentials": {"username": "ana", "password": SECRET}})
    changed(member, tool, {"credentials": {"username": "eva", "password": ""}})
    tried(member, tool, day="1")
    sent = base64.b64decode(stub.asked[0].headers["authorization"].removeprefix("Basic ")).decode()
    assert sent == f"eva:{SECRET}"
    shown = changed(member, tool, {"sign_in": "none"})
    assert (shown["secrets"], shown["credentials"]) == ([], {})


def test_a_token_is_fetched_once_and_again_when_it_is_refused(member: Member, stub: Stub) -> None:
    given = []

    def answer(asked: Asked) -> Answer:
        if asked.path == "/token":
            given.append(f"t{len(given)}")
            return Answer.of({"access_token": given[-1], "expires_in": 3600})
        # The first token was taken back meanwhile.
        return Answer.of({"slots": []}, 401 if asked.headers["authorization"] == "Bearer t0" else 200)

    stub.answer = answer
    tool = made(member, definition(stub.address))
    credentials = {
        "endpoint": f"{stub.address}/token",
        "client_id": "us",
        "client_secret": SECRET,
        "scope": "read",
    }
    changed(member, tool, {"sign_in": "oauth2", "credentials": credentials})
    went = tried(member, tool, day="1")
    assert (went["ok"], given) == (True, ["t0", "t1"])
    assert stub.asked[0].body == b"grant_type=client_credentials&scope=read"
    assert base64.b64decode(stub.asked[0].headers["authorization"][6:]).decode() == f"us:{SECRET}"
    assert SECRET not in str(went)


def test_only_what_does_no_harm_is_called_again(member: Member, stub: Stub) -> None:
    stub.answer = lambda _asked: Answer(503)
    tool = made(member, definition(stub.address, retries=2))
    went = tried(member, tool, day="1")
    assert (went["error"], went["attempts"], len(stub.asked)) == ("http_503", 3, 3)
    posting = definition(stub.address, retries=2, request={"method": "POST"})
    went = tried(member, made(member, posting, "book"), day="1")
    assert (went["error"], went["attempts"], len(stub.asked)) == ("http_503", 1, 4)


def test_an_answer_that_is_late_large_or_elsewhere_fails(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address, timeout=1, retries=0))
    stub.answer = lambda _asked: Answer(seconds=1.5)
    assert tried(member, tool, day="1")["error"] == "timed_out"
    stub.answer = lambda _asked: Answer(body=b"x" * 300_000)
    assert tried(member, tool, day="1")["error"] == "answer_too_large"
    stub.answer = lambda _asked: Answer(302, headers={"location": "http://169.254.169.254/"})
    assert tried(member, tool, day="1")["error"] == "http_302"


def test_versions_are_published_and_kept(member: Member, stub: Stub) -> None:
    tool = made(member, {})
    refused = member.api.post(f"/tools/{tool}/publish", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "tool_has_problems")
    changed(member, tool, {"definition": definition(stub.address)})
    first = member.api.post(f"/tools/{tool}/publish", {"note": "primera"})
    assert (first.status_code, first.json()["number"]) == (201, 1)
    again = member.api.post(f"/tools/{tool}/publish", {})
    assert again.json()["code"] == "tool_nothing_to_publish"
    changed(member, tool, {"definition": definition(stub.address, description="Otra")})
    assert member.api.get(f"/tools/{tool}").json()["has_changes"]
    assert member.api.post(f"/tools/{tool}/publish", {}).json()["number"] == 2
    restored = member.api.post(f"/tools/{tool}/versions/1/restore")
    assert restored.json()["definition"]["description"] == "Free slots on a day"
    numbers = [
        (one["number"], one["live"]) for one in member.api.get(f"/tools/{tool}/versions").json()["items"]
    ]
    assert numbers == [(2, True), (1, False)]
    newest = member.api.get(f"/tools/{tool}/versions?limit=1").json()
    rest = member.api.get(f"/tools/{tool}/versions?limit=1&cursor={newest['next_cursor']}").json()
    assert [one["number"] for one in (*newest["items"], *rest["items"])] == [2, 1]
    assert rest["next_cursor"] is None
    offered = member.api.get("/tools/grants").json()
    grants = offered["items"]
    assert offered["labels"] == {"free_slots": member.api.get(f"/tools/{tool}").json()["label"]}
    assert [(one["name"], one["version"]) for one in grants if one["id"]] == [("free_slots", 2)]
    # What is offered is there to be called.
    assert {one["name"] for one in grants if not one["id"]} == {*BUILT_IN, *DEEDS}


def test_names_are_unique_and_a_stale_edit_is_refused(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address))
    for name in ("free_slots", "current_time", "finish_step"):
        answer = member.api.post("/tools", {"name": name, "label": "x"})
        assert (answer.status_code, answer.json()["code"]) == (409, "tool_name_taken"), name
    etag = member.api.get(f"/tools/{tool}")["ETag"]
    changed(member, tool, {"label": "A"})
    stale = member.api.patch(f"/tools/{tool}", {"label": "B"}, headers={"If-Match": etag})
    assert stale.status_code == 412


def test_cases_are_kept(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address))
    case = {"name": "Sábado", "arguments": {"day": "x"}, "mock_status": 200, "mock_body": "{}"}
    kept = member.api.post(f"/tools/{tool}/cases", case).json()
    assert {name: kept[name] for name in case} == case
    member.api.put(f"/tools/{tool}/cases/{kept['id']}", {**case, "name": "Domingo", "mock_status": None})
    [shown] = member.api.get(f"/tools/{tool}/cases").json()["items"]
    assert (shown["name"], shown["mock_status"], shown["mock_body"]) == ("Domingo", None, "")
    assert member.api.delete(f"/tools/{tool}/cases/{kept['id']}").status_code == 204


def test_a_manager_reads_and_a_viewer_does_not(member: Member, make: Any, stub: Stub) -> None:
    tool = made(member, definition(stub.address))
    manager, viewer = make(in_=member, role=Role.MANAGER), make(in_=member, role=Role.VIEWER)
    assert manager.api.get(f"/tools/{tool}").status_code == 200
    assert manager.api.patch(f"/tools/{tool}", {"label": "x"}).status_code == 403
    assert viewer.api.get(f"/tools/{tool}").status_code == 403


def test_a_deleted_tool_is_gone(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address))
    assert member.api.delete(f"/tools/{tool}").status_code == 204
    assert member.api.get(f"/tools/{tool}").status_code == 404
