"""Chat completions, the wire of OpenAI and of all who speak like it (Azure, Groq, Ollama, vLLM, gateways …)."""

from typing import Any, Final

import msgspec

from centralita.providers.llm.errors import MalformedReply
from centralita.providers.llm.failures import of_error_event
from centralita.providers.llm.model import Finish, Message, ModelReply, ModelRequest, Tool, ToolCall
from centralita.providers.llm.traits import PLAIN, Traits
from centralita.providers.llm.wire import CallPieces, ReplyReader

_FINISHES: Final[dict[str, Finish]] = {
    "stop": "stop",
    "length": "length",
    "model_length": "length",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
    "content_filter": "filtered",
}


class _Function(msgspec.Struct):
    name: str | None = None
    arguments: str | dict[str, Any] | None = None


class _Call(msgspec.Struct):
    index: int | None = None
    id: str | None = None
    function: _Function | None = None


class _Part(msgspec.Struct):
    type: str = ""
    text: Any = None


class _Delta(msgspec.Struct):
    content: str | list[_Part] | None = None
    tool_calls: list[_Call] | None = None


class _Choice(msgspec.Struct):
    delta: _Delta | None = None
    message: _Delta | None = None
    finish_reason: str | None = None


class _Cached(msgspec.Struct):
    cached_tokens: int | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: _Cached | None = None


class _Chunk(msgspec.Struct):
    choices: list[_Choice] = []
    usage: _Usage | None = None
    model: str | None = None
    error: msgspec.Raw = msgspec.Raw()


class OpenAIWire:
    """`exact` is OpenAI itself (and Azure), who call the bound on the answer by its newer name."""

    def __init__(
        self, url: str, headers: dict[str, str], model: str, *, exact: bool = False, traits: Traits = PLAIN
    ) -> None:
        self.url = url
        self.headers = {"content-type": "application/json", "accept": "text/event-stream", **headers}
        self._model = model
        self._bound = "max_completion_tokens" if exact else "max_tokens"
        self._traits = traits
        self._decoder = msgspec.json.Decoder(_Chunk)

    def encode(self, request: ModelRequest, omit: frozenset[str] = frozenset()) -> bytes:
        messages = [{"role": "system", "content": request.system}] if request.system else []
        body: dict[str, object] = {
            "model": self._model,
            "messages": [*messages, *map(_message, request.messages)],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if request.tools:
            body["tools"] = [_tool(tool) for tool in request.tools]
        if request.temperature is not None and self._traits.sampling:
            body["temperature"] = request.temperature
        if request.max_tokens is not None:
            body[self._bound] = request.max_tokens
        if self._traits.reasoning_effort:
            body["reasoning_effort"] = self._traits.reasoning_effort
        return msgspec.json.encode(
            {name: value for name, value in body.items() if name not in omit} if omit else body
        )

    def reader(self) -> ReplyReader:
        return _Reader(self._model, self._decoder)


class _Reader:
    def __init__(self, model: str, decoder: msgspec.json.Decoder[_Chunk]) -> None:
        self._asked = model
        self._decoder = decoder
        self._answering = ""
        self._text: list[str] = []
        self._calls: dict[int, CallPieces] = {}
        self._finish: Finish | None = None
        self._done = False
        self._usage = _Usage()

    def read(self, data: bytes) -> str:
        if data == b"[DONE]":
            self._done = True
            return ""
        try:
            chunk = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise MalformedReply(model=self._asked) from None
        if chunk.error and bytes(chunk.error) != b"null":
            raise of_error_event(bytes(chunk.error), self._asked)
        self._answering = chunk.model or self._answering
        self._usage = chunk.usage or self._usage
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        if choice.finish_reason:
            self._finish = _FINISHES.get(choice.finish_reason, "other")
        delta = choice.delta or choice.message
        if delta is None:
            return ""
        for position, call in enumerate(delta.tool_calls or ()):
            self._add(position if call.index is None else call.index, call)
        text = _said(delta.content)
        if text:
            self._text.append(text)
        return text

    def reply(self) -> ModelReply:
        calls = tuple(self._calls[index].whole(self._asked, index) for index in sorted(self._calls))
        text = "".join(self._text)
        if not (self._finish or self._done):
            raise MalformedReply(model=self._asked)
        cached = self._usage.prompt_tokens_details
        return ModelReply(
            text=text,
            model=self._answering or self._asked,
            finish="tool_calls" if calls and self._finish in (None, "stop") else self._finish or "stop",
            tool_calls=calls,
            tokens_in=self._usage.prompt_tokens or 0,
            tokens_out=self._usage.completion_tokens or 0,
            tokens_cached=(cached.cached_tokens or 0) if cached else 0,
        )

    def _add(self, index: int, call: _Call) -> None:
        pieces = self._calls.setdefault(index, CallPieces())
        pieces.id = pieces.id or call.id or ""
        if call.function is None:
            return
        pieces.name = pieces.name or call.function.name or ""
        arguments = call.function.arguments
        if isinstance(arguments, dict):
            arguments = msgspec.json.encode(arguments).decode()
        pieces.arguments += arguments or ""


def _said(content: str | list[_Part] | None) -> str:
    """Models that think aloud send parts; only those of text are for the caller."""
    if isinstance(content, list):
        return "".join(part.text for part in content if part.type == "text" and isinstance(part.text, str))
    return content or ""


def _message(message: Message) -> dict[str, object]:
    if message.role == "tool":
        return {"role": "tool", "tool_call_id": message.tool_call_id, "content": message.text}
    if not message.tool_calls:
        return {"role": message.role, "content": message.text}
    return {
        "role": message.role,
        "content": message.text or None,
        "tool_calls": [_call(call) for call in message.tool_calls],
    }


def _call(call: ToolCall) -> dict[str, object]:
    arguments = msgspec.json.encode(call.arguments).decode()
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": arguments}}


def _tool(tool: Tool) -> dict[str, object]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}
