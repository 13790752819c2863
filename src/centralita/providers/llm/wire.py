"""What the wires of the vendors have in common: a request to bytes, events back to chunks."""

from typing import Protocol

import msgspec

from centralita.providers.llm.errors import MalformedReply
from centralita.providers.llm.model import ModelReply, ModelRequest, ToolCall


class ReplyReader(Protocol):
    """Puts one reply together from the data of its events."""

    def read(self, data: bytes) -> str:
        """The text that this event adds, often none. Raises a ModelError."""
        ...

    def reply(self) -> ModelReply:
        """The whole, after the last event. Raises a ModelError when it is none."""
        ...


class Wire(Protocol):
    """How one family of vendors wants to be asked. `omit` names settings that this model has refused before."""

    @property
    def url(self) -> str: ...

    @property
    def headers(self) -> dict[str, str]: ...

    def encode(self, request: ModelRequest, omit: frozenset[str]) -> bytes: ...

    def reader(self) -> ReplyReader: ...


class CallPieces(msgspec.Struct):
    """A tool call as it is being written."""

    id: str = ""
    name: str = ""
    arguments: str = ""

    def whole(self, model: str, number: int) -> ToolCall:
        """Raises MalformedReply when the arguments are no JSON object, as when the reply was cut short."""
        try:
            arguments = msgspec.json.decode(self.arguments or "{}", type=dict[str, object])
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise MalformedReply(model=model) from None
        if not self.name:
            raise MalformedReply(model=model)
        return ToolCall(self.id or f"call_{number}", self.name, arguments)
