"""Server-sent events, as far as model vendors use them: the data of each event."""

from collections.abc import Iterator
from typing import Final

from centralita.providers.llm.errors import MalformedReply

_LONGEST_EVENT: Final = 1024 * 1024


class EventReader:
    """Fed with bytes as they come, gives the data of every whole event. Names, ids and comments are skipped."""

    def __init__(self, model: str) -> None:
        self._rest = b""
        self._data: list[bytes] = []
        self._model = model

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Raises MalformedReply where an event has no end."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            text = line.rstrip(b"\r")
            if text.startswith(b"data:"):
                self._data.append(text[5:].removeprefix(b" "))
            elif not text and self._data:
                data, self._data = self._data, []
                yield data[0] if len(data) == 1 else b"\n".join(data)
        if len(self._rest) + sum(map(len, self._data)) > _LONGEST_EVENT:
            raise MalformedReply(model=self._model)

    def finish(self) -> Iterator[bytes]:
        """The last event, where the vendor left out the empty line after it."""
        yield from self.feed(b"\n\n")
