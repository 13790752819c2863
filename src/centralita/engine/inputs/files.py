"""Files that a visitor sends."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from centralita.engine.data import Frozen, Label
from centralita.engine.effects import Input
from centralita.engine.events import UserSaid
from centralita.engine.inputs.verdict import Accepted, Reading, rejected
from centralita.engine.turn import Turn


class FileInput(Frozen):
    """A file: kept as its id, name, size and media type. `accept` lists media types such as image/*."""

    type: Literal["file"] = "file"
    accept: Annotated[tuple[Label, ...], Field(max_length=30)] = ()
    max_bytes: Annotated[int, Field(ge=1, le=100_000_000)] = 10_000_000

    def read(self, _turn: Turn, said: UserSaid) -> Reading:
        file = said.attachment
        if file is None or file.size > self.max_bytes or not self._accepted(file.type):
            return rejected("invalid_file")
        return Accepted({"id": file.id, "name": file.name, "size": file.size, "type": file.type})

    def _accepted(self, media_type: str) -> bool:
        return not self.accept or any(
            media_type == kind or (kind.endswith("/*") and media_type.startswith(kind[:-1]))
            for kind in self.accept
        )

    def shape(self, _turn: Turn) -> Input:
        return Input(type="file", accept=self.accept, max_bytes=self.max_bytes)
