"""Bytes become plain values: JSON or YAML, alone or in an archive. Pure; bounded in bytes, depth and count.

Nothing in a file is executed or fetched: YAML makes texts, numbers, lists and objects only, and its aliases are counted
as what they stand for before any of them is followed.
"""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

import yaml

from centralita.studio.imports.domain.archives import is_archive, unpacked
from centralita.studio.imports.domain.faults import Fault, Unreadable

MOST_BYTES: Final = 10_000_000
DEEPEST: Final = 80
MOST_VALUES: Final = 400_000
_MOST_FAULTS: Final = 20

Files = Mapping[str, Any]
"""What was read, by the path it was under: texts, numbers, truths, lists and objects with text keys."""


def load(parts: Iterable[tuple[str, bytes]]) -> Files:
    """Everything that came in, each document under its name. Raises Unreadable."""
    loaded: dict[str, Any] = {}
    faults: list[Fault] = []
    values = 0
    for name, content in _opened(parts):
        try:
            documents = _documents(name, content)
            for number, document in enumerate(documents):
                counted = _Plain(MOST_VALUES - values)
                loaded[name if number == 0 else f"{name}#{number + 1}"] = counted.of(document)
                values += counted.seen
        except Unreadable as error:
            faults.extend(error.faults)
        except _TooMuch as error:
            faults.append(Fault(error.code, name, {"limit": f"{error.limit:,}"}))
    # A broken file among good ones is told, not passed over: half an agent is worse than none.
    if faults:
        raise Unreadable(*faults[:_MOST_FAULTS])
    if not loaded:
        raise Unreadable(Fault("nothing_inside"))
    return loaded


def _opened(parts: Iterable[tuple[str, bytes]]) -> Iterable[tuple[str, bytes]]:
    for name, content in parts:
        if len(content) > MOST_BYTES:
            raise Unreadable(Fault("too_large", name, {"limit": f"{MOST_BYTES // 1_000_000} MB"}))
        if is_archive(content):
            yield from unpacked(name, content)
        else:
            yield name, content


def _documents(name: str, content: bytes) -> list[Any]:
    text = _text(name, content)
    if not text.strip():
        raise Unreadable(Fault("empty", name))
    if text.lstrip()[:1] in "{[" and not name.lower().endswith((".yml", ".yaml")):
        return [_json(name, text)]
    return _yaml(name, text)


def _text(name: str, content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(Fault("encoding", name, {"position": str(error.start)})) from None


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = {"line": str(error.lineno), "column": str(error.colno), "reason": error.msg}
        raise Unreadable(Fault("json", name, where)) from None
    except RecursionError:
        raise Unreadable(Fault("too_deep", name, {"limit": str(DEEPEST)})) from None
    except ValueError:  # an integer of thousands of digits
        raise Unreadable(Fault("number", name)) from None


class _Loader(yaml.CSafeLoader):
    """Safe, and without dates: a day in a text stays a text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":value"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _yaml(name: str, text: str) -> list[Any]:
    try:
        _measure(name, text)
        return list(yaml.load_all(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = {"line": str(mark.line + 1), "column": str(mark.column + 1)} if mark else {}
        raise Unreadable(Fault("yaml", name, {**where, "reason": error.problem or ""})) from None
    except yaml.YAMLError as error:
        raise Unreadable(Fault("yaml", name, {"reason": str(error)[:200]})) from None
    except RecursionError:
        raise Unreadable(Fault("too_deep", name, {"limit": str(DEEPEST)})) from None
    except (ValueError, TypeError, OverflowError):
        raise Unreadable(Fault("number", name)) from None


def _measure(name: str, text: str) -> None:
    """Depth and count of a text, aliases counted as what they stand for, before anything is built of it."""
    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise Unreadable(Fault("cyclic", name, {"anchor": str(event.anchor)[:60]}))
            total += sizes[event.anchor]
        elif isinstance(event, yaml.NodeEvent):
            total += 1
            if isinstance(event, yaml.CollectionStartEvent):
                open_.append((event.anchor, total - 1))
            elif event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_.pop()
            if anchor:
                sizes[anchor] = total - before
        if len(open_) > DEEPEST:
            raise Unreadable(Fault("too_deep", name, {"limit": str(DEEPEST)}))
        if total > MOST_VALUES:
            raise Unreadable(Fault("too_many", name, {"limit": f"{MOST_VALUES:,}"}))


class _TooMuch(Exception):
    def __init__(self, code: str, limit: int) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


class _Plain:
    """Copies a value as plain JSON that UTF-8 can carry; counts as it goes."""

    def __init__(self, room: int) -> None:
        self.room, self.seen = room, 0

    def of(self, value: object, depth: int = 0) -> Any:  # noqa: PLR0911 - a return for each case reads best
        self.seen += 1
        if self.seen > self.room:
            raise _TooMuch("too_many", MOST_VALUES)
        if depth > DEEPEST:
            raise _TooMuch("too_deep", DEEPEST)
        match value:
            case None | bool():
                return value
            case str():
                return _clean(value)
            case int():
                return value if abs(value) <= 2**53 else float(value) if abs(value) < 10**300 else None
            case float():
                return value if math.isfinite(value) else None
            case Mapping():
                return {_key(key): self.of(inner, depth + 1) for key, inner in value.items()}
            case list() | tuple():
                return [self.of(inner, depth + 1) for inner in value]
            case _:
                return None


def _key(key: object) -> str:
    match key:
        case str():
            return _clean(key)
        case bool():
            # YAML reads a bare `yes`, `no`, `on` and `off` as truths; as keys they are words.
            return "true" if key else "false"
        case int() if abs(key) > 10**18:
            return "number"
        case _:
            return _clean(str(key))


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")
