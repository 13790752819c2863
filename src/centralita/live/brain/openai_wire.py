"""The chat-completions wire as voice platforms speak it: what is asked, and the chunks of the answer."""

import time
from typing import Any, Final
from uuid import uuid4

import msgspec

from centralita.live.brain.hearing import Line

_encoder: Final = msgspec.json.Encoder()
_MODEL: Final = "centralita"
DONE: Final = b"data: [DONE]\n\n"


class Message(msgspec.Struct):
    """One message. `content` is a text, a list of parts, or nothing."""

    role: str = ""
    content: Any = None

    @property
    def text(self) -> str:
        """The words of it."""
        if isinstance(self.content, str):
            return self.content
        if isinstance(self.content, list):
            parts = (part.get("text") for part in self.content if isinstance(part, dict))
            return " ".join(part for part in parts if isinstance(part, str))
        return ""


class Request(msgspec.Struct):
    """What of a request matters to us; model and temperature are the agent's own matter."""

    messages: list[Message]
    stream: bool | None = False
    tools: Any = None
    user: Any = None
    user_id: Any = None
    metadata: Any = None
    elevenlabs_extra_body: Any = None

    @property
    def lines(self) -> list[Line]:
        """The talk so far, as a transcript."""
        roles = {"user": "user", "assistant": "agent"}
        return [
            Line(roles[one.role], one.text) for one in self.messages if one.role in roles and one.text.strip()
        ]

    @property
    def heard_last(self) -> str:
        """What the agent said last."""
        return next((line.content for line in reversed(self.lines) if line.role == "agent"), "")

    @property
    def instructions(self) -> str:
        """What the platform was told to tell its model."""
        return "\n".join(one.text for one in self.messages if one.role == "system")

    @property
    def offered(self) -> frozenset[str]:
        """The names of the tools that may be used."""
        tools = self.tools if isinstance(self.tools, list) else []
        functions = (tool.get("function") for tool in tools if isinstance(tool, dict))
        names = (function.get("name") for function in functions if isinstance(function, dict))
        return frozenset(name for name in names if isinstance(name, str))

    @property
    def told(self) -> dict[str, Any]:
        """What came along to know the call by, the most particular last."""
        told: dict[str, Any] = {}
        for source in (self.metadata, self.elevenlabs_extra_body):
            if isinstance(source, dict):
                told |= source
        return told


decoder: Final = msgspec.json.Decoder(Request)


class Answer:
    """One answer: its chunks, or whole."""

    def __init__(self) -> None:
        self._id = f"chatcmpl-{uuid4().hex}"
        self._created = int(time.time())
        self._begun = False

    def words(self, text: str) -> bytes:
        """A chunk with words."""
        return self._chunk({"content": text})

    def tool(self, name: str, arguments: dict[str, str]) -> bytes:
        """A chunk that uses a tool."""
        return self._chunk({"tool_calls": [{"index": 0, **self._call(name, arguments)}]})

    def last(self, *, tool: bool) -> bytes:
        """The chunk that says why it ends, and the end."""
        return self._chunk({}, "tool_calls" if tool else "stop") + DONE

    def whole(self, text: str, tool: tuple[str, dict[str, str]] | None) -> bytes:
        """The same as one body."""
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if tool is not None:
            message["tool_calls"] = [self._call(*tool)]
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if tool else "stop"}
        usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
        return _encoder.encode({**self._head("chat.completion"), "choices": [choice], "usage": usage})

    def _call(self, name: str, arguments: dict[str, str]) -> dict[str, Any]:
        function = {"name": name, "arguments": _encoder.encode(arguments).decode()}
        return {"id": f"call_{uuid4().hex[:24]}", "type": "function", "function": function}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> bytes:
        if not self._begun:
            self._begun = True
            delta = {"role": "assistant", **delta}
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        body = _encoder.encode({**self._head("chat.completion.chunk"), "choices": [choice]})
        return b"data: " + body + b"\n\n"

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": self._id, "object": kind, "created": self._created, "model": _MODEL}


def error(message: str, kind: str) -> bytes:
    """What goes wrong, in the shape that clients of this wire read."""
    return _encoder.encode({"error": {"message": message, "type": kind, "param": None, "code": None}})
