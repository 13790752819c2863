"""The parts: events out of bytes, replies out of events, one model behind another, and what is known by name."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.providers.llm import (
    BadCredentials,
    FallbackModel,
    Line,
    MalformedReply,
    Message,
    ModelError,
    ModelRequest,
    ModelUnavailable,
    RateLimited,
    Refused,
    ScriptedModel,
    TextDelta,
    TimedOut,
    Timeouts,
    ToolCall,
    whole,
)
from centralita.providers.llm.anthropic_wire import AnthropicWire
from centralita.providers.llm.failures import of_status
from centralita.providers.llm.google_wire import GoogleWire
from centralita.providers.llm.mistral_wire import MistralWire
from centralita.providers.llm.openai_wire import OpenAIWire
from centralita.providers.llm.scripted import words
from centralita.providers.llm.sse import EventReader
from centralita.providers.llm.traits import Traits, anthropic_traits, google_traits, openai_traits

HELLO = ModelRequest(messages=(Message("user", "hello"),))


class TestEvents:
    @given(
        st.lists(
            st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1),
            min_size=1,
            max_size=5,
        ),
        st.data(),
    )
    def test_however_the_bytes_are_cut_the_events_are_the_same(self, texts, data):
        end = data.draw(st.sampled_from([b"\n", b"\r\n"]))
        raw = b"".join(
            b"event: x" + end + b": comment" + end + b"data: " + text.encode() + end + end for text in texts
        )
        cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
        reader = EventReader("m")
        got = []
        for start, stop in zip([0, *cuts], [*cuts, len(raw)], strict=True):
            got += reader.feed(raw[start:stop])
        got += reader.finish()
        assert got == [text.encode() for text in texts]

    def test_an_event_of_several_lines_is_joined(self):
        assert list(EventReader("m").feed(b"data: a\ndata:b\n\n")) == [b"a\nb"]

    def test_the_last_event_may_lack_its_empty_line(self):
        reader = EventReader("m")
        assert [*reader.feed(b"data: [DONE]"), *reader.finish()] == [b"[DONE]"]

    def test_an_event_without_end_is_refused(self):
        reader = EventReader("m")
        assert list(reader.feed(b"x" * 900_000)) == []
        with pytest.raises(MalformedReply):
            list(reader.feed(b"x" * 900_000))


@given(st.text())
def test_words_joined_are_the_text(text):
    assert "".join(words(text)) == text
    assert all(words(text))


class TestChatCompletions:
    wire = OpenAIWire("https://x/v1/chat/completions", {}, "m")

    def read(self, *chunks):
        reader = self.wire.reader()
        said = [
            reader.read(json.dumps(chunk).encode() if isinstance(chunk, dict) else chunk) for chunk in chunks
        ]
        return "".join(said), reader.reply()

    def test_arguments_may_come_as_an_object(self):
        call = {"function": {"name": "book", "arguments": {"day": 1}}}
        _, reply = self.read({"choices": [{"delta": {"tool_calls": [call]}, "finish_reason": "stop"}]})
        assert (reply.finish, reply.tool_calls) == ("tool_calls", (ToolCall("call_0", "book", {"day": 1}),))

    def test_calls_without_an_index_are_told_apart_by_their_place(self):
        calls = [{"id": name, "function": {"name": name, "arguments": "{}"}} for name in ("a", "b")]
        _, reply = self.read({"choices": [{"delta": {"tool_calls": calls}, "finish_reason": "tool_calls"}]})
        assert [call.name for call in reply.tool_calls] == ["a", "b"]

    def test_thoughts_are_not_for_the_caller(self):
        parts = [
            {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
            {"type": "text", "text": "Yes."},
        ]
        said, reply = self.read({"choices": [{"delta": {"content": parts}, "finish_reason": "stop"}]})
        assert said == reply.text == "Yes."

    def test_an_answer_all_at_once_is_read_too(self):
        message = {"role": "assistant", "content": "Hello"}
        said, reply = self.read({"choices": [{"message": message, "finish_reason": "stop"}], "model": "m-1"})
        assert (said, reply.text, reply.model) == ("Hello", "Hello", "m-1")

    @pytest.mark.parametrize("arguments", ["{", "[1]", '"x"', "nul", '{"a": 1', "{" * 100_000])
    def test_broken_arguments_are_no_reply(self, arguments):
        call = {"index": 0, "id": "c", "function": {"name": "book", "arguments": arguments}}
        with pytest.raises(MalformedReply):
            self.read({"choices": [{"delta": {"tool_calls": [call]}, "finish_reason": "length"}]})

    def test_a_stream_that_just_ends_is_no_reply(self):
        with pytest.raises(MalformedReply):
            self.read({"choices": [{"delta": {"content": "Hel"}}]})

    @given(st.binary(max_size=100) | st.text(max_size=60).map(str.encode))
    def test_no_bytes_break_the_reader(self, raw):
        for wire in (self.wire, AnthropicWire("https://x", {}, "m")):
            try:
                wire.reader().read(raw)
            except (MalformedReply, ModelUnavailable, RateLimited, BadCredentials):
                continue


class TestPeculiarities:
    def test_mistral_gets_ids_of_its_own_shape(self):
        history = (
            Message("user", "book"),
            Message(
                "assistant",
                "",
                (ToolCall("call_of_another_vendor", "book", {}), ToolCall("abcDEF123", "note", {})),
            ),
            Message("tool", "ok", tool_call_id="call_of_another_vendor", name="book"),
            Message("tool", "ok", tool_call_id="abcDEF123", name="note"),
        )
        body = json.loads(MistralWire("https://x", {}, "m").encode(ModelRequest(messages=history)))
        called = [call["id"] for call in body["messages"][1]["tool_calls"]]
        assert called == [message["tool_call_id"] for message in body["messages"][2:]]
        assert all(len(call) == 9 and call.isalnum() for call in called)
        assert called[1] == "abcDEF123"
        assert "stream_options" not in body

    def test_anthropic_gets_turns_that_alternate(self):
        history = (
            Message("user", "a"),
            Message("user", "b"),
            Message("assistant", " "),
            Message("assistant", "c"),
            Message("user", "d"),
        )
        body = json.loads(
            AnthropicWire("https://x", {}, "m").encode(ModelRequest(messages=history, temperature=1.7))
        )
        assert [(turn["role"], [block["text"] for block in turn["content"]]) for turn in body["messages"]] == [
            ("user", ["a", "b"]), ("assistant", ["c"]), ("user", ["d"]),
        ]  # fmt: skip
        assert body["temperature"] == 1.0
        assert body["max_tokens"] > 0

    def test_anthropic_counts_what_its_cache_gave(self):
        reader = AnthropicWire("https://x", {}, "m").reader()
        usage = {
            "input_tokens": 10,
            "cache_read_input_tokens": 90,
            "cache_creation_input_tokens": 5,
            "output_tokens": 1,
        }
        for event in (
            {"type": "message_start", "message": {"model": "c", "usage": usage}},
            {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 7}},
        ):
            reader.read(json.dumps(event).encode())
        reply = reader.reply()
        assert (reply.tokens_in, reply.tokens_cached, reply.tokens_out) == (105, 90, 7)

    def test_google_hides_thoughts_and_counts_them(self):
        reader = GoogleWire("https://x", {}, "m").reader()
        parts = [
            {"text": "hm", "thought": True},
            {"text": "Yes."},
            {"functionCall": {"name": "book", "args": {"a": 1}}},
        ]
        usage = {
            "promptTokenCount": 9,
            "candidatesTokenCount": 2,
            "thoughtsTokenCount": 30,
            "cachedContentTokenCount": 4,
        }
        chunk = {
            "candidates": [{"content": {"parts": parts}, "finishReason": "STOP"}],
            "usageMetadata": usage,
        }
        assert reader.read(json.dumps(chunk).encode()) == "Yes."
        reply = reader.reply()
        assert (reply.finish, reply.tool_calls) == ("tool_calls", (ToolCall("call_0", "book", {"a": 1}),))
        assert (reply.tokens_in, reply.tokens_out, reply.tokens_cached) == (9, 32, 4)

    @pytest.mark.parametrize(
        ("chunk", "error"),
        [
            ({"promptFeedback": {"blockReason": "SAFETY"}}, Refused),
            ({"candidates": [{"finishReason": "MALFORMED_FUNCTION_CALL"}]}, MalformedReply),
            ({"error": {"code": 503, "status": "UNAVAILABLE", "message": "overloaded"}}, ModelUnavailable),
        ],
    )
    def test_google_says_no_in_its_own_ways(self, chunk, error):
        with pytest.raises(error):
            GoogleWire("https://x", {}, "m").reader().read(json.dumps(chunk).encode())

    def test_google_names_a_bad_key_and_a_wait_in_its_own_ways(self):
        bad = {
            "error": {
                "code": 400,
                "message": "API key not valid. Please pass a valid API key.",
                "status": "INVALID_ARGUMENT",
            }
        }
        assert isinstance(of_status(400, {}, json.dumps(bad).encode(), "m"), BadCredentials)
        details = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s"}]
        busy = {
            "error": {
                "code": 429,
                "message": "You exceeded your current quota, check your billing",
                "details": details,
            }
        }
        assert of_status(429, {}, json.dumps(busy).encode(), "m").data == {"model": "m", "retry_after": 17.0}

    def test_a_wait_without_sense_is_no_wait(self):
        for value in ("soon", "nan", ""):
            assert of_status(429, {"retry-after": value}, b"", "m").data["retry_after"] is None
        assert of_status(429, {"retry-after": "999999999"}, b"", "m").data["retry_after"] == 3600


class TestTraits:
    """Ours against what pydantic-ai knows: where this fails after an update, a vendor has changed."""

    @pytest.mark.parametrize(
        "model",
        ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini", "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5.1", "gpt-5.2", "gpt-5.2-pro", "gpt-5.3", "gpt-5.4",
         "gpt-5.4-mini", "gpt-5.4-nano", "gpt-5.4-pro", "gpt-5.5", "gpt-5.5-pro", "gpt-5.6-luna", "gpt-5.6-terra", "gpt-6-luna", "gpt-6-sol", "gpt-6-astra",
         "gpt-6.1-sol", "gpt-6.1-terra", "o1", "o3", "o3-mini", "o4-mini", "ft:gpt-4o:x"],
    )  # fmt: skip
    def test_openai(self, model):
        from pydantic_ai.profiles.openai import openai_model_profile

        known = openai_model_profile(model) or {}
        ours = openai_traits(model)
        reasons, can_be_off = (
            known["openai_supports_reasoning"],
            known["openai_supports_reasoning_effort_none"],
        )
        assert ours.sampling == (not reasons or can_be_off)
        by_default = reasons and known["thinking_enabled_by_default"]
        assert (ours.reasoning_effort == "none") == bool(by_default and can_be_off)

    @pytest.mark.parametrize(
        "model",
        ["claude-haiku-4-5", "claude-haiku-4-5-20251001", "claude-haiku-5-5", "claude-sonnet-4-5", "claude-sonnet-4-6", "claude-sonnet-5", "claude-sonnet-5-5",
         "claude-opus-4-5", "claude-opus-4-6", "claude-opus-4-7", "claude-opus-4-8", "claude-opus-5", "claude-opus-5-5", "claude-fable-5-2", "claude-mythos-5-2"],
    )  # fmt: skip
    def test_anthropic(self, model):
        from pydantic_ai.profiles.anthropic import anthropic_model_profile

        known = anthropic_model_profile(model) or {}
        assert anthropic_traits(model) == Traits(
            sampling=not known["anthropic_disallows_sampling_settings"],
            thinking_off=known["thinking_enabled_by_default"] and not known["thinking_always_enabled"],
        )

    @pytest.mark.parametrize(
        "model",
        ["gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.5-pro", "gemini-3-flash-preview", "gemini-3.1-flash-lite", "gemini-3.5-flash",
         "gemini-3.5-flash-lite", "gemini-3.6-flash", "gemini-3.7-flash", "gemini-3.8-flash", "gemini-4-argon", "gemini-flash-latest"],
    )  # fmt: skip
    def test_google(self, model):
        from pydantic_ai.profiles.google import google_model_profile

        known = google_model_profile(model) or {}
        thinking = google_traits(model).thinking or {}
        if known["thinking_always_enabled"]:
            assert not thinking
        elif known["google_supports_thinking_level"]:
            lowest = "MINIMAL" if known["google_supports_minimal_thinking_level"] else "LOW"
            assert thinking == {"thinkingLevel": lowest}
        else:
            assert thinking == {"thinkingBudget": 0}

    def test_they_reach_the_wire(self):
        request = ModelRequest(messages=HELLO.messages, temperature=0.5, max_tokens=9)
        sent = json.loads(
            OpenAIWire("https://x", {}, "gpt-5", exact=True, traits=openai_traits("gpt-5")).encode(request)
        )
        assert (sent["reasoning_effort"], sent["max_completion_tokens"], "temperature" in sent) == (
            "minimal",
            9,
            False,
        )
        sent = json.loads(
            AnthropicWire("https://x", {}, "m", traits=anthropic_traits("claude-haiku-5-5")).encode(request)
        )
        assert (sent["thinking"], "temperature" in sent) == ({"type": "disabled"}, False)


class TestFallback:
    def ask(self, primary, fallback, request=HELLO):
        async def run():
            model = FallbackModel(ScriptedModel(primary, "first"), ScriptedModel(fallback, "second"))
            heard = []
            try:
                async for chunk in model.stream(request):
                    heard.append(chunk)  # noqa: PERF401 - what was heard before it broke counts
            except ModelError as error:
                return heard, error
            return heard, None

        return asyncio.run(run())

    def test_the_first_answers_when_it_can(self):
        heard, error = self.ask("one", "two")
        assert (error, heard[-1].text, heard[-1].model) == (None, "one", "first")

    @pytest.mark.parametrize(
        "reason", [ModelUnavailable(model="m"), RateLimited(model="m"), BadCredentials(model="m")]
    )
    def test_the_second_answers_when_the_first_fails(self, reason):
        heard, error = self.ask([Line(error=reason)], "two")
        assert (error, heard[-1].text, heard[-1].model) == (None, "two", "second")

    def test_the_second_answers_when_the_first_is_silent(self):
        request = ModelRequest(messages=HELLO.messages, timeouts=Timeouts(0.5, 20.0))
        heard, error = self.ask([Line(text="late", wait=9.0)], "two", request)
        assert (error, heard[-1].text) == (None, "two")

    def test_an_answer_does_not_change_hands_half_way(self):
        heard, error = self.ask([Line(text="I think ", error=ModelUnavailable(model="m"))], "two")
        assert [chunk.text for chunk in heard] == ["I ", "think "]
        assert isinstance(error, ModelUnavailable)

    def test_what_a_filter_stopped_is_not_asked_elsewhere(self):
        heard, error = self.ask([Line(error=Refused(model="m"))], "two")
        assert (heard, type(error)) == ([], Refused)

    def test_when_both_fail_the_last_reason_is_told(self):
        _, error = self.ask(
            [Line(error=RateLimited(model="m"))],
            [Line(text="", wait=9)],
            ModelRequest(messages=HELLO.messages, timeouts=Timeouts(0.05, 1)),
        )
        assert isinstance(error, TimedOut)
        assert error.reason == "timed_out"


class TestScript:
    def test_lines_are_said_in_turn_and_the_last_one_for_ever(self):
        async def run():
            model = ScriptedModel(["one", "two"])
            return [(await whole(model.stream(HELLO))).text for _ in range(4)], len(model.requests)

        assert asyncio.run(run()) == (["one", "two", "two", "two"], 4)

    def test_a_script_can_answer_what_was_asked(self):
        async def run():
            model = ScriptedModel(lambda request: Line(text=request.messages[-1].text.upper()))
            return [chunk async for chunk in model.stream(HELLO)]

        assert asyncio.run(run())[0] == TextDelta("HELLO")
