"""Arguments of a tool against its JSON Schema: the parts of the language that tools use, bounded.

An argument that the schema does not name is a fault unless `additionalProperties` allows it: what a
model makes up never reaches a tool. Read: type, properties, required, additionalProperties, items, enum, const, minimum, maximum,
exclusiveMinimum, exclusiveMaximum, minLength, maxLength, minItems, maxItems. Other keywords are left
to the tool itself; `pattern` too, since an author's expression could run for ever.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping

from centralita.engine.values import Value

MAX_FAULTS = 10
MAX_DEPTH = 8

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}

_LIMITS: tuple[tuple[str, str, Callable[[float, float], bool]], ...] = (
    ("minimum", "at least", operator.lt),
    ("maximum", "at most", operator.gt),
    ("exclusiveMinimum", "more than", operator.le),
    ("exclusiveMaximum", "less than", operator.ge),
)


def faults(arguments: Value, schema: Mapping[str, Value]) -> tuple[str, ...]:
    """What is wrong with `arguments`, a few words each, such as "date: required"; empty when they fit."""
    found: list[str] = []
    for fault in _faults(arguments, schema, "", 0):
        found.append(fault)
        if len(found) >= MAX_FAULTS:
            break
    return tuple(found)


def fitted(arguments: Mapping[str, Value], schema: Mapping[str, Value]) -> dict[str, Value]:
    """`arguments` with texts turned into the numbers and booleans that the schema wants, where they are."""
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return dict(arguments)
    return {name: _fit(value, properties.get(name)) for name, value in arguments.items()}


def _fit(value: Value, schema: Value) -> Value:
    if not isinstance(value, str) or not isinstance(schema, dict):
        return value
    wanted = schema.get("type")
    if wanted == "boolean":
        return {"true": True, "false": False}.get(value.strip().lower(), value)
    if wanted in {"integer", "number"} and len(value) <= 20:
        try:
            number = float(value)
        except ValueError:
            return value
        if number.is_integer():
            return int(number)
        return number if wanted == "number" and number == number else value  # noqa: PLR0124 - NaN
    return value


def _faults(value: Value, schema: Mapping[str, Value], path: str, depth: int) -> Iterator[str]:
    where = path or "arguments"
    if not _has_type(value, schema.get("type")):
        yield f"{where}: {_shown_type(schema.get('type'))} expected"
        return
    options = schema.get("enum")
    if isinstance(options, list) and value not in options:
        yield f"{where}: one of {', '.join(map(str, options[:20]))} expected"
    if "const" in schema and value != schema["const"]:
        yield f"{where}: {schema['const']} expected"
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number_faults(value, schema, where)
    elif isinstance(value, str):
        yield from _size_faults(len(value), schema, where, "minLength", "maxLength")
    elif depth < MAX_DEPTH and isinstance(value, dict):
        yield from _object_faults(value, schema, path, depth)
    elif depth < MAX_DEPTH and isinstance(value, list):
        yield from _size_faults(len(value), schema, where, "minItems", "maxItems")
        items = schema.get("items")
        if isinstance(items, dict):
            for position, item in enumerate(value):
                yield from _faults(item, items, f"{path}[{position}]", depth + 1)


def _object_faults(
    value: dict[str, Value], schema: Mapping[str, Value], path: str, depth: int
) -> Iterator[str]:
    properties = schema.get("properties")
    known = properties if isinstance(properties, dict) else {}
    required = schema.get("required")
    prefix = f"{path}." if path else ""
    if isinstance(required, list):
        yield from (
            f"{prefix}{name}: required" for name in required if isinstance(name, str) and name not in value
        )
    for name, item in value.items():
        inner = known.get(name)
        if isinstance(inner, dict):
            yield from _faults(item, inner, f"{prefix}{name}", depth + 1)
        elif name not in known and schema.get("additionalProperties", not known) is False:
            yield f"{prefix}{name}: not an argument of this tool"


def _number_faults(value: float, schema: Mapping[str, Value], where: str) -> Iterator[str]:
    for keyword, words, fails in _LIMITS:
        limit = schema.get(keyword)
        if isinstance(limit, int | float) and not isinstance(limit, bool) and fails(value, limit):
            yield f"{where}: {words} {limit} expected"


def _size_faults(size: int, schema: Mapping[str, Value], where: str, least: str, most: str) -> Iterator[str]:
    minimum, maximum = schema.get(least), schema.get(most)
    if isinstance(minimum, int) and size < minimum:
        yield f"{where}: shorter than {minimum}"
    if isinstance(maximum, int) and size > maximum:
        yield f"{where}: longer than {maximum}"


def _has_type(value: Value, wanted: Value) -> bool:
    if wanted is None:
        return True
    names = wanted if isinstance(wanted, list) else [wanted]
    return any(_is(value, name) for name in names if isinstance(name, str))


def _is(value: Value, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES.get(name, (object,)))


def _shown_type(wanted: Value) -> str:
    return " or ".join(map(str, wanted)) if isinstance(wanted, list) else str(wanted)
