"""Texts as a platform's own model is to read them: facts filled in, other variables under names it can take."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from centralita.engine import Blueprint
from centralita.engine.answering.facts import facts_text
from centralita.engine.data import pick
from centralita.engine.templates import compile_template
from centralita.engine.values import Value, shown
from centralita.studio.deployments.compile.knowledge import plain

_EXPRESSION: Final = re.compile(r"\{\{-?([^{}]*?)-?\}\}")
_LONGEST_NAME: Final = 60
_RESERVED: Final = ("system__", "secret__", "current_", "session_", "previous_")
# What Retell fills in by itself; a variable of ours of the same name would be overwritten.
_TAKEN: Final = frozenset(
    {"direction", "user_number", "agent_number", "call_id", "call_type", "chat_id", "first_name", "last_name"}
)


def variable_name(name: str) -> str:
    """The name under which a platform knows one of our variables: letters, digits and underscores of ASCII."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)[:_LONGEST_NAME]
    if not plain or plain[0].isdigit() or plain in _TAKEN or plain.startswith(_RESERVED):
        plain = f"v_{plain}"
    return plain


@dataclass
class Wording:
    """Renders the texts of one blueprint, and remembers which variables they read and what did not fit."""

    blueprint: Blueprint
    language: str
    used: dict[str, str] = field(default_factory=dict)
    filtered: bool = False
    renamed: bool = False

    def pick(self, texts: Mapping[str, str]) -> str:
        """The text in the language of the call, else the nearest there is."""
        return self.text(pick(texts, self.language, self.blueprint.main_language))

    def text(self, text: str) -> str:
        """One text with its variables."""
        return _EXPRESSION.sub(lambda match: self._expression(match[0], match[1].strip()), text).strip()

    def name(self, name: str) -> str:
        """One variable, as it is to be written where it is set."""
        known = variable_name(name)
        self.renamed |= known != name
        self.used.setdefault(known, name)
        return known

    def _expression(self, whole: str, inner: str) -> str:
        names = compile_template(whole).names
        if not names:
            return ""
        self.filtered |= names[0] != inner
        fact = self._fact(names[0])
        return fact if fact is not None else f"{{{{{self.name(names[0])}}}}}"

    def _fact(self, name: str) -> str | None:
        if not name.startswith("business."):
            return None
        if name == "business.time_zone":
            return self.blueprint.business.time_zone
        facts: Mapping[str, Value] = dict(self.blueprint.business.facts)
        return shown(facts.get(name.removeprefix("business.")))

    def defaults(self) -> dict[str, str]:
        """Every variable that is read, with its declared value or nothing: platforms stumble over unknown ones."""
        declared = {variable.name: variable.default for variable in self.blueprint.variables}
        return {known: shown(declared.get(name)) for known, name in sorted(self.used.items())}


def facts_of(blueprint: Blueprint, language: str) -> str:
    """What the business is, line by line, in one language; no more than our own model is told."""
    business = blueprint.business
    return plain(f"{facts_text(business, language)}\ntime zone: {business.time_zone}")


def sentence_list(items: Iterable[str]) -> str:
    """`a, b, c`, without what is empty."""
    return ", ".join(filter(None, items))
