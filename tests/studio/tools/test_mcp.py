"""Tools of an MCP server: listed, made ours, called in one session, and told when the server does not do its part."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.tools.domain import mcp
from centralita.studio.tools.domain.mcp import McpFault
from tests.people import Member
from tests.studio.tools.stub import Answer, Asked, Stub, serving_tools

DIARY = {
    "name": "free-slots",
    "title": "Free slots",
    "description": "Free appointment slots on a day.",
    "inputSchema": {
        "type": "object",
        "properties": {
            "slot-day": {"type": "string", "description": "ISO date"},
            "who": {"$ref": "#/$defs/Person"},
        },
        "required": ["slot-day"],
        "$defs": {"Person": {"type": "object", "properties": {"name": {"type": "string"}}}},
    },
}


class Server:
    """An MCP server. `streams` says whether it answers as a stream; a session that it forgot is not found."""

    def __init__(self, *, streams: bool) -> None:
        self.streams = streams
        self.diary = DIARY
        self.sessions: set[str] = set()
        self.said: list[dict[str, Any]] = []
        self.result: dict[str, Any] = {"structuredContent": {"slots": [{"start": "10:00"}]}, "content": []}

    def __call__(self, asked: Asked) -> Answer:
        message = json.loads(asked.body)
        self.said.append(message)
        assert {"application/json", "text/event-stream"} <= set(asked.headers["accept"].split(", "))
        if asked.headers.get("authorization") != "Bearer secret-token":
            return Answer(401, b"{}")
        if message["method"] == "initialize":
            session = f"s{len(self.said)}"
            self.sessions.add(session)
            result = {"protocolVersion": "2025-06-18", "capabilities": {}, "serverInfo": {"name": "x"}}
            return self.answer(message, result, session)
        if asked.headers.get("mcp-session-id") not in self.sessions:
            return Answer(404, b"{}")
        assert asked.headers["mcp-protocol-version"] == "2025-06-18"
        if "id" not in message:
            return Answer(202, b"")
        if message["method"] == "tools/list":
            more = message["params"].get("cursor")
            tools = [{"name": "book"}] if more else [self.diary, {"name": 7}]
            return self.answer(message, {"tools": tools, **({} if more else {"nextCursor": "2"})})
        return self.answer(message, self.result)

    def answer(self, message: dict[str, Any], result: dict[str, Any], session: str = "") -> Answer:
        body = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result})
        headers = {"mcp-session-id": session} if session else {}
        if not self.streams:
            return Answer(200, body.encode(), {"content-type": "application/json", **headers})
        progress = json.dumps({"jsonrpc": "2.0", "method": "notifications/progress", "params": {}})
        events = f": hello\r\n\r\nevent: message\r\ndata: {progress}\r\n\r\ndata: {body}\r\n\r\n"
        return Answer(200, events.encode(), {"content-type": "text/event-stream", **headers})


@pytest.fixture
def stub(database: object) -> Iterator[Stub]:
    with serving_tools() as stub:
        yield stub


@pytest.fixture(params=[False, True], ids=["json", "stream"])
def server(request: pytest.FixtureRequest, stub: Stub) -> Server:
    server = Server(streams=request.param)
    stub.answer = server
    return server


SIGN_IN = {"sign_in": "bearer", "credentials": {"token": "secret-token"}}


@pytest.fixture
def made(member: Member, stub: Stub, server: Server) -> Callable[[], dict[str, Any]]:
    """Makes the diary's tool from what the server offers."""

    def make() -> dict[str, Any]:
        offered = member.api.post("/tools/mcp", {"address": f"{stub.address}/mcp", **SIGN_IN})
        assert offered.status_code == 200, offered.content
        slots, book = offered.json()["operations"]
        assert (slots["name"], slots["label"], book["name"]) == ("free_slots", "Free slots", "book")
        tool = member.api.post(
            "/tools", {name: slots[name] for name in ("name", "label", "definition")}
        ).json()
        signed: dict[str, Any] = member.api.patch(f"/tools/{tool['id']}", SIGN_IN).json()
        return signed

    return make


