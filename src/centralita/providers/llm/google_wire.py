"""Google's wire: `streamGenerateContent` of the Gemini API."""

from typing import Final

import msgspec

from centralita.providers.llm.errors import MalformedReply, Refused
from centralita.providers.llm.failures import of_error_event
from centralita.providers.llm.model import Finish, Message, ModelReply, ModelRequest, Tool, ToolCall
from centralita.providers.llm.traits import PLAIN, Traits
from centralita.providers.llm.wire import ReplyReader

_FINISHES: Final[dict[str, Finish]] = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    "SAFETY": "filtered",
    "RECITATION": "filtered",
    "BLOCKLIST": "filtered",
    "PROHIBITED_CONTENT": "filtered",
    "SPII": "filtered",
}
_BROKEN_CALLS: Final = ("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL")
# Base64 of "skip_thought_signature_validator", documented for histories whose signatures were not kept: newer
# models refuse a first call without one.
_NO_SIGNATURE: Final = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I="


class _FunctionCall(msgspec.Struct):
    name: str
    args: dict[str, object] = {}
    id: str = ""


class _Part(msgspec.Struct, rename="camel"):
    text: str = ""
    thought: bool = False
    function_call: _FunctionCall | None = None


class _Content(msgspec.Struct):
    parts: list[_Part] = []


class _Candidate(msgspec.Struct, rename="camel"):
    content: _Content = msgspec.field(default_factory=_Content)
    finish_reason: str | None = None


class _Feedback(msgspec.Struct, rename="camel"):
    block_reason: str | None = None


class _Usage(msgspec.Struct, rename="camel"):
    prompt_token_count: int = 0
    candidates_token_count: int = 0
    thoughts_token_count: int = 0
    cached_content_token_count: int = 0


class _Chunk(msgspec.Struct, rename="camel"):
    candidates: list[_Candidate] = []
    prompt_feedback: _Feedback | None = None
    usage_metadata: _Usage | None = None
    model_version: str = ""
    error: msgspec.Raw = msgspec.Raw()


class GoogleWire:
    """One model of the Gemini API."""

    def __init__(self, url: str, headers: dict[str, str], model: str, *, traits: Traits = PLAIN) -> None:
        self.url = url
        self.headers = {"content-type": "application/json", **headers}
        self._model = model
        self._traits = traits
        self._decoder = msgspec.json.Decoder(_Chunk)

    def encode(self, request: ModelRequest, omit: frozenset[str] = frozenset()) -> bytes:
        settings = {
            "temperature": request.temperature,
            "maxOutputTokens": request.max_tokens,
            "thinkingConfig": self._traits.thinking,
        }
        kept = {name: value for name, value in settings.items() if value is not None and name not in omit}
        body: dict[str, object] = {"contents": _contents(request.messages), "generationConfig": kept}
        if request.system:
            body["systemInstruction"] = {"parts": [{"text": request.system}]}
        if request.tools:
            body["tools"] = [{"functionDeclarations": [_tool(tool) for tool in request.tools]}]
        return msgspec.json.encode(body)

    def reader(self) -> ReplyReader:
        return _Reader(self._model, self._decoder)


class _Reader:
    def __init__(self, model: str, decoder: msgspec.json.Decoder[_Chunk]) -> None:
        self._asked = model
        self._decoder = decoder
        self._answering = ""
        self._text: list[str] = []
        self._calls: list[ToolCall] = []
        self._finish: Finish | None = None
        self._usage = _Usage()

    def read(self, data: bytes) -> str:
        try:
            chunk = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise MalformedReply(model=self._asked) from None
        if chunk.error:
            raise of_error_event(bytes(chunk.error), self._asked)
        if chunk.prompt_feedback is not None and chunk.prompt_feedback.block_reason:
            raise Refused(model=self._asked)
        self._answering = chunk.model_version or self._answering
        self._usage = chunk.usage_metadata or self._usage
        return self._read_candidate(chunk.candidates[0]) if chunk.candidates else ""

    def reply(self) -> ModelReply:
        if self._finish is None:
            raise MalformedReply(model=self._asked)
        return ModelReply(
            text="".join(self._text),
            model=self._answering or self._asked,
            finish="tool_calls" if self._calls and self._finish == "stop" else self._finish,
            tool_calls=tuple(self._calls),
            tokens_in=self._usage.prompt_token_count,
            # Thoughts are not said but paid for.
            tokens_out=self._usage.candidates_token_count + self._usage.thoughts_token_count,
            tokens_cached=self._usage.cached_content_token_count,
        )

    def _read_candidate(self, candidate: _Candidate) -> str:
        if candidate.finish_reason in _BROKEN_CALLS:
            raise MalformedReply(model=self._asked)
        if candidate.finish_reason:
            self._finish = _FINISHES.get(candidate.finish_reason, "other")
        said = ""
        for part in candidate.content.parts:
            call = part.function_call
            if call is not None:
                self._calls.append(ToolCall(call.id or f"call_{len(self._calls)}", call.name, call.args))
            elif not part.thought:
                said += part.text
        if said:
            self._text.append(said)
        return said


def _contents(messages: tuple[Message, ...]) -> list[dict[str, object]]:
    """Contents of parts, user and model by turns; the results of tools are part of the user's."""
    contents: list[dict[str, object]] = []
    parts: list[dict[str, object]] = []
    role = ""
    names = {call.id: call.name for message in messages for call in message.tool_calls}
    for message in messages:
        speaker = "model" if message.role == "assistant" else "user"
        if speaker != role:
            parts, role = [], speaker
            contents.append({"role": speaker, "parts": parts})
        parts += _parts(message, names)
    return [content for content in contents if content["parts"]]


def _parts(message: Message, names: dict[str, str]) -> list[dict[str, object]]:
    if message.role == "tool":
        name = message.name or names.get(message.tool_call_id, "")
        response = {"id": message.tool_call_id, "name": name, "response": {"output": message.text}}
        return [{"functionResponse": response}]
    parts: list[dict[str, object]] = [{"text": message.text}] if message.text else []
    for number, call in enumerate(message.tool_calls):
        part: dict[str, object] = {"functionCall": {"id": call.id, "name": call.name, "args": call.arguments}}
        if number == 0:
            part["thoughtSignature"] = _NO_SIGNATURE
        parts.append(part)
    return parts


def _tool(tool: Tool) -> dict[str, object]:
    return {"name": tool.name, "description": tool.description, "parametersJsonSchema": tool.parameters}
