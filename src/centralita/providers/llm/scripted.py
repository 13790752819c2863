"""A model that says what it was told to say, word by word: for tests, trials and demonstrations."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Final

import msgspec

from centralita.providers.llm.errors import ModelError
from centralita.providers.llm.model import (
    ConnectionReport,
    Finish,
    ModelChunk,
    ModelReply,
    ModelRequest,
    TextDelta,
    ToolCall,
)
from centralita.providers.llm.streams import within

_WORDS: Final = re.compile(r"\s*\S+\s*|\s+")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One reply of the script.

    With `error` the stream fails after `text`. Seconds: `wait` before the first word, `pause` before each other.
    """

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    finish: Finish | None = None
    error: ModelError | None = None
    wait: float = 0.0
    pause: float = 0.0


Script = Callable[[ModelRequest], Line]


def words(text: str) -> list[str]:
    """The text cut after each word; joined again it is the same."""
    return _WORDS.findall(text)


def lines(*script: Line | str) -> Script:
    """A script that says one line after the other, and the last one for ever."""
    left = [Line(text=line) if isinstance(line, str) else line for line in script]

    def say(_request: ModelRequest) -> Line:
        return left.pop(0) if len(left) > 1 else left[0]

    return say


class ScriptedModel:
    """Plays a script. Keeps the requests, for whoever wants to see what was asked.

    Tokens are words, counted the same way every time.
    """

    def __init__(self, script: Script | str | Sequence[Line | str], name: str = "scripted") -> None:
        if callable(script):
            self._script = script
        else:
            self._script = lines(script) if isinstance(script, str) else lines(*script)
        self._name = name
        self.requests: list[ModelRequest] = []

    @property
    def name(self) -> str:
        return self._name

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        return within(self._play(request), request.timeouts, self._name)

    def test_connection(self) -> ConnectionReport:
        line = self._script(ModelRequest(messages=()))
        if line.error is not None:
            raise line.error
        return ConnectionReport(self._name, line.wait)

    async def _play(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        self.requests.append(request)
        line = self._script(request)
        await asyncio.sleep(line.wait)
        spoken = words(line.text)
        for number, word in enumerate(spoken):
            if number and line.pause:
                await asyncio.sleep(line.pause)
            yield TextDelta(word)
        if line.error is not None:
            raise line.error
        yield ModelReply(
            text=line.text,
            model=self._name,
            finish=line.finish or ("tool_calls" if line.tool_calls else "stop"),
            tool_calls=line.tool_calls,
            tokens_in=len(words(request.system))
            + sum(len(words(message.text)) for message in request.messages),
            tokens_out=len(spoken),
        )