@pytest.mark.database
class TestServer:
    def test_its_tools_become_ours_and_are_called(
        self, member: Member, server: Server, made: Callable[[], dict[str, Any]]
    ) -> None:
        tool = made()
        assert tool["problems"] == []
        assert tool["definition"]["parameters"]["properties"]["who"]["properties"] == {
            "name": {"type": "string"}
        }
        tried = member.api.post(f"/tools/{tool['id']}/try", {"arguments": {"slot_day": "2026-03-14"}}).json()
        assert (tried["ok"], tried["error"]) == (True, None)
        assert tried["result"] == {"slots": [{"start": "10:00"}]}
        called = server.said[-1]
        assert called["params"] == {"name": "free-slots", "arguments": {"slot-day": "2026-03-14"}}
        assert "secret-token" not in json.dumps(tried)

    def test_a_forgotten_session_is_opened_again(
        self, member: Member, server: Server, made: Callable[[], dict[str, Any]]
    ) -> None:
        tool = made()
        trying = {"arguments": {"slot_day": "2026-03-14"}}
        assert member.api.post(f"/tools/{tool['id']}/try", trying).json()["ok"]
        server.sessions.clear()
        assert member.api.post(f"/tools/{tool['id']}/try", trying).json()["ok"]

    def test_what_fails_there_is_said(
        self, member: Member, server: Server, made: Callable[[], dict[str, Any]]
    ) -> None:
        tool = made()
        server.result = {"isError": True, "content": [{"type": "text", "text": "No such day"}]}
        tried = member.api.post(f"/tools/{tool['id']}/try", {"arguments": {"slot_day": "x"}}).json()
        assert (tried["ok"], tried["error"], tried["answer"]) == (False, "remote_failed", "No such day")

    def test_a_stream_that_stays_open_is_not_waited_for(
        self, member: Member, stub: Stub, server: Server, made: Callable[[], dict[str, Any]]
    ) -> None:
        tool = made()
        if server.streams:
            stub.answer = lambda asked: (
                replace(told, open_for=2.5) if (told := server(asked)).status == 200 else told
            )
        began = time.monotonic()
        tried = member.api.post(f"/tools/{tool['id']}/try", {"arguments": {"slot_day": "2026-03-14"}}).json()
        assert (tried["ok"], tried["result"]) == (True, {"slots": [{"start": "10:00"}]})
        assert time.monotonic() - began < 2
        # One that never answers ends with the tool's time, and is no success.
        quick = {"definition": {**tool["definition"], "timeout": 1}}
        assert member.api.patch(f"/tools/{tool['id']}", quick).status_code == 200
        silent = Answer(200, b": still here\n\n", {"content-type": "text/event-stream"}, open_for=2)
        stub.answer = lambda _asked: silent
        tried = member.api.post(f"/tools/{tool['id']}/try", {"arguments": {"slot_day": "2026-03-14"}}).json()
        assert (tried["ok"], tried["error"]) == (False, "timed_out")

    def test_a_server_that_is_none_is_told(self, member: Member, stub: Stub) -> None:
        for answer in (Answer(404, b""), Answer(200, b"<html>"), Answer(200, b"[]"), Answer(500, b"")):
            stub.answer = lambda _asked, answer=answer: answer
            refused = member.api.post("/tools/mcp", {"address": f"{stub.address}/mcp"})
            assert (refused.status_code, refused.json()["code"]) == (409, "tool_mcp_unreadable")
        refused = member.api.post("/tools/mcp", {"address": "http://169.254.169.254/mcp"})
        assert refused.status_code == 422


def test_what_a_tool_says_is_read_as_json_where_it_is_some() -> None:
    assert mcp.read_result({"content": [{"type": "text", "text": '{"a": 1}'}]}, ()).value == {"a": 1}
    assert mcp.read_result({"content": [{"type": "text", "text": "Ten"}]}, ()).value == {"text": "Ten"}
    assert mcp.read_result({"content": "x"}, ()).value == {"text": "null"}


@given(st.sampled_from(("application/json", "text/event-stream; charset=utf-8", "")), st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(kind: str, body: bytes) -> None:
    try:
        result = mcp.result_of(kind, body)
    except McpFault:
        return
    assert isinstance(result, dict)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ("tools", "name", "inputSchema", "properties", "$ref", "required", "nextCursor", "#/")
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=30,
    )
)
def test_whatever_a_server_offers_is_read(offer: object) -> None:
    result = {"tools": offer if isinstance(offer, list) else [offer]}
    offered = mcp.offered(result, "https://mcp.example.com", set())
    assert len(offered.operations) + offered.left_out == len(result["tools"])
