"""What every language model keeps to: the scripted one, ours over each wire, and pydantic-ai's over the same wires."""

import asyncio
import json

import pytest
from tests.providers.llm.doors import BY_PYDANTIC, HELLO, ask, door, every, wired

from centralita.providers.llm import (
    BadCredentials,
    Line,
    Message,
    ModelRequest,
    Tool,
    ToolCall,
    whole,
)
from centralita.providers.llm.scripted import lines
from centralita.providers.llm.scripted_server import Fault


class TestAnswering:
    @every
    def test_text_comes_word_by_word_and_then_whole(self, kind):
        pieces, reply, _ = ask(kind, "Good morning, ¿qué tal? 👋 中文\n\n- one\n- two")
        assert len(pieces) == 10
        assert "".join(pieces) == reply.text == "Good morning, ¿qué tal? 👋 中文\n\n- one\n- two"
        assert (reply.finish, reply.tool_calls) == ("stop", ())

    @every
    def test_tokens_are_counted_by_the_vendor(self, kind):
        _, reply, _ = ask(kind, "one two three")
        assert (reply.tokens_in, reply.tokens_out, reply.tokens_cached) == (5, 3, 0)

    @every
    def test_the_reply_says_which_model_it_was(self, kind):
        _, reply, _ = ask(kind, "hi")
        assert reply.model

    @every
    def test_tool_calls_arrive_whole(self, kind):
        calls = (
            ToolCall(
                "call_1", "book", {"day": "2026-03-01", "people": 2, "notes": None, "deep": {"a": [1.5, "ñ"]}}
            ),
            ToolCall("call_2", "list_slots", {}),
        )
        pieces, reply, _ = ask(kind, Line(text="Let me see. ", tool_calls=calls))
        assert ("".join(pieces), reply.finish, reply.tool_calls) == ("Let me see. ", "tool_calls", calls)

    @every
    def test_a_tool_call_without_a_word(self, kind):
        pieces, reply, _ = ask(kind, Line(tool_calls=(ToolCall("c1", "hang_up", {"why": "done"}),)))
        assert (pieces, reply.text, len(reply.tool_calls)) == ([], "", 1)

    @every
    @pytest.mark.parametrize("finish", ["stop", "length", "filtered"])
    def test_how_it_ended_is_told(self, kind, finish):
        _, reply, _ = ask(kind, Line(text="a b", finish=finish))
        assert reply.finish == finish

    @every
    def test_the_reply_alone_can_be_had(self, kind):
        async def run():
            async with door(kind, lines("one two")) as (model, _):
                return await whole(model.stream(HELLO))

        assert asyncio.run(run()).text == "one two"

    @every
    def test_many_at_once_do_not_mix(self, kind):
        def script(request):
            return Line(text=f"you said {request.messages[-1].text} indeed", pause=0.001)

        async def run():
            async with door(kind, script) as (model, _):
                asked = [ModelRequest(messages=(Message("user", f"n{number}"),)) for number in range(20)]
                return await asyncio.gather(*(whole(model.stream(request)) for request in asked))

        assert [reply.text for reply in asyncio.run(run())] == [f"you said n{n} indeed" for n in range(20)]


class TestAsking:
    request = ModelRequest(
        system="Be kind.",
        messages=(
            Message("user", "book me"),
            Message(
                "assistant",
                "One moment.",
                (ToolCall("c1", "book", {"day": "mon"}), ToolCall("c2", "note", {})),
            ),
            Message("tool", '{"ok": true}', tool_call_id="c1", name="book"),
            Message("tool", "noted", tool_call_id="c2", name="note"),
            Message("assistant", "Booked."),
            Message("user", "thanks <script>"),
        ),
        tools=(Tool("book", "Books a day", {"type": "object", "properties": {"day": {"type": "string"}}}),),
        temperature=0.25,
        max_tokens=77,
    )

    @every
    def test_the_whole_history_arrives_in_order(self, kind):
        heard = []

        def script(request):
            heard.append(request)
            return Line(text="ok")

        async def run():
            async with door(kind, script) as (model, _):
                await whole(model.stream(self.request))

        asyncio.run(run())
        (got,) = heard
        assert got.system == "Be kind."
        assert [(m.role, m.text) for m in got.messages] == [(m.role, m.text) for m in self.request.messages]
        called = got.messages[1].tool_calls
        assert [(call.name, call.arguments) for call in called] == [("book", {"day": "mon"}), ("note", {})]
        assert [message.tool_call_id for message in got.messages[2:4]] == [call.id for call in called]
        assert [(t.name, t.description) for t in got.tools] == [("book", "Books a day")]
        assert got.tools[0].parameters["properties"] == {"day": {"type": "string"}}

    @wired
    def test_settings_reach_the_vendor(self, kind):
        *_, server = ask(kind, "ok", self.request)
        body = server.received[0].body
        body = body.get("generationConfig", body)
        assert body["temperature"] == 0.25
        assert 77 in (body.get("max_tokens"), body.get("max_completion_tokens"), body.get("maxOutputTokens"))

    @wired
    def test_connections_are_kept(self, kind):
        async def run():
            async with door(kind, lines("hi")) as (model, server):
                for _ in range(5):
                    await whole(model.stream(HELLO))
                return server.connections, len(server.received)

        assert asyncio.run(run()) == (1, 5)

    @wired
    def test_a_refused_optional_setting_is_left_out_from_then_on(self, kind):
        if kind in BY_PYDANTIC:
            pytest.skip("its own business")

        def fault(received):
            if "temperature" not in json.dumps(received.body):
                return None
            error = {
                "message": "Unsupported value: 'temperature' does not support 0.25",
                "param": "temperature",
            }
            return Fault(400, json.dumps({"error": error}).encode())

        async def run():
            async with door(kind, lines("hi"), fault=fault) as (model, server):
                for _ in range(2):
                    await whole(model.stream(self.request))
                return ["temperature" in json.dumps(received.body) for received in server.received]

        assert asyncio.run(run()) == [True, False, False]


class TestStopping:
    @wired
    def test_whoever_stops_listening_hangs_up(self, kind):
        async def run():
            async with door(kind, lines(Line(text="word " * 1000, pause=0.005))) as (model, server):
                chunks = model.stream(HELLO)
                assert await anext(chunks)
                await chunks.aclose()
                for _ in range(100):
                    if not server.open_connections:
                        return True
                    await asyncio.sleep(0.01)
            return False

        assert asyncio.run(run())

    @every
    def test_a_cancelled_reader_is_cancelled_and_nothing_else(self, kind):
        async def run():
            async with door(kind, lines(Line(text="a b", wait=5.0))) as (model, _):
                task = asyncio.ensure_future(whole(model.stream(HELLO)))
                await asyncio.sleep(0.1)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task

        asyncio.run(run())


class TestConnectionTest:
    @every
    def test_a_working_account_says_so(self, kind):
        async def run():
            async with door(kind, lines("ready")) as (model, _):
                return await asyncio.to_thread(model.test_connection)

        report = asyncio.run(run())
        assert report.model
        assert report.seconds >= 0

    @wired
    def test_a_wrong_key_says_so(self, kind):
        async def run():
            async with door(kind, lines("ready"), key="another") as (model, _):
                await asyncio.to_thread(model.test_connection)

        with pytest.raises(BadCredentials):
            asyncio.run(run())
