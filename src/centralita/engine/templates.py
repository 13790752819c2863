"""`{{variables}}` in texts, as Retell and ElevenLabs write them, with filters: `{{name | upcase}}`.

A text is split once into literal pieces and expressions. A plain name is looked up without any
template engine; an expression with filters goes through liquid, with an allow-list of filters that
neither read a clock nor multiply their input, and no tags. What does not compile or fails renders
as nothing, and the checks tell the author.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from liquid import BoundTemplate, Environment
from liquid.exceptions import LiquidError
from liquid.token import TOKEN_CONTENT, TOKEN_ILLEGAL, TOKEN_OUTPUT

from centralita.engine.data import MAX_TEXT, NAME_PATTERN
from centralita.engine.telling import in_words
from centralita.engine.values import Value, shown

Lookup = Callable[[str], Value]

_EXPRESSION = re.compile(r"\{\{-?([^{}]*?)-?\}\}")
_OPENS = re.compile(r"(?:^|[\s(\[¡¿\"'«“])(\*{1,3}|_{1,2}|~~)\Z")
_PLAIN_NAME = re.compile(NAME_PATTERN)
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_NAME_IN_EXPRESSION = re.compile(r"(?<![\w.])[^\W\d]\w*(?:\.\w+)*")
_ALLOWED = re.compile(r"[\w\s.|:,\"+-]*")
MAX_EXPRESSION = 300
_LITERALS = frozenset({"true", "false", "nil", "null", "blank", "empty", "and", "or", "not", "contains"})
_FILTERS = (
    "abs",
    "append",
    "at_least",
    "at_most",
    "capitalize",
    "ceil",
    "default",
    "divided_by",
    "downcase",
    "first",
    "floor",
    "join",
    "last",
    "lstrip",
    "minus",
    "modulo",
    "plus",
    "prepend",
    "round",
    "rstrip",
    "size",
    "strip",
    "times",
    "truncate",
    "truncatewords",
    "upcase",
)

# How liquid registers plain text and outputs; every real tag is left out.
_NOT_REALLY_TAGS = (TOKEN_CONTENT, TOKEN_OUTPUT, TOKEN_ILLEGAL)


class _Liquid(Environment):
    """Liquid with nothing but outputs and the filters above."""

    output_stream_limit = MAX_TEXT
    context_depth_limit = 4
    local_namespace_limit = MAX_TEXT
    loop_iteration_limit = 1


def _liquid() -> Environment:
    environment = _Liquid()
    environment.tags = {name: tag for name, tag in environment.tags.items() if name in _NOT_REALLY_TAGS}
    environment.filters = {name: environment.filters[name] for name in _FILTERS} | {"in_words": _in_words}
    return environment


def _in_words(value: object, language: object = "en") -> object:
    """`{{day | in_words: language}}`: a day or a time as people say it, where it is not said to them anyway."""
    return in_words(value, str(language)) if isinstance(value, str) else value


_environment = _liquid()


@dataclass(frozen=True, slots=True)
class _Filtered:
    """An expression with filters, and the names that it reads."""

    template: BoundTemplate
    names: tuple[str, ...]

    def render(self, lookup: Lookup) -> str:
        try:
            # `now` and `today` are liquid's own, from the clock: always given here, so never read.
            values = {"now": lookup("now"), "today": lookup("today")}
            for name in self.names:
                _place(values, name.split("."), lookup(name))
            return self.template.render(**values)
        except (LiquidError, ArithmeticError, ValueError, TypeError, LookupError, AttributeError):
            return ""


@dataclass(frozen=True, slots=True)
class Template:
    """A text made ready: pieces that are literal, a variable's name, or an expression with filters."""

    pieces: tuple[str | tuple[str] | _Filtered, ...]
    names: tuple[str, ...]
    broken: tuple[str, ...]

    def render(self, lookup: Lookup) -> str:
        """The text with its variables filled in, at most `MAX_TEXT` characters."""
        parts: list[str] = []
        length = 0
        for piece in self.pieces:
            if isinstance(piece, str):
                parts.append(piece)
            elif isinstance(piece, tuple):
                value = lookup(piece[0])
                parts.append(value if isinstance(value, str) else shown(value))
            else:
                parts.append(piece.render(lookup))
            length += len(parts[-1])
            if length > MAX_TEXT:
                break
        for at in range(1, len(parts) - 1):
            if not parts[at]:
                parts[at - 1], parts[at + 1] = _unmarked(parts[at - 1], parts[at + 1])
        text = "".join(parts)
        return text if len(text) <= MAX_TEXT else text[:MAX_TEXT]


def _unmarked(before: str, after: str) -> tuple[str, str]:
    """What stands around a variable that is empty, without the marks that would have set it off: "**{{name}}**"."""
    opens = _OPENS.search(before)
    if opens is None or not re.match(rf"{re.escape(opens[1])}(?![\w*])", after):
        return before, after
    return before[: opens.start(1)], after[len(opens[1]) :]


def compile_template(text: str) -> Template:
    """Split `text`; never raises. `names` are the variables it reads, `broken` what cannot be read."""
    pieces: list[str | tuple[str] | _Filtered] = []
    names: list[str] = []
    broken: list[str] = []
    end = 0
    for match in _EXPRESSION.finditer(text):
        pieces.append(text[end : match.start()])
        end = match.end()
        expression = match[1].strip()
        if _PLAIN_NAME.fullmatch(expression):
            pieces.append((expression,))
            names.append(expression)
            continue
        try:
            filtered = _compile_filtered(expression)
        except (LiquidError, ValueError, RecursionError):
            broken.append(match[0])
        else:
            pieces.append(filtered)
            names.extend(filtered.names)
    pieces.append(text[end:])
    return Template(
        tuple(piece for piece in pieces if piece != ""), tuple(dict.fromkeys(names)), tuple(broken)
    )


@lru_cache(maxsize=4_096)
def _compile_filtered(expression: str) -> _Filtered:
    if not expression or len(expression) > MAX_EXPRESSION:
        raise ValueError("nothing between the braces, or too much")
    bare = _QUOTED.sub('""', expression)
    # No ranges: liquid joins (1..999999999) until the memory is full. No brackets either.
    if ".." in bare or not _ALLOWED.fullmatch(bare):
        raise ValueError("only names, texts, numbers and filters")
    template = _environment.from_string("{{" + expression + "}}")
    return _Filtered(template, names_in(expression))


def names_in(expression: str) -> tuple[str, ...]:
    """The variables that an expression with filters reads."""
    names: list[str] = []
    for position, part in enumerate(_QUOTED.sub('""', expression).split("|")):
        arguments = part if position == 0 else part.partition(":")[2]
        names.extend(name for name in _NAME_IN_EXPRESSION.findall(arguments) if name not in _LITERALS)
    return tuple(dict.fromkeys(names))


def _place(values: dict[str, Value], path: list[str], value: Value) -> None:
    if len(path) == 1:
        values.setdefault(path[0], value)
        return
    inner = values.setdefault(path[0], {})
    if isinstance(inner, dict):
        _place(inner, path[1:], value)


def look_up(values: Mapping[str, Value], name: str) -> Value:
    """The value of `name`: as a whole name, else as a path into an object; None when there is none."""
    if name in values:
        return values[name]
    head, _, rest = name.partition(".")
    while rest:
        inner = values.get(head)
        if isinstance(inner, dict):
            return look_up(inner, rest)
        step, _, rest = rest.partition(".")
        head = f"{head}.{step}"
    return None
