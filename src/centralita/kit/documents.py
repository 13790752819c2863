"""Texts become plain values: JSON or YAML, bounded in depth and count. Pure.

Nothing in a text is executed or fetched: YAML makes texts, numbers, lists and objects only, and its aliases are counted
as what they stand for before any of them is followed.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

DEEPEST: Final = 80
MOST_VALUES: Final = 400_000


# A text begins with a mark of its encoding, or with a bracket that tells it by the byte beside.
_STARTS: Final = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"{\0": "utf-16-le",
    b"[\0": "utf-16-le",
    b"\0{": "utf-16-be",
    b"\0[": "utf-16-be",
}
# A text or a remark; what is not closed goes on to the end, so that each letter is looked at once.
_REMARK: Final = re.compile(r'("(?:[^"\\]|\\.)*(?:"|\Z))|//[^\r\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_COMMA: Final = re.compile(r'("(?:[^"\\]|\\.)*(?:"|\Z))|,(?=\s*[}\]])', re.DOTALL)


class DocumentBroken(ValueError):
    """It cannot be read. `fault` is a code, `data` what its sentence speaks of."""

    def __init__(self, fault: str, data: Mapping[str, str] | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.data = dict(data or {})


def decoded(content: bytes) -> str:
    """The text of a file. Raises DocumentBroken."""
    encoding = next((name for start, name in _STARTS.items() if content.startswith(start)), "utf-8-sig")
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise DocumentBroken("encoding", {"position": str(error.start)}) from None


def documents(
    text: str, *, as_yaml: bool = False, most: int = MOST_VALUES, by_hand: bool = False
) -> list[Any]:
    """Every document of a text; JSON is one, YAML may be several. Not yet `plain`. Raises DocumentBroken.

    `most`: how many values a text in YAML may have, which takes some 20 µs for each. `by_hand`: JSON may have remarks,
    and a comma after the last of a row, as people write it.
    """
    if not text.strip():
        raise DocumentBroken("empty")
    begins = ("{", "[", "//", "/*") if by_hand else ("{", "[")
    if text.lstrip().startswith(begins) and not as_yaml:
        return [_json(text, by_hand=by_hand)]
    return _yaml(text, most)


def _json(text: str, *, by_hand: bool) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        plain = _without_remarks(text) if by_hand else text
        if plain != text:
            try:
                return _json(plain, by_hand=False)
            except DocumentBroken:
                # What is wrong is told where it stands in the file as it is.
                pass
        where = {"line": str(error.lineno), "column": str(error.colno), "reason": error.msg}
        raise DocumentBroken("json", where) from None
    except RecursionError:
        raise DocumentBroken("too_deep", {"limit": str(DEEPEST)}) from None
    except ValueError:  # an integer of thousands of digits
        raise DocumentBroken("number") from None


def _without_remarks(text: str) -> str:
    """JSON without remarks and without commas before a closing bracket; nothing inside a text is touched."""
    without = _REMARK.sub(lambda match: match[1] or " ", text)
    return _COMMA.sub(lambda match: match[1] or "", without)


class _Loader(yaml.CSafeLoader):
    """Safe, and as YAML 1.2 reads plain words: a day, a time and a `Yes` on a button stay texts.

    So does what begins with a zero or a plus, as telephones and postcodes do: no number is written so.
    """


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith((":timestamp", ":value", ":bool", ":int", ":float"))
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(
        r"^(?:-?(?:0|[1-9][0-9]*)?(?:\.[0-9]+|(?<=[0-9])\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
    ),
    list("-+0123456789."),
)


def _yaml(text: str, most: int) -> list[Any]:
    try:
        _measure(text, most)
        return list(yaml.load_all(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = {"line": str(mark.line + 1), "column": str(mark.column + 1)} if mark else {}
        raise DocumentBroken("yaml", {**where, "reason": error.problem or ""}) from None
    except yaml.YAMLError as error:
        raise DocumentBroken("yaml", {"reason": str(error)[:200]}) from None
    except RecursionError:
        raise DocumentBroken("too_deep", {"limit": str(DEEPEST)}) from None
    except DocumentBroken:
        raise
    except (ValueError, TypeError, OverflowError):
        raise DocumentBroken("number") from None


def _measure(text: str, most: int) -> None:
    """Depth and count of a text, aliases counted as what they stand for, before anything is built of it."""
    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise DocumentBroken("cyclic", {"anchor": str(event.anchor)[:60]})
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
            raise DocumentBroken("too_deep", {"limit": str(DEEPEST)})
        if total > most:
            raise DocumentBroken("too_many", {"limit": f"{most:,}"})


def plain(value: object, room: int = MOST_VALUES) -> tuple[Any, int]:
    """A copy as JSON that UTF-8 can carry, and how many values it has. Raises DocumentBroken."""
    copying = _Plain(room)
    return copying.of(value), copying.seen


class _Plain:
    def __init__(self, room: int) -> None:
        self.room, self.seen = room, 0

    def of(self, value: object, depth: int = 0) -> Any:  # noqa: PLR0911 - a return for each case reads best
        self.seen += 1
        if self.seen > self.room:
            raise DocumentBroken("too_many", {"limit": f"{MOST_VALUES:,}"})
        if depth > DEEPEST:
            raise DocumentBroken("too_deep", {"limit": str(DEEPEST)})
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
            # As a key, a truth is a word.
            return "true" if key else "false"
        case int() if abs(key) > 10**18:
            return "number"
        case _:
            return _clean(str(key))


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")
