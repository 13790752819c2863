"""Mistral's wire: chat completions with two peculiarities."""

from base64 import b32encode
from hashlib import sha256
from typing import Final

import msgspec

from centralita.providers.llm.model import Message, ModelRequest, ToolCall
from centralita.providers.llm.openai_wire import OpenAIWire

# It counts tokens without being asked to, and refuses fields that it does not know.
_UNKNOWN_TO_IT: Final = frozenset({"stream_options"})
_ID_LENGTH: Final = 9


class MistralWire(OpenAIWire):
    """Ids of tool calls have nine letters or digits here; those of another vendor, after a fallback, are renamed."""

    def encode(self, request: ModelRequest, omit: frozenset[str] = frozenset()) -> bytes:
        messages = tuple(map(_renamed, request.messages))
        return super().encode(msgspec.structs.replace(request, messages=messages), omit | _UNKNOWN_TO_IT)


def _renamed(message: Message) -> Message:
    if not (message.tool_calls or message.tool_call_id):
        return message
    return Message(
        message.role,
        message.text,
        tuple(ToolCall(_short(call.id), call.name, call.arguments) for call in message.tool_calls),
        _short(message.tool_call_id) if message.tool_call_id else "",
        message.name,
    )


def _short(call_id: str) -> str:
    if len(call_id) == _ID_LENGTH and call_id.isascii() and call_id.isalnum():
        return call_id
    return b32encode(sha256(call_id.encode()).digest())[:_ID_LENGTH].decode()
