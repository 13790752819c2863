"""What a JSON body is made of: fields that are set at their places, or a whole written with placeholders. Pure.

A field's name says where it goes: dots nest, `[0]` is a place in a list. What was not given leaves no hole behind.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from centralita.engine.values import Value
from centralita.studio.tools.domain.definition import ToolField
from centralita.studio.tools.domain.foreign import clean
from centralita.studio.tools.domain.placeholder import PLACEHOLDER

MOST_DEPTH: Final = 20
_NESTED: Final = 6
_PLACED: Final = re.compile(r"([^\[\]]+)((?:\[[0-9]{1,2}\]){1,4})")
_PLACE: Final = re.compile(r"\[([0-9]{1,2})\]")
# A text with its quotes, or a placeholder that stands where a value does: that is JSON nowhere else.
_LOOSE: Final = re.compile(rf'"(?:[^"\\]|\\.)*"|{PLACEHOLDER.pattern}', re.DOTALL)
_MISSING: Final = object()


class NotJson(ValueError):
    """It is no JSON, is nested too deep, or has a number that is none."""


class _List(dict[int, Any]):
    """A list as it is filled: by place."""


def read_json(text: str) -> Any:
    """What a JSON text with placeholders says; `{limit}` may stand bare where a value does. Raises NotJson."""
    quoted = _LOOSE.sub(lambda match: f'"{match[0]}"' if match[0][0] == "{" else match[0], text)
    try:
        found = json.loads(quoted, parse_constant=_refused, parse_float=_number)
    except (ValueError, RecursionError):
        raise NotJson from None
    if _depth(found) > MOST_DEPTH:
        raise NotJson
    return clean(found)


def filled(written: Any, arguments: Mapping[str, Value], texts: Mapping[str, str]) -> Any:
    """What was read, with arguments in it: a text that is one placeholder becomes the argument with its type.

    What was not given is left out of objects and lists; None where that is all there is.
    """
    found = _filled(written, arguments, texts)
    return None if found is _MISSING else found


def nested(
    fields: Iterable[ToolField], arguments: Mapping[str, Value], texts: Mapping[str, str]
) -> dict[str, Any]:
    """The fields as one object. Raises NotJson where a constant that has to be JSON is none."""
    body: dict[Any, Any] = {}
    for field in fields:
        value = _filled(read_json(field.value) if field.type == "json" else field.value, arguments, texts)
        if value is not _MISSING:
            _put(body, steps_of(field.name), value)
    closed = _closed(body)
    assert isinstance(closed, dict)
    return closed


def steps_of(name: str) -> tuple[str | int, ...]:
    """Where a field goes: `attendees[0].email` is `attendees`, 0, `email`. Other brackets are part of the name."""
    steps: list[str | int] = []
    for part in name.split(".", _NESTED):
        placed = _PLACED.fullmatch(part)
        steps += [placed[1], *map(int, _PLACE.findall(placed[2]))] if placed else [part]
    return tuple(steps)


def _put(body: dict[Any, Any], steps: tuple[str | int, ...], value: Any) -> None:
    place = body
    for step, following in pairwise(steps):
        place[step] = place = _opened(place.get(step), in_list=isinstance(following, int))
    place[steps[-1]] = value


def _opened(found: Any, *, in_list: bool) -> dict[Any, Any]:
    """What stands at a place, to go on below it: as it is where it fits, else a new one in its stead."""
    if in_list:
        if isinstance(found, _List):
            return found
        return _List(enumerate(found)) if isinstance(found, list) else _List()
    if isinstance(found, dict) and not isinstance(found, _List):
        # An argument is somebody else's: what is set beside its parts is set in a copy.
        return dict(found)
    return {}


def _closed(value: Any) -> Any:
    match value:
        case _List():
            return [_closed(value[place]) for place in sorted(value)]
        case dict():
            return {name: _closed(one) for name, one in value.items()}
        case _:
            return value


def _filled(written: Any, arguments: Mapping[str, Value], texts: Mapping[str, str]) -> Any:
    match written:
        case str():
            whole = PLACEHOLDER.fullmatch(written)
            if whole is None:
                return PLACEHOLDER.sub(lambda match: texts.get(match[1], ""), written)
            value = arguments.get(whole[1])
            return _MISSING if value is None else value
        case list():
            parts = [_filled(one, arguments, texts) for one in written]
            return [one for one in parts if one is not _MISSING]
        case dict():
            pairs = [(name, _filled(one, arguments, texts)) for name, one in written.items()]
            return {name: one for name, one in pairs if one is not _MISSING}
        case _:
            return written


def _depth(value: Any) -> int:
    """How deep it is nested, no further than one over the limit."""
    depth, level = 0, [value]
    while level and depth <= MOST_DEPTH:
        level = [
            one
            for outer in level
            if isinstance(outer, list | dict)
            for one in (outer.values() if isinstance(outer, dict) else outer)
        ]
        depth += 1
    return depth


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NotJson
    return number


def _refused(_word: str) -> Any:
    raise NotJson
