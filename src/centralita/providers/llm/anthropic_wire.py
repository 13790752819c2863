"""Messages, the wire of Anthropic."""

from typing import Final

import msgspec

from centralita.providers.llm.errors import MalformedReply
from centralita.providers.llm.failures import of_error_event
from centralita.providers.llm.model import Finish, Message, ModelReply, ModelRequest, Tool
from centralita.providers.llm.traits import PLAIN, Traits
from centralita.providers.llm.wire import CallPieces, ReplyReader

_FINISHES: Final[dict[str, Finish]] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
    "refusal": "filtered",
}
# The wire wants a bound; this is ample for what is said in one turn.
_DEFAULT_BOUND: Final = 4096


class _Usage(msgspec.Struct):
    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    cache_creation_input_tokens: int | None = None


class _Message(msgspec.Struct):
    model: str = ""
    usage: _Usage = msgspec.field(default_factory=_Usage)


class _Block(msgspec.Struct):
    type: str = ""
    text: str = ""
    id: str = ""
    name: str = ""


class _Delta(msgspec.Struct):
    type: str = ""
    text: str = ""
    partial_json: str = ""
    stop_reason: str | None = None


class _Event(msgspec.Struct):
    type: str
    index: int = 0
    message: _Message | None = None
    content_block: _Block | None = None
    delta: _Delta | None = None
    usage: _Usage | None = None
    error: msgspec.Raw = msgspec.Raw()


class AnthropicWire:
    """One model at Anthropic, or at a gateway that speaks like it."""

    def __init__(self, url: str, headers: dict[str, str], model: str, *, traits: Traits = PLAIN) -> None:
        self.url = url
        self.headers = {"content-type": "application/json", "anthropic-version": "2023-06-01", **headers}
        self._model = model
        self._traits = traits
        self._decoder = msgspec.json.Decoder(_Event)

    def encode(self, request: ModelRequest, omit: frozenset[str] = frozenset()) -> bytes:
        body: dict[str, object] = {
            "model": self._model,
            "messages": _turns(request.messages),
            "max_tokens": request.max_tokens or _DEFAULT_BOUND,
            "stream": True,
        }
        if request.system:
            body["system"] = request.system
        if request.tools:
            body["tools"] = [_tool(tool) for tool in request.tools]
        if request.temperature is not None and self._traits.sampling:
            # OpenAI's scale ends at 2, this one at 1.
            body["temperature"] = min(request.temperature, 1.0)
        if self._traits.thinking_off:
            body["thinking"] = {"type": "disabled"}
        return msgspec.json.encode(
            {name: value for name, value in body.items() if name not in omit} if omit else body
        )

    def reader(self) -> ReplyReader:
        return _Reader(self._model, self._decoder)


class _Reader:
    def __init__(self, model: str, decoder: msgspec.json.Decoder[_Event]) -> None:
        self._asked = model
        self._decoder = decoder
        self._answering = ""
        self._text: list[str] = []
        self._calls: dict[int, CallPieces] = {}
        self._finish: Finish | None = None
        self._usage = _Usage()
        self._tokens_out = 0

    def read(self, data: bytes) -> str:
        try:
            event = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise MalformedReply(model=self._asked) from None
        if event.error:
            raise of_error_event(bytes(event.error), self._asked)
        if event.message is not None:
            self._answering = event.message.model
            self._usage = event.message.usage
        if event.usage is not None and event.usage.output_tokens is not None:
            self._tokens_out = event.usage.output_tokens
        block, delta = event.content_block, event.delta
        if block is not None and block.type == "tool_use":
            self._calls[event.index] = CallPieces(block.id, block.name)
        if delta is not None and delta.stop_reason:
            self._finish = _FINISHES.get(delta.stop_reason, "other")
        if delta is not None and delta.partial_json and event.index in self._calls:
            self._calls[event.index].arguments += delta.partial_json
        text = (block.text if block else "") or (delta.text if delta else "")
        if text:
            self._text.append(text)
        return text

    def reply(self) -> ModelReply:
        if self._finish is None:
            raise MalformedReply(model=self._asked)
        cached = self._usage.cache_read_input_tokens or 0
        written = self._usage.cache_creation_input_tokens or 0
        return ModelReply(
            text="".join(self._text),
            model=self._answering or self._asked,
            finish=self._finish,
            tool_calls=tuple(self._calls[index].whole(self._asked, index) for index in sorted(self._calls)),
            # This vendor counts what its cache gave and took apart from the rest.
            tokens_in=(self._usage.input_tokens or 0) + cached + written,
            tokens_out=self._tokens_out or self._usage.output_tokens or 0,
            tokens_cached=cached,
        )


def _turns(messages: tuple[Message, ...]) -> list[dict[str, object]]:
    """Turns of blocks, user and assistant by turns; the results of tools are part of the user's."""
    turns: list[dict[str, object]] = []
    blocks: list[dict[str, object]] = []
    role = ""
    for message in messages:
        speaker = "assistant" if message.role == "assistant" else "user"
        if speaker != role:
            blocks, role = [], speaker
            turns.append({"role": speaker, "content": blocks})
        blocks += _blocks(message)
    return [turn for turn in turns if turn["content"]]


def _blocks(message: Message) -> list[dict[str, object]]:
    if message.role == "tool":
        return [{"type": "tool_result", "tool_use_id": message.tool_call_id, "content": message.text}]
    text: list[dict[str, object]] = [{"type": "text", "text": message.text}] if message.text.strip() else []
    return text + [
        {"type": "tool_use", "id": call.id, "name": call.name, "input": call.arguments}
        for call in message.tool_calls
    ]


def _tool(tool: Tool) -> dict[str, object]:
    return {"name": tool.name, "description": tool.description, "input_schema": tool.parameters}
