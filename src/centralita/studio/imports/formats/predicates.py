"""Conditions written as text, as Rasa, Botpress and others have them: read, never run. Pure."""

import re
from collections.abc import Callable
from typing import Any, Final

from centralita.studio.imports.formats.conditions import deep, grouped, operator_of, variable_is

Json = dict[str, Any]
_LONGEST: Final = 2_000
_DEEPEST: Final = 5
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<text>\"[^\"]*\"|'[^']*')|(?P<number>-?\d{1,15}(?:\.\d{1,10})?)(?![\w.])"
    r"|(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||[=<>!()\[\]{},])|(?P<name>[A-Za-z_$][\w$]*(?:\.[\w$]+|\[[\"'][^\"'\]]+[\"']\])*))"
)
_BRACKET: Final = re.compile(r"\[[\"']([^\"'\]]+)[\"']\]")
_BRACKETS: Final = (("(", ")"), ("[", "]"), ("{", "}"))
_WORDS: Final = {"and": "&&", "or": "||", "not": "!", "is": "="}


class Unclear(ValueError):
    """It says more than comparisons of variables with values."""


def condition_of(said: str, variable: Callable[[str], str | None], *, truthy: bool = False) -> Json | None:
    """The condition that a text describes; None when it is more than comparisons.

    `variable` tells what a name is called here, or None where it is no variable. `truthy`: a name alone holds for
    anything but nothing and false, as in JavaScript, and not only for what is true.
    """
    try:
        tokens = _tokens(said)
        reader = _Reader(tokens, variable, truthy=truthy)
        found = reader.either(0)
        if reader.position < len(tokens) or deep(found) > _DEEPEST:
            return None
    except Unclear:
        return None
    return found


def _tokens(said: str) -> list[tuple[str, str]]:
    if len(said) > _LONGEST:
        raise Unclear
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(said.rstrip()):
        match = _TOKEN.match(said, position)
        if match is None or match.lastgroup is None:
            raise Unclear
        kind, value = match.lastgroup, match[match.lastgroup]
        if kind == "name" and value.lower() in _WORDS:
            kind, value = "sign", _WORDS[value.lower()]
        found.append((kind, value))
        position = match.end()
    return found


class _Reader:
    def __init__(
        self, tokens: list[tuple[str, str]], variable: Callable[[str], str | None], *, truthy: bool
    ) -> None:
        self.tokens, self.variable, self.truthy = tokens, variable, truthy
        self.position = 0

    def next(self, *signs: str) -> bool:
        """Whether the next token is one of these signs; then it is taken."""
        if self.position < len(self.tokens) and self.tokens[self.position] in {
            ("sign", sign) for sign in signs
        }:
            self.position += 1
            return True
        return False

    def either(self, depth: int) -> Json:
        parts = [self.both(depth)]
        while self.next("||"):
            parts.append(self.both(depth))
        return grouped(parts, every=False) or {}

    def both(self, depth: int) -> Json:
        parts = [self.one(depth)]
        while self.next("&&"):
            parts.append(self.one(depth))
        return grouped(parts, every=True) or {}

    def one(self, depth: int) -> Json:
        if depth > _DEEPEST:
            raise Unclear
        if self.next("!"):
            inner = self.one(depth + 1)
            if inner.get("operator") in {"is_true", "is_filled"} and inner["kind"] == "variable":
                opposite = {"is_true": "is_false", "is_filled": "is_empty"}[inner["operator"]]
                # What was never set is neither true nor false; a `not` holds for it too.
                return (
                    {"kind": "not", "condition": inner}
                    if opposite == "is_false"
                    else {**inner, "operator": opposite}
                )
            return {"kind": "not", "condition": inner}
        if self.next("("):
            inner = self.either(depth + 1)
            if not self.next(")"):
                raise Unclear
            return inner
        return self._comparison()

    def _comparison(self) -> Json:
        if self.position < len(self.tokens) and self.tokens[self.position][0] == "text":
            return self._inside()
        if self.position < len(self.tokens) and self.tokens[self.position] in {("sign", "{"), ("sign", "[")}:
            several = self._several()
            if self.position >= len(self.tokens) or self.tokens[self.position] != ("name", "contains"):
                raise Unclear
            self.position += 1
            return variable_is(self._name(), "one_of", several)
        name = self._name()
        negated = False
        if self.position < len(self.tokens):
            kind, sign = self.tokens[self.position]
            words = kind == "name" and sign.lower() in {"contains", "in"}
            if words or (kind == "sign" and sign not in {"&&", "||", ")", "("}):
                self.position += 1
                if sign == "=" and self.next("!"):
                    negated = True
                return self._against(name, operator_of(sign), negated=negated)
        if self.truthy:
            something = [
                variable_is(name, "is_filled"),
                {"kind": "not", "condition": variable_is(name, "is_false")},
            ]
            return {"kind": "all", "conditions": something}
        return variable_is(name, "is_true")

    def _against(self, name: str, operator: str | None, *, negated: bool) -> Json:
        if operator is None or self.position >= len(self.tokens):
            raise Unclear
        if negated:
            operator = {"equals": "not_equals"}.get(operator, operator)
        if operator == "one_of":
            return variable_is(name, operator, self._several())
        kind, value = self.tokens[self.position]
        self.position += 1
        if kind == "name":
            return _constant(name, operator, value.lower())
        if kind == "text":
            return variable_is(name, operator, value[1:-1])
        if kind == "number":
            return variable_is(name, operator, _number(value))
        raise Unclear

    def _inside(self) -> Json:
        """`"a" in names`, or `"a" == name`."""
        value = self.tokens[self.position][1][1:-1]
        self.position += 1
        within = self.position < len(self.tokens) and self.tokens[self.position] == ("name", "in")
        if within:
            self.position += 1
        elif not self.next("==", "===", "="):
            raise Unclear
        return variable_is(self._name(), "contains" if within else "equals", value)

    def _several(self) -> list[str | int | float]:
        """A list in brackets: texts and numbers, with or without commas."""
        closing = next((end for start, end in _BRACKETS if self.next(start)), None)
        if closing is None:
            raise Unclear
        found: list[str | int | float] = []
        while not self.next(closing):
            if self.position >= len(self.tokens):
                raise Unclear
            if not self.next(","):
                kind, value = self.tokens[self.position]
                self.position += 1
                if kind not in {"text", "number"}:
                    raise Unclear
                found.append(value[1:-1] if kind == "text" else _number(value))
        return found

    def _name(self) -> str:
        if self.position >= len(self.tokens) or self.tokens[self.position][0] != "name":
            raise Unclear
        said = _BRACKET.sub(r".\1", self.tokens[self.position][1])
        self.position += 1
        found = self.variable(said)
        if found is None:
            raise Unclear
        return found


def _constant(name: str, operator: str, value: str) -> Json:
    same = operator == "equals"
    if operator not in {"equals", "not_equals"}:
        raise Unclear
    if value in {"null", "none", "undefined", "empty"}:
        return variable_is(name, "is_empty" if same else "is_filled")
    if value == "defined":
        return variable_is(name, "is_filled" if same else "is_empty")
    if value in {"true", "false"}:
        found = variable_is(name, f"is_{value}")
        # What was never set is neither true nor false, so it is not the one nor the other.
        return found if same else {"kind": "not", "condition": found}
    raise Unclear


def _number(value: str) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() else number
