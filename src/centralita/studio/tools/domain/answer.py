"""What came back, made small and plain: untrusted text, mapped to what the tool is there for. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from centralita.engine.values import Value, bounded, clean_text
from centralita.studio.tools.domain.definition import ToolOutput

MOST_BYTES: Final = 256 * 1024
KEPT_TEXT: Final = 4_000
_STEP: Final = re.compile(r"([^.\[\]]+)|\[([0-9]{1,4})\]")
_PATH: Final = re.compile(r"(?:[^.\[\]]+|\[[0-9]{1,4}\])(?:\.[^.\[\]]+|\[[0-9]{1,4}\])*")
_CHARSET: Final = re.compile(r"charset=\"?([A-Za-z0-9_-]{1,40})")


@dataclass(frozen=True, slots=True)
class Read:
    """An answer: its text, cut for people to read, and its value for the agent. `error` is a code or ''."""

    text: str
    value: Value
    error: str = ""


def well_formed(path: str) -> bool:
    """Whether this is a path that can be followed."""
    return not path or _PATH.fullmatch(path) is not None


def follow(value: object, path: str) -> object:
    """What lies at `data.slots[0].start`; None when nothing does."""
    for name, index in _STEP.findall(path):
        if index:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
        if value is None:
            return None
    return value


def read_answer(
    status: int, headers: Mapping[str, str], body: bytes, outputs: tuple[ToolOutput, ...]
) -> Read:
    """An answer of any kind. One that is no success gives the agent nothing but a code."""
    text = clean_text(_decoded(body, headers.get("content-type", "")), KEPT_TEXT)
    if len(body) > MOST_BYTES:
        return Read(text, None, "answer_too_large")
    if not 200 <= status < 300:
        return Read(text, None, f"http_{status}")
    value: object = None
    if body.strip():
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            value = {"text": text}
    return Read(text, mapped(value, outputs))


def mapped(value: object, outputs: tuple[ToolOutput, ...]) -> Value:
    """What the outputs name of a value, or all of it when they name nothing; bounded."""
    if not outputs:
        return bounded(value)
    return {output.name: bounded(follow(value, output.path)) for output in outputs}


def _decoded(body: bytes, content_type: str) -> str:
    match = _CHARSET.search(content_type)
    try:
        return body[: 4 * KEPT_TEXT].decode(match[1] if match else "utf-8", "replace")
    except LookupError:
        return body[: 4 * KEPT_TEXT].decode("utf-8", "replace")
