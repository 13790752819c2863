"""A blueprint made ready to run: every lookup that a turn needs is a dictionary built once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from centralita.engine.business import Business
from centralita.engine.data import NodeData, Texts, pick
from centralita.engine.interrupts import Listener
from centralita.engine.phrases import PHRASES
from centralita.engine.promises import Known
from centralita.engine.settings import FallbackText, Guardrails, Settings, Tool
from centralita.engine.templates import Lookup, Template, compile_template
from centralita.engine.values import Value


@dataclass(frozen=True, slots=True)
class Place:
    """A node and where its ports lead."""

    id: str
    flow: str
    kind: str
    name: str
    data: NodeData
    exits: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Program:
    """What a turn reads. `known` is what no document may contradict.

    `templates` fills as texts are said, keyed by the text itself.
    """

    default_language: str
    languages: tuple[str, ...]
    entry_flow: str
    entries: Mapping[str, str]
    places: Mapping[tuple[str, str], Place]
    defaults: Mapping[str, Value]
    facts: Mapping[str, Value]
    tools: Mapping[str, Tool]
    sources: tuple[str, ...]
    business: Business
    known: Known
    settings: Settings
    guardrails: Guardrails
    texts: Mapping[FallbackText, Texts]
    persona: Texts
    greeting: Texts
    ai_notice: Texts
    listener: Listener
    templates: dict[str, Template] = field(default_factory=dict)

    def wording(self, name: FallbackText, language: str) -> str:
        """The blueprint's own text for `name`, else the built-in one."""
        own = self.texts.get(name)
        text = pick(own, language, self.default_language) if own else ""
        return text or pick(PHRASES[name], language, "en")

    def render(self, text: str, lookup: Lookup) -> str:
        """`text` with its variables; a text without `{{` is returned as it is."""
        if "{{" not in text:
            return text
        template = self.templates.get(text)
        if template is None:
            template = self.templates[text] = compile_template(text)
        return template.render(lookup)

    def supported(self, language: str) -> str | None:
        """The blueprint's language that serves `language` (`es` for `es-MX` and the reverse), or None."""
        if language in self.languages:
            return language
        base = language.partition("-")[0].lower()
        return next((known for known in self.languages if known.partition("-")[0] == base), None)
