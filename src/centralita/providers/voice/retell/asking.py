"""What Retell sends when its model calls one of an agent's functions: `{"name", "call", "args"}`, signed as its webhooks.

The call comes with all that was said and done in it so far. Source: shared facts on Retell, section on custom tools.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from centralita.providers.voice.calls import CALL_KEY
from centralita.providers.voice.told import Told, plain, read_json

# Retell has its model say this while the function runs, and passes it along.
_SPOKEN: Final = "execution_message"
_LONGEST_KEY: Final = 32


@dataclass(frozen=True, slots=True)
class FunctionAsked:
    """A call of a function. `key` is the same however often the same wish is sent; `our_call` is our id of the call,
    where we placed it.
    """

    name: str
    arguments: dict[str, Any]
    call_id: str
    agent_id: str
    our_call: UUID | None
    key: str


def read_asked(raw: bytes) -> FunctionAsked | None:
    """What is asked for; None where this is no call of a function."""
    told = Told(read_json(raw))
    call = told.told("call")
    arguments = {name: value for name, value in told.plain("args").items() if name != _SPOKEN}
    name, call_id, agent_id = told.word("name"), call.word("call_id"), call.word("agent_id")
    if not name or not call_id or not agent_id:
        return None
    return FunctionAsked(
        name,
        arguments,
        call_id,
        agent_id,
        call.told("metadata").uuid(CALL_KEY),
        _key(name, arguments, list(call.items("transcript_with_tool_calls"))),
    )


def _key(name: str, arguments: dict[str, Any], lines: list[Told]) -> str:
    """By the model's own id of the wish. Where the transcript lacks it, the same wish without a word of the caller in
    between is the same.
    """
    answered = {line.word("tool_call_id") for line in lines if line.text("role") == "tool_call_result"}
    for line in reversed(lines):
        wish = line.word("tool_call_id")
        is_it = line.text("role") == "tool_call_invocation" and line.word("name") == name
        if is_it and wish and wish not in answered and _same(line.text("arguments"), arguments):
            return _digest(wish)
    said = sum(line.text("role") == "user" for line in lines)
    return _digest(name, msgspec.json.encode(arguments, order="sorted").decode(), str(said))


def _same(written: str, arguments: dict[str, Any]) -> bool:
    told = plain(read_json(written.encode(errors="replace")))
    return isinstance(told, dict) and {**told, _SPOKEN: None} == {**arguments, _SPOKEN: None}


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:_LONGEST_KEY]
