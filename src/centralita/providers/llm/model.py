"""What a language model is to us: a request goes in, text comes out as it is written, then the whole reply."""

from collections.abc import AsyncGenerator
from typing import Literal, Protocol

import msgspec

Role = Literal["user", "assistant", "tool"]
Finish = Literal["stop", "length", "tool_calls", "filtered", "other"]


class ToolCall(msgspec.Struct, frozen=True):
    """The model's wish to use a tool. `arguments` is a JSON object that it wrote, not yet checked."""

    id: str
    name: str
    arguments: dict[str, object] = {}


class Message(msgspec.Struct, frozen=True):
    """One message of the history. `tool_call_id` and `name` say which call a `tool` message answers."""

    role: Role
    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    name: str = ""


class Tool(msgspec.Struct, frozen=True):
    """A tool that the model may ask for. `parameters` is a JSON Schema of an object."""

    name: str
    description: str
    parameters: dict[str, object]


class Timeouts(msgspec.Struct, frozen=True):
    """Seconds: until the first piece of the answer, and for all of it."""

    first_token: float = 15.0
    total: float = 90.0


class ModelRequest(msgspec.Struct, frozen=True, kw_only=True):
    """All that a model is told. What is `None` is left to the vendor's default."""

    messages: tuple[Message, ...]
    system: str = ""
    tools: tuple[Tool, ...] = ()
    temperature: float | None = None
    max_tokens: int | None = None
    timeouts: Timeouts = Timeouts()


class TextDelta(msgspec.Struct, frozen=True):
    """The next piece of the text; never empty."""

    text: str


class ModelReply(msgspec.Struct, frozen=True, kw_only=True):
    """The whole reply, always the last chunk of a stream that went well.

    `text` is all the deltas joined. `model` is what the vendor says has answered, which prices go by. Tokens are
    the vendor's own count, zero where it gives none; `tokens_cached` of `tokens_in` were read from its cache.
    """

    text: str
    model: str
    finish: Finish
    tool_calls: tuple[ToolCall, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0


ModelChunk = TextDelta | ModelReply


class LanguageModel(Protocol):
    """One model at one account."""

    @property
    def name(self) -> str:
        """The model's name as it was configured."""
        ...

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        """Text as it is written, then one ModelReply. Raises a ModelError, at any point.

        Close the generator (`aclose`) to stop early: the vendor is hung up on.
        """
        ...

    def test_connection(self) -> "ConnectionReport":
        """Ask for a word, blocking, from a thread without a loop. Raises a ModelError."""
        ...


class ConnectionReport(msgspec.Struct, frozen=True):
    """A model answered: which, and after how many seconds its first token came."""

    model: str
    seconds: float
